"""What was understood of one line: its chips as forms, before anything is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import uuid4

from django.forms import BaseFormSet
from django.utils.datastructures import MultiValueDict

from hanse.community.models import Member
from hanse.home.actions.remembering import Confirmed, Named, Promised
from hanse.home.actions.waiting import LONGEST_KEY, LONGEST_LINE
from hanse.home.capture import Reading, read
from hanse.home.forms import (
    DROPPED,
    EVERYBODY,
    NO_ENCOUNTER,
    EncounterForm,
    LabelForms,
    PersonForms,
    PromisedForms,
)
from hanse.home.recognising import familiar, names_of
from hanse.kit.text import clean, words
from hanse.people.models import Contact

MAIN = "now"
"""The slot of the one capture line; waiting lines have slots of their own, so that ids differ on one page."""


@dataclass
class Understood:
    line: str
    key: str
    slot: str
    day: date
    encounter: EncounterForm
    people: PersonForms
    promises: PromisedForms
    labels: LabelForms

    @classmethod
    def read(
        cls,
        line: str,
        *,
        member: Member,
        day: date,
        key: str = "",
        slot: str = MAIN,
        choices: Mapping[str, dict] | None = None,
        known: list[Contact] | None = None,
    ) -> Self:
        """Read a line as of the day it was written.

        `choices` are answers given before, by the name that was heard; `known` saves looking whom it may mean.
        """
        line = clean(line)
        known = familiar(member=member, text=line[:LONGEST_LINE]) if known is None else known
        reading = read(line[:LONGEST_LINE], today=day, known=names_of(known))
        return cls._of(
            line, key or uuid4().hex, slot, day, known, initial=_initial(reading, line, day, choices or {})
        )

    @classmethod
    def corrected(
        cls,
        data: MultiValueDict,
        *,
        member: Member,
        day: date,
        slot: str = MAIN,
        known: list[Contact] | None = None,
    ) -> Self:
        """Take the chips as they came back, corrected or not."""
        line = clean(data.get("line", ""))
        if known is None:
            said = [value for name, value in data.items() if name.endswith(("-name", "-heard"))]
            known = familiar(member=member, text=" ".join([line, *said])[: 2 * LONGEST_LINE])
        return cls._of(line, key_of(data) or uuid4().hex, slot, day, known, data=data)

    @classmethod
    def _of(cls, line, key, slot, day, known, *, data=None, initial=None) -> Self:
        initial, auto_id = initial or {}, f"{slot}-%s"

        def several(kind: type[BaseFormSet], prefix: str, **more) -> BaseFormSet:
            return kind(data, prefix=prefix, auto_id=auto_id, initial=initial.get(prefix), form_kwargs=more)

        people = several(PersonForms, "people", familiar=known)
        names = {place: form.shown_name for place, form in enumerate(people) if form.is_present}
        return cls(
            line=line,
            key=key,
            slot=slot,
            day=day,
            encounter=EncounterForm(data, auto_id=auto_id, initial=initial.get("encounter")),
            people=people,
            promises=several(PromisedForms, "promises", names=names),
            labels=several(LabelForms, "labels"),
        )

    @property
    def has_people(self) -> bool:
        return any(form.is_present for form in self.people)

    def is_valid(self) -> bool:
        """Whether everything can be saved as it stands. Every form is asked, so that every error is shown at once."""
        answers = [form.is_valid() for form in (self.encounter, self.people, self.promises, self.labels)]
        return all(answers)

    def named(self) -> list[Named]:
        return [Named(form.contact, form.spoken) for form in self.people if form.is_present]

    def confirmed(self) -> Confirmed:
        """Return what she says yes to. Ask only when it is valid."""
        places = {str(place): at for at, place in enumerate(self._present())}
        return Confirmed(
            people=self.named(),
            promises=[
                _promised(form.cleaned_data, places)
                for form in self.promises
                if form.cleaned_data.get("what")
            ],
            labels=[form.cleaned_data["name"] for form in self.labels if form.cleaned_data.get("name")],
            **self.encounter.cleaned_data,
        )

    def _present(self) -> list[int]:
        return [place for place, form in enumerate(self.people) if form.is_present]


def key_of(data: Mapping[str, str]) -> str:
    """Return the one-time key that came along; empty if none did."""
    return clean(data.get("key", ""))[:LONGEST_KEY]


def _promised(values: dict, places: dict[str, int]) -> Promised:
    whom = places.get(values.get("whom", ""))
    return Promised(values["direction"], values["what"], values["due_on"], () if whom is None else (whom,))


def _initial(reading: Reading, line: str, day: date, choices: Mapping[str, dict]) -> dict:
    """Return the fields of each form as the reader understood them; one free place for a person at the end."""
    there = [{"heard": name} | choices.get(name, {}) for name in reading.people]
    named = [{"heard": name, "who": DROPPED} | choices.get(name, {}) for name in reading.mentioned]
    return {
        "people": [*there, *named, {}],
        "encounter": {
            "kind": reading.kind or NO_ENCOUNTER,
            "on": reading.on or day,
            "place": reading.place or "",
            "topic": reading.topic or "",
            "note": _note(reading, line),
        },
        "promises": [
            {
                "direction": one.direction,
                "what": one.what,
                "due_on": one.due,
                "whom": _place_of(one.to, reading.people),
            }
            for one in reading.promises
        ],
        "labels": [{"name": name} for name in reading.labels],
    }


def _note(reading: Reading, line: str) -> str:
    """Return what is kept in her own words: the whole line, unless people and promises say it all already."""
    says_it_all = not reading.kind and (reading.promises or words(line) == words(" ".join(reading.people)))
    return "" if says_it_all else line


def _place_of(name: str, people: list[str]) -> str:
    return str(people.index(name)) if name in people else EVERYBODY
