"""Forms of business meetings in the office."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.events.models import Event, Registration, Session
from home.network.actions.meeting_guests import Room
from home.network.domain.meetings import HEAVIEST, Half
from home.network.models import MeetingGuest, MeetingPlan
from home.network.reading.meetings import guest_kind, guest_name, when_written
from producers.domain.shown import shown

MOST_TABLES, LONGEST_REASON = 200, 200


def _day(label: Any, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


def _time(label: Any, *, required: bool) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=required, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


class EventForm(forms.Form):
    """For which event business meetings are opened."""

    event = forms.ModelChoiceField(Event.objects.none(), label=_("Event"))

    def __init__(self, data: Any, lang: str) -> None:
        super().__init__(data)
        rows = Event.objects.public().filter(
            status=Event.Status.PLANNED, last_day__gte=timezone.localdate(), business_meetings=None
        )
        field: Any = self.fields["event"]
        field.queryset = rows.order_by("first_day", "pk")
        field.label_from_instance = lambda one: shown(one.title, lang, one.original_language).text


class RoomForm(forms.Form):
    """Half days, length of a meeting, tables."""

    day = _day(_("First half day: day"), required=True)
    begins = _time(_("First half day: from"), required=True)
    ends = _time(_("First half day: to"), required=True)
    second_day = _day(_("Second half day: day (may stay empty)"), required=False)
    second_begins = _time(_("Second half day: from"), required=False)
    second_ends = _time(_("Second half day: to"), required=False)
    minutes = forms.IntegerField(label=_("Minutes of a meeting"), min_value=10, max_value=60)
    pause = forms.IntegerField(label=_("Minutes between two meetings"), min_value=0, max_value=30)
    tables = forms.IntegerField(label=_("Number of tables"), min_value=1, max_value=MOST_TABLES)
    spare = forms.IntegerField(
        label=_("Spare tables in per cent"),
        min_value=0,
        max_value=50,
        help_text=_("10 to 20 is usual. They stay free for changes by hand."),
    )

    def clean(self) -> dict[str, Any]:
        """The second half day is given whole, or not at all."""
        cleaned: dict[str, Any] = super().clean() or {}
        second = [cleaned.get(name) for name in ("second_day", "second_begins", "second_ends")]
        if any(part is not None for part in second) and None in second:
            self.add_error(
                "second_day", _("Give day, begin and end of the second half day, or none of them.")
            )
        return cleaned

    def room(self) -> Room:
        """Return what was typed."""
        typed = self.cleaned_data
        halves = [_half(typed["day"], typed["begins"], typed["ends"])]
        if typed["second_day"]:
            halves.append(_half(typed["second_day"], typed["second_begins"], typed["second_ends"]))
        numbers = {name: typed[name] for name in ("minutes", "pause", "tables", "spare")}
        return Room(halves, **numbers)


class GuestsForm(forms.Form):
    """Who of the registered takes part."""

    seats = forms.ModelMultipleChoiceField(
        Registration.objects.none(), label=_("Who takes part?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, plan: MeetingPlan) -> None:
        super().__init__(data)
        rows = Registration.objects.filter(places__event=plan.event_id, state=Registration.State.SEATED)
        inside = plan.guests.filter(out_at=None).values("registration")
        field: Any = self.fields["seats"]
        field.queryset = rows.exclude(pk__in=inside).order_by("name", "pk")
        field.label_from_instance = lambda one: f"{one.name} · {one.get_kind_display()}"


class PairForm(forms.Form):
    """Two guests, and how much they should meet."""

    who = forms.ModelChoiceField(MeetingGuest.objects.none(), label=_("Who"))
    whom = forms.ModelChoiceField(MeetingGuest.objects.none(), label=_("Whom"))
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=HEAVIEST,
        initial=3,
        help_text=_("1 to 9: the heaviest wishes are planned first."),
    )

    def __init__(self, data: Any, guests: Any, lang: str, auto_id: str = "wish-%s") -> None:
        super().__init__(data, auto_id=auto_id)
        for name in ("who", "whom"):
            field: Any = self.fields[name]
            field.queryset = guests
            field.label_from_instance = lambda one: f"{guest_name(one, lang)} · {guest_kind(one)}"


class PlaceForm(PairForm):
    """A meeting by hand: two guests, hour, table, and why."""

    hour = forms.ChoiceField(label=_("Hour"))
    table = forms.IntegerField(label=_("Table"), min_value=1, max_value=MOST_TABLES)
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON)

    def __init__(self, data: Any, guests: Any, hours: Sequence[Any], lang: str) -> None:
        super().__init__(data, guests, lang, auto_id="place-%s")
        del self.fields["weight"]
        self.fields["hour"].choices = hour_choices(hours, lang)  # type: ignore[attr-defined]  # a choice


class MoveForm(forms.Form):
    """Another hour or table, and why."""

    hour = forms.ChoiceField(label=_("Hour"))
    table = forms.IntegerField(label=_("Table"), min_value=1, max_value=MOST_TABLES)
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON)

    def __init__(self, data: Any, hours: Sequence[Any], lang: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["hour"].choices = hour_choices(hours, lang)  # type: ignore[attr-defined]  # a choice


def hour_choices(hours: Sequence[Any], lang: str) -> list[tuple[str, str]]:
    """Return the hours as choices."""
    return [(str(one.pk), when_written(one.begins_at, one.ends_at, lang)) for one in hours]


def usual_room(event: Event) -> dict[str, Any]:
    """Return what the form proposes: the programme's business meetings, else the first afternoon."""
    parts = list(event.sessions.filter(kind=Session.Kind.BUSINESS).order_by("starts_at")[:2])
    found: dict[str, Any] = {"minutes": 25, "pause": 5, "tables": 10, "spare": 15}
    if not parts:
        return {**found, "day": event.first_day, "begins": time(14), "ends": time(17)}
    for prefix, part in zip(("", "second_"), parts, strict=False):
        begins, ends = timezone.localtime(part.starts_at), timezone.localtime(part.ends_at)
        found |= {
            f"{prefix}day": begins.date(),
            f"{prefix}begins": begins.time(),
            f"{prefix}ends": ends.time(),
        }
    return found


def _half(day: date, begins: time, ends: time) -> Half:
    return Half(*(timezone.make_aware(datetime.combine(day, moment)) for moment in (begins, ends)))
