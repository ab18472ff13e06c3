"""The search box over everything."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanse.kit.http import page
from hanse.kit.text import clean
from hanse.people.queries.finding import MOST_FOUND, find

_LONGEST_QUERY = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """People by anything that was written about them."""
    query = clean(request.GET.get("q", ""))[:_LONGEST_QUERY]
    found = find(member=request.user.member, query=query)
    context = {
        "query": query,
        "is_search": True,
        "found": found,
        "contacts": found.contacts[:MOST_FOUND],
        "has_more": len(found.contacts) > MOST_FOUND,
    }
    return page(request, "home/search.html", context, fragment="found")
