"""The capture line: understood while it is typed, saved only when she says so."""

import json
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanse.accounts.actions import discard_draft
from hanse.accounts.models import Draft
from hanse.home.actions import remembering, waiting
from hanse.home.models import Remembered, WaitingLine
from hanse.home.recognising import familiar
from hanse.home.understanding import MAIN, Understood, key_of
from hanse.kit.http import page, toast, wants_fragment
from hanse.kit.text import clean

SHARED = ("title", "text", "url")
_MOST_WAITING = 5


@require_http_methods(["GET", "HEAD", "POST"])
def capture(request: HttpRequest) -> HttpResponse:
    """Show what was understood of a line. Saves nothing."""
    understood = _understood(request) if request.method == "POST" else _fresh(request, "")
    if wants_fragment(request):
        context = {"capture": understood, "today": timezone.localdate()}
        return page(request, "home/_heard.html", context)
    return _shown(request, understood)


@require_safe
def share(request: HttpRequest) -> HttpResponse:
    """What another app hands over fills the line. Saves nothing."""
    parts = dict.fromkeys(clean(request.GET.get(name, "")) for name in SHARED)
    line = " ".join(part for part in parts if part)[: waiting.LONGEST_LINE]
    return _shown(request, _fresh(request, line))


@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    """She said yes: save people, encounter, promises and lists in one go."""
    now = timezone.localtime()
    understood = _understood(request)
    if problem := _problem(request, understood):
        return _shown(request, understood, problem)
    if not understood.is_valid():
        return _shown(request, understood, _("One of the chips needs a look."))
    try:
        remembered, is_new = remembering.remember(
            member=request.user.member,
            key=understood.key,
            confirmed=understood.confirmed(),
            now=now,
            today=now.date(),
        )
    except ValidationError as refused:
        return _shown(request, understood, *refused.messages)
    return _saved(request, remembered, _("Remembered.") if is_new else _("That was remembered already."))


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """Save the line as a note about the people in it, and nothing else."""
    now = timezone.localtime()
    understood = _understood(request)
    if problem := _problem(request, understood):
        return _shown(request, understood, problem)
    if not understood.people.is_valid():
        return _shown(request, understood, _("One of the chips needs a look."))
    try:
        remembered, is_new = remembering.note_down(
            member=request.user.member,
            key=understood.key,
            named=understood.named(),
            text=understood.line,
            on=understood.day,
            now=now,
        )
    except ValidationError as refused:
        return _shown(request, understood, *refused.messages)
    return _saved(request, remembered, _("Kept as a note.") if is_new else _("That was remembered already."))


