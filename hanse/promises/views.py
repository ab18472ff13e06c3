from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.kit.http import page, safe_next, toast, whole_number
from hanse.people.models import Contact
from hanse.promises import actions
from hanse.promises.forms import GiveBackForm, NewDayForm, NewPromiseForm, PromiseForm, handy_days
from hanse.promises.models import Promise

_ENDED_AT_ONCE = 30


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything still owed, both ways, and a look back in words."""
    promises = Promise.objects.visible_to(request.user.member).select_related("contact")
    still_open = list(promises.open().soonest_first())
    start = whole_number(request.GET.get("from", ""))
    ended = list(promises.settled().latest_end_first()[start : start + _ENDED_AT_ONCE + 1])
    context = {
        "today": timezone.localdate(),
        "mine": [one for one in still_open if one.is_mine],
        "theirs": [one for one in still_open if not one.is_mine],
        "ended": ended[:_ENDED_AT_ONCE],
        "older": start + _ENDED_AT_ONCE if len(ended) > _ENDED_AT_ONCE else 0,
    }
    return page(request, "promises/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    member = request.user.member
    now = timezone.now()
    contact = _contact(request)
    form = NewPromiseForm(request.POST or None, member=member, contact=contact)
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate(now)
        values = {"made_on": today, "today": today, "now": now} | _own(form.cleaned_data)
        promise = _tried(
            form,
            lambda: actions.make_promise_once(member=member, contact=form.cleaned_data["contact"], **values),
        )
        if promise:
            toast(request, _("Promise written down."), undo_url=_undo(request, "promises:delete", promise))
            return redirect(_here(request))
    context = {"form": form, "contact": contact, "here": _here(request)}
    return page(request, "promises/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    promise = _promise(request, pk)
    today = timezone.localdate()
    known = {"direction": promise.direction, "what": promise.what, "due_on": promise.due_on}
    form = PromiseForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        changed = _tried(
            form, lambda: actions.change(promise=promise, today=today, **_own(form.cleaned_data))
        )
        if changed:
            toast(request, _("Saved."))
            return redirect(_here(request))
    context = {"form": form, "promise": promise, "today": today, "here": _here(request)}
    return page(request, "promises/edit.html", context, status=422 if form.errors else 200)


@require_POST
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    promise = _promise(request, pk)
    today = timezone.localdate()
    said = _("Kept: %(what)s") if promise.is_mine else _("It has arrived: %(what)s")
    return _ended(request, promise, lambda: actions.keep(promise=promise, on=today), said=said)


@require_POST
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    promise = _promise(request, pk)
    today = timezone.localdate()
    return _ended(
        request, promise, lambda: actions.release(promise=promise, on=today), said=_("Let go: %(what)s")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    promise = _promise(request, pk)
    form = GiveBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        word, today = form.cleaned_data["word"], timezone.localdate()
        act = lambda: actions.give_back(promise=promise, on=today, word=word)  # noqa: E731
        return _ended(request, promise, act, said=_("Given back: %(what)s"))
    context = {"form": form, "promise": promise, "here": _here(request)}
    status = 422 if form.errors else 200
    return page(request, "promises/give_back.html", context, fragment="form", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_day(request: HttpRequest, pk: UUID) -> HttpResponse:
    promise = _promise(request, pk)
    today = timezone.localdate()
    form = NewDayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        day = form.cleaned_data["due_on"]
        moved = _tried(form, lambda: actions.renegotiate(promise=promise, due_on=day, today=today))
        if moved:
            toast(request, _("There is a new day."), undo_url=_undo(request, "promises:old_day", promise))
            return _row_or_back(request, moved)
    context = {
        "form": form,
        "promise": promise,
        "today": today,
        "here": _here(request),
        "handy": handy_days(today=today),
    }
    status = 422 if form.errors else 200
    return page(request, "promises/new_day.html", context, fragment="form", status=status)


@require_POST
def old_day(request: HttpRequest, pk: UUID) -> HttpResponse:
    actions.take_back_new_day(promise=_promise(request, pk))
    toast(request, _("The old day holds again."))
    return redirect(_here(request))


@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    actions.reopen(promise=_promise(request, pk))
    toast(request, _("It is open again."))
    return redirect(_here(request))


@require_POST
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    actions.delete(promise=_promise(request, pk))
    toast(request, _("Struck off."))
    return redirect(_here(request))


def _ended(request: HttpRequest, promise: Promise, act: Callable[[], Promise], *, said: str) -> HttpResponse:
    """Answer a verb that ends a promise: what is so now, and the way back."""
    was_open = promise.is_open
    try:
        promise = act()
    except ValidationError as refused:
        toast(request, " ".join(refused.messages))
        return _row_or_back(request, promise)
    if was_open:
        toast(request, said % {"what": promise.what}, undo_url=_undo(request, "promises:reopen", promise))
    else:
        toast(request, _("That was written down already."))
    return _row_or_back(request, promise)


def _row_or_back(request: HttpRequest, promise: Promise) -> HttpResponse:
    if not request.htmx:
        return redirect(_here(request))
    context = {"promise": promise, "today": timezone.localdate(), "here": _here(request)}
    return page(request, "promises/_promise.html" if promise.is_open else "promises/_ended.html", context)


def _promise(request: HttpRequest, pk: UUID) -> Promise:
    return get_object_or_404(Promise.objects.visible_to(request.user.member).select_related("contact"), pk=pk)


def _contact(request: HttpRequest) -> Contact | None:
    if "contact" not in request.GET:
        return None
    contacts = Contact.objects.visible_to(request.user.member)
    try:
        return get_object_or_404(contacts, pk=request.GET["contact"])
    except ValidationError:
        return get_object_or_404(contacts, pk=None)


def _own(values: dict) -> dict:
    return {name: values[name] for name in ("direction", "what", "due_on")}


def _tried(form, act: Callable[[], Promise]) -> Promise | None:
    """Do it, or put what the action refused beside the field that it is about."""
    try:
        return act()
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


def _here(request: HttpRequest) -> str:
    return safe_next(request, otherwise=reverse("promises:index"))


def _undo(request: HttpRequest, name: str, promise: Promise) -> str:
    return f"{reverse(name, args=[promise.pk])}?{urlencode({'next': _here(request)})}"
