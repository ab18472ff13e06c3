"""Half-written text that comes back."""

import json

from django import template

register = template.Library()


@register.inclusion_tag("accounts/draft.html", takes_context=True)
def draft(context: template.Context) -> dict[str, object]:
    """Hand the draft kept for this page to <keep-draft>, and say so; nothing where a form was sent or none is kept."""
    request = context["request"]
    kept = request.user.drafts.filter(path=request.path).first() if request.method == "GET" else None
    return {"draft": json.loads(kept.body) if kept else None, "path": request.path}