@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The way back from a yes."""
    remembered = get_object_or_404(Remembered.objects.visible_to(request.user.member), pk=pk)
    remembering.take_back(remembered=remembered, now=timezone.now())
    toast(request, _("Taken back."))
    return redirect("home:today")


@require_POST
def keep_waiting(request: HttpRequest) -> HttpResponse:
    """Take a line that was written without reception: JSON {key, line, at}."""
    now = timezone.now()
    try:
        sent = json.loads(request.body)
        key, line, at = str(sent["key"]), str(sent["line"]), _moment(sent.get("at"), now)
        waiting.keep_waiting(member=request.user.member, key=key, line=line, captured_at=at, now=now)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"problem": _("That is no line.")}, status=400)
    except ValidationError as refused:
        return JsonResponse({"problem": refused.messages[0]}, status=422)
    return JsonResponse({"kept": True})


@require_POST
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    line = _waiting_line(request, pk)
    waiting.drop(waiting=line, now=timezone.now())
    toast(request, _("Dropped."), undo_url=reverse("home:pick_up", args=[line.pk]))
    return redirect("home:today")


@require_POST
def pick_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    waiting.pick_up(waiting=_waiting_line(request, pk))
    return redirect("home:today")


def captured(request: HttpRequest, day: date) -> dict[str, object]:
    """Return the line that is half-written, and the lines that wait for a yes, each with its chips."""
    member = request.user.member
    draft = _draft(request)
    lines = list(WaitingLine.objects.visible_to(member).waiting()[:_MOST_WAITING])
    names = [value for name, value in draft.items() if name.endswith(("-name", "-heard"))]
    known = familiar(
        member=member, text=" ".join([draft.get("line", ""), *names, *(one.line for one in lines)])
    )
    if draft.get("of") and draft.get("of") == draft.get("line"):
        capture = Understood.corrected(draft, member=member, day=day, known=known)
    else:
        capture = Understood.read(
            draft.get("line", ""), member=member, day=day, key=draft.get("key", ""), known=known
        )
    waits = [
        Understood.read(
            one.line, member=member, day=one.captured_on, key=one.key, slot=str(one.pk), known=known
        )
        for one in lines
    ]
    return {"capture": capture, "waiting": waits}


def _draft(request: HttpRequest) -> QueryDict:
    """Return the fields of the capture line as they were left, if they were."""
    kept = Draft.objects.filter(user=request.user, path=reverse("home:today")).first()
    fields = QueryDict(mutable=True)
    for name, value in json.loads(kept.body) if kept else ():
        fields.appendlist(name, value)
    return fields


def _understood(request: HttpRequest) -> Understood:
    """Read the line, or, where chips of this very line came along, take them as they were corrected."""
    member, line = request.user.member, clean(request.POST.get("line", ""))
    key = key_of(request.POST)
    kept = WaitingLine.objects.visible_to(member).filter(key=key).first()
    where = (
        {"slot": str(kept.pk), "day": kept.captured_on}
        if kept
        else {"slot": MAIN, "day": timezone.localdate()}
    )
    if line and clean(request.POST.get("of", "")) == line:
        return Understood.corrected(request.POST, member=member, **where)
    return Understood.read(line, member=member, key=key, choices=_choices(request), **where)


def _fresh(request: HttpRequest, line: str) -> Understood:
    return Understood.read(line, member=request.user.member, day=timezone.localdate())


def _choices(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Return who was chosen for which name so far, so that writing on keeps it."""
    chosen = {}
    for name, heard in request.POST.items():
        if name.endswith("-heard") and heard:
            start = name.removesuffix("heard")
            chosen[heard] = {
                "who": request.POST.get(f"{start}who", ""),
                "name": request.POST.get(f"{start}name", ""),
            }
    return chosen


def _problem(request: HttpRequest, understood: Understood) -> str:
    """Return why nothing can be saved yet."""
    if not understood.line:
        return _("The line is empty. A name is enough.")
    if len(understood.line) > waiting.LONGEST_LINE:
        return _("The line is too long. Ten thousand letters fit in.")
    if clean(request.POST.get("of", "")) != understood.line:
        return _("The line has changed. Look whether it still fits.")
    if not understood.has_people:
        return _("Who was there? Add a name.")
    return ""


def _shown(request: HttpRequest, understood: Understood, *problems: str) -> HttpResponse:
    context = {"capture": understood, "problems": problems, "today": timezone.localdate()}
    return page(request, "home/capture.html", context, status=422 if problems else 200)


def _saved(request: HttpRequest, remembered: Remembered, said: str) -> HttpResponse:
    for path in (
        reverse("home:today"),
        reverse("home:capture"),
        reverse("home:remember"),
        reverse("home:note"),
    ):
        discard_draft(user=request.user, path=path)
    toast(request, said, undo_url=reverse("home:take_back", args=[remembered.pk]))
    return redirect("home:today")


def _waiting_line(request: HttpRequest, pk: UUID) -> WaitingLine:
    return get_object_or_404(WaitingLine.objects.visible_to(request.user.member), pk=pk)


def _moment(text: object, now: datetime) -> datetime:
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return now
    return moment if moment and moment.tzinfo else now
