"""The search box over everything."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hanse.kit.http import page
from hanse.kit.text import clean
from hanse.people.queries.finding import find

_MOST_FOUND = 50
_LONGEST_QUERY = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """People by anything that was written about them."""
    query = clean(request.GET.get("q", ""))[:_LONGEST_QUERY]
    found = find(member=request.user.member, query=query)
    contacts = list(found.contacts[: _MOST_FOUND + 1])
    context = {
        "query": query,
        "is_search": True,
        "found": found,
        "contacts": contacts[:_MOST_FOUND],
        "has_more": len(contacts) > _MOST_FOUND,
    }
    return page(request, "home/search.html", context, fragment="found")
