"""The demo's agenda: a tour of six fairs, two meetings of three days, ten courses with who came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Count
from django.utils import timezone

from home.events.actions.certify import certify
from home.events.actions.check_in import check_in
from home.events.actions.corrections import add_half_day, name_funder
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.domain.attendance import Half, Scan
from home.events.domain.registering import Person
from home.events.models import Event, Exhibitor, Funder, Registration, Series, Session, Theme
from producers.domain.actors import Actor
from producers.models import Organisation
from storefront.demo.data import texts

LOADER = Actor(None, "demo")
PEOPLE = ("Itto", "Tuda", "Rqia", "Fadma", "Hennou", "Yamna", "Mina", "Aïcha")
PER_COURSE = 5
FAIRS = (
    ("Tanger", "طنجة", "MA-01", -200), ("Fès", "فاس", "MA-03", -130), ("Marrakech", "مراكش", "MA-07", -60),
    ("Agadir", "أكادير", "MA-09", -5), ("Oujda", "وجدة", "MA-02", 60), ("Rabat", "الرباط", "MA-04", 100),
)  # fmt: skip
MEETINGS = (("Casablanca", "الدار البيضاء", "MA-06", -90), ("Fès", "فاس", "MA-03", 45))
COURSES = (
    ("Négocier avec un acheteur", "التفاوض مع المشتري", "selling", "MA-07", -250),
    ("Vendre sur un marché", "البيع في السوق", "selling", "MA-03", -220),
    ("Tenir un budget en deux bocaux", "ميزانية بجرّتين", "money", "MA-05", -190),
    ("Comprendre une dette", "فهم الدَّين", "money", "MA-08", -160),
    ("Dépenser moins pour l’atelier", "تقليل مصاريف الورشة", "money", "MA-09", -120),
    ("Fixer son prix", "تحديد الثمن", "price", "MA-07", -80),
    ("Photographier ses pièces", "تصوير القطع", "online", "MA-02", -40),
    ("Vendre en ligne", "البيع عبر الإنترنت", "online", "MA-06", 15),
    ("Fixer son prix, deuxième session", "تحديد الثمن، الدورة الثانية", "price", "MA-04", 35),
    ("Former d’autres femmes", "تكوين نساء أخريات", "selling", "MA-12", 70),
)
THEMES = (
    ("selling", "Négocier et vendre", "التفاوض والبيع"),
    ("money", "Budget et dettes", "الميزانية والديون"),
    ("price", "Prix", "الأثمنة"),
    ("online", "Photo et vente en ligne", "الصورة والبيع عبر الإنترنت"),
)
FUNDERS = (
    ("fonds-argane", "Fonds Argane (démo)", "صندوق أركان (عرض تجريبي)"),
    ("maison-des-metiers", "Maison des métiers (démo)", "دار الحرف (عرض تجريبي)"),
    ("caisse-du-centre", "Caisse du Centre (démo)", "صندوق المركز (عرض تجريبي)"),
)
SMALL, LARGE = {"fr": "Petite salle", "ar": "القاعة الصغرى"}, {"fr": "Grande salle", "ar": "القاعة الكبرى"}
HALL = {"fr": "Hall", "ar": "البهو"}
PRICE, PHOTO = {"fr": "Prix et vente", "ar": "الثمن والبيع"}, {"fr": "Image", "ar": "الصورة"}
SPEAKER = "Personne fictive (démonstration)"
DAY_OF_A_MEETING: tuple[tuple[str, int, int, str, str, dict[str, Any]], ...] = (
    ("workshop", 9, 2, "Atelier : fixer son prix", "ورشة: تحديد الثمن",
     {"language": "ar", "room": LARGE, "track": PRICE}),
    ("workshop", 9, 2, "Atelier : photographier", "ورشة: التصوير",
     {"language": "zgh", "room": SMALL, "track": PHOTO}),
    ("conference", 11, 1, "Conférence : vendre au loin", "ندوة: البيع بعيدًا",
     {"language": "fr", "room": LARGE, "speakers": {"fr": SPEAKER, "ar": "شخصية متخيلة (عرض تجريبي)"}}),
    ("business", 14, 2, "Rencontres d’affaires", "لقاءات أعمال", {"room": HALL}),
)  # fmt: skip


@dataclass(frozen=True)
class Where:
    """A town and when, in days from today."""

    fr: str
    ar: str
    region: str
    offset: int

    @property
    def first(self) -> date:
        """The first day."""
        return timezone.localdate() + timedelta(days=self.offset)


def load_agenda() -> None:
    """Write what is missing; a second run changes nothing."""
    if Event.objects.exists():
        return
    centre = Organisation.objects.get(kind=Organisation.Kind.CENTRE)
    for place, (code, fr, ar) in enumerate(THEMES):
        Theme.objects.create(code=code, name=texts({"fr": fr, "ar": ar}), position=place)
    _fairs(centre)
    _meetings(centre)
    _courses(centre)
    _correct_one()


def _fairs(centre: Organisation) -> None:
    tour = Series.objects.create(
        slug="tournee", name=texts({"fr": "La tournée des foires", "ar": "جولة المعارض"})
    )
    makers = list(Organisation.objects.shown().order_by("number")[:36])
    for number, facts in enumerate(FAIRS):
        where = Where(*facts)
        fair = _event(
            "fair", where, 12, centre, slug=f"foire-{number + 1}", series=tour,
            title={"fr": f"Foire solidaire {_of(where.fr)}", "ar": f"المعرض التضامني: {where.ar}"},
            summary={"fr": "Deux groupes d’exposantes, six jours chacun.",
                     "ar": "مجموعتان من العارضات، ستة أيام لكل واحدة."},
        )  # fmt: skip
        for group in (1, 2):
            begins = where.first + timedelta(days=6 * (group - 1))
            names = {"fr": f"Groupe {group}", "ar": f"المجموعة {group}"}
            _part(fair, "group", begins, 10, 0, names, ends=begins + timedelta(days=5), group=group)
        shown = makers[number * 6 : number * 6 + 6]
        Exhibitor.objects.bulk_create(
            Exhibitor(event=fair, producer=maker, group=1 + place % 2, stand=f"A{place + 1}")
            for place, maker in enumerate(shown)
        )
        _publish(fair)


def _of(place: str) -> str:
    """Return "of" a town as French writes it."""
    return f"d’{place}" if place[0] in "AEIOU" else f"de {place}"


def _meetings(centre: Organisation) -> None:
    series = Series.objects.create(
        slug="rencontres", name=texts({"fr": "Rencontres régionales", "ar": "اللقاءات الجهوية"})
    )
    for facts in MEETINGS:
        where = Where(*facts)
        meeting = _event(
            "meeting", where, 3, centre, slug=f"rencontre-{where.region.lower()}", series=series,
            title={"fr": f"Rencontre régionale {_of(where.fr)}", "ar": f"اللقاء الجهوي: {where.ar}"},
            summary={"fr": "Trois jours d’ateliers, de conférences et de rencontres.",
                     "ar": "ثلاثة أيام من الورشات والندوات واللقاءات."},
        )  # fmt: skip
        for day in range(3):
            begins = where.first + timedelta(days=day)
            for kind, hour, length, fr, ar, more in DAY_OF_A_MEETING:
                _part(meeting, kind, begins, hour, length, {"fr": fr, "ar": ar}, **more)
        _part(meeting, "exhibition", where.first, 16, 2, {"fr": "Exposition", "ar": "معرض"}, room=HALL)
        last = where.first + timedelta(days=2)
        _part(meeting, "ceremony", last, 16, 1, {"fr": "Remise des prix", "ar": "توزيع الجوائز"}, room=LARGE)
        _publish(meeting)
        set_places(meeting, capacity=60, actor=LOADER)
        _come(meeting, range(8), halves=4)


def _courses(centre: Organisation) -> None:
    payers = [
        Funder.objects.create(code=code, name=texts({"fr": fr, "ar": ar}), position=place)
        for place, (code, fr, ar) in enumerate(FUNDERS)
    ]
    for number, (fr, ar, theme, region, offset) in enumerate(COURSES):
        where = Where(fr, ar, region, offset)
        course = _event(
            "training", where, 2, centre, slug=f"formation-{number + 1}", title={"fr": fr, "ar": ar},
            summary={"fr": "Deux jours, en arabe et en amazighe.", "ar": "يومان، بالعربية والأمازيغية."},
        )  # fmt: skip
        course.themes.set([Theme.objects.get(code=theme)])
        for day in range(2):
            begins = where.first + timedelta(days=day)
            for hour, half in (
                (9, {"fr": "Matin", "ar": "صباح"}),
                (14, {"fr": "Après-midi", "ar": "بعد الزوال"}),
            ):
                _part(course, "lesson", begins, hour, 3, half, language="ar")
        course.save()
        _publish(course)
        set_places(course, capacity=15, actor=LOADER)
        name_funder(course, payers[number % len(payers)], actor=LOADER)
        _come(course, range(number % 4, number % 4 + PER_COURSE), halves=4 - number % 2)


def _event(kind: str, where: Where, days: int, centre: Organisation, **fields: Any) -> Event:
    words = {name: texts(fields.pop(name)) for name in ("title", "summary")}
    town = {"commune": texts({"fr": where.fr, "ar": where.ar})} if kind != "training" else {}
    return Event.objects.create(
        kind=kind,
        region=where.region,
        organiser=centre,
        first_day=where.first,
        last_day=where.first + timedelta(days=days - 1),
        opens_at=time(9),
        closes_at=time(19 if kind == "fair" else 17),
        **words,
        **town,
        **fields,
    )


def _part(
    event: Event, kind: str, day: date, hour: int, length: int, title: dict[str, str], **fields: Any
) -> None:
    last, ends = fields.pop("ends", day), hour + length
    words = {name: texts(fields.pop(name)) for name in ("room", "track", "speakers") if name in fields}
    Session.objects.create(
        event=event,
        kind=kind,
        title=texts(title),
        starts_at=_at(day, hour),
        ends_at=_at(last, ends if length else 19),
        **words,
        **fields,
    )


def _publish(event: Event) -> None:
    Event.objects.get(pk=event.pk).save_revision().publish()


def _come(event: Event, people: Iterable[int], *, halves: int) -> None:
    """Register people, and write down who came when it is over."""
    event = Event.objects.get(pk=event.pk)
    before, places = _at(event.first_day, 8), event.places.get()
    rows = [register(event, places.pk, _person(number), actor=LOADER, now=before) for number in people]
    if event.last_day < timezone.localdate():
        check_in(event, list(_scans(event, rows, halves)), actor=LOADER)
        certify(event, actor=LOADER)


def _person(number: int) -> Person:
    """The same woman in every course: she counts once. She gets no messages, being made up."""
    name = f"{PEOPLE[number % len(PEOPLE)]} (démo)"
    return Person(name, "firm", email=f"demo-{number}@demo.test", language="ar", wants_call=True, sex="woman")


def _correct_one() -> None:
    """One half day that the door had missed, so that the log of corrections is seen."""
    seats = Registration.objects.filter(places__event__kind="training").alias(halves=Count("attendances"))
    one = seats.filter(halves=3).order_by("pk").first()
    if one is not None:
        reason = "La feuille signée la porte ; le code n’avait pas été lu."
        add_half_day(one, one.places.event.last_day, Half.AFTERNOON, actor=LOADER, reason=reason)


def _scans(event: Event, rows: list[Registration], halves: int) -> Iterator[Scan]:
    for one in rows:
        for half in range(halves):
            day = event.first_day + timedelta(days=half // 2)
            which = Half.AFTERNOON if half % 2 else Half.MORNING
            yield Scan(str(uuid5(NAMESPACE_URL, f"{one.code}{half}")), one.code, day, which, "demo")


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
