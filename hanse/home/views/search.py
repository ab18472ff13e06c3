"""The search box over everything."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanse.kit.http import page
from hanse.kit.text import clean
from hanse.people.queries.finding import MOST_FOUND, find
from hanse.people.queries.listing import excerpts

_LONGEST_QUERY = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """People by anything that was written about them."""
    query = clean(request.GET.get("q", ""))[:_LONGEST_QUERY]
    found = find(member=request.user.member, query=query)
    contacts = found.contacts[:MOST_FOUND]
    pieces = excerpts(contacts, found.words)
    for contact in contacts:
        contact.piece = pieces[contact.pk]
    context = {
        "query": query,
        "is_search": True,
        "found": found,
        "contacts": contacts,
        "has_more": len(found.contacts) > MOST_FOUND,
    }
    return page(request, "home/search.html", context, fragment="found")
