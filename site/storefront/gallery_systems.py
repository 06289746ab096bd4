"""Elements of awards, courses, the network and the fund in every state that they have, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from home.awards.reading.cards import EditionCard
from home.awards.reading.edition import CategoryShown, CriterionShown
from home.awards.reading.funnel import StepShown as FunnelStep
from home.library.domain.licences import SHELF_MOST
from home.library.domain.places import Excerpt, Piece
from home.library.models import Document
from home.library.reading.cards import DocumentCard, Place
from home.library.reading.record import FileShown
from home.network.reading.cards import ListingCard
from home.network.reading.counts import Cell, RegionCounts
from home.network.reading.meetings import MeetingCard
from home.training.reading.cards import CourseCard
from home.training.reading.course import CardShown, LessonShown
from home.training.reading.trainers import StepShown as PathStep
from producers.domain.shown import Shown

States = Iterator[tuple[str, list[tuple[str, dict[str, Any]]]]]
DAY, MOMENT = date(2026, 12, 5), datetime(2026, 12, 5, 10, 0, tzinfo=UTC)


def of_awards(values: dict[str, Any]) -> States:
    """Return an edition in a list, its steps, a category, and the funnel."""
    words, title = values["words"], values["crumbs"][-1].label
    names = words["steps"]
    card = EditionCard("#", title, "open", names[1], DAY, DAY)
    yield (
        "home/awards/elements/edition_card.html",
        [
            ("plain", {"card": card}),
            ("with everything", {"card": replace(card, summary=title, is_fictional=True)}),
        ],
    )
    steps = [(name, number == 0, number == 1) for number, name in enumerate(names)]
    yield "home/awards/elements/award_steps.html", [("the second", {"steps": steps})]
    plain = CategoryShown("craft", title, 1, None, None, (), ())
    scored = CriterionShown(title, 3, tuple(words["regions"][:3]))
    whole = replace(
        plain, winners=3, description=title, prize=title, requirements=(title,), criteria=(scored,)
    )
    yield (
        "home/awards/elements/category.html",
        [("plain", {"category": plain}), ("with everything", {"category": whole})],
    )
    yield "home/awards/elements/funnel.html", list(_funnels(names, words["regions"]))


def _funnels(names: list[str], regions: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = ((names[0], "36", "24", "19", 100), (names[1], "10", "7", "5", 28), (names[2], "…", "…", "…", 0))
    funnel = [FunnelStep(*row) for row in rows]
    by_region = [(region, ("12", "6", "…")) for region in regions[:2]]
    yield "with regions", {"funnel": funnel, "funnel_names": names[:3], "funnel_regions": by_region}


def of_training(values: dict[str, Any]) -> States:
    """Return a course in a list, a lesson, what one listens to, notes, a path, and a number of a tool."""
    words, title = values["words"], values["crumbs"][-1].label
    card = CourseCard("#", title, None, words["regions"][0], "price", words["steps"][0], "calculator", "3 h")
    yield (
        "home/training/elements/course_card.html",
        [
            ("plain", {"card": card}),
            ("picture", {"card": replace(card, summary=title, picture=values["pictures"][0])}),
        ],
    )
    cards = (CardShown(title, "hand", None, "one"), CardShown(title, "hand", values["pictures"][1], "two"))
    lesson = LessonShown(1, "#", title, cards, None)
    yield (
        "home/training/elements/lesson.html",
        [("plain", {"lesson": lesson}), ("practice", {"lesson": replace(lesson, practice=title)})],
    )
    yield (
        "home/training/elements/listen.html",
        [("the phone’s voice", {"text": title}), ("recorded", {"text": title, "sound": "/media/sample.ogg"})],
    )
    note = SimpleNamespace(at=MOMENT, text=title.text)
    yield "home/training/elements/notes.html", [("two", {"notes": [note, note]})]
    yield "home/training/elements/path_steps.html", [("the second is next", {"steps": _path(words, title)})]
    yield "home/training/elements/tool_field.html", list(_numbers(values))


def _path(words: dict[str, Any], title: Shown) -> list[PathStep]:
    gone: Any = SimpleNamespace(at=MOMENT)
    first, second, third = words["steps"][:3]
    return [
        PathStep(first, "people", "", gone, is_next=False, event=title),
        PathStep(second, "hand", words["intro"], None, is_next=True),
        PathStep(third, "star", "", None, is_next=False),
    ]


def _numbers(values: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    form = type(values["form"])(values["words"], {"tool-name": "12"})
    form.prefix = "tool"  # the fields of other elements have ids of their own
    yield "plain", {"field": form["name"], "sign": "clock"}
    yield "wrong", {"field": form["phone"], "sign": "clock"}


def of_network(values: dict[str, Any]) -> States:
    """Return a need and an offer, a meeting, and what a region needs and offers."""
    words, place = values["words"], values["words"]["regions"][4]
    unsaid = {"name": None, "commune": None, "region": "", "words": "", "crafts": (), "kind": ""}
    until = {"until": DAY, "is_hers": False, "ends_soon": False}
    thing = words["categories"][0]
    plain = ListingCard("one", "needs", "tag", thing, language="fr", picture=None, **unsaid, **until)
    told = replace(
        plain,
        side="offers",
        name=Shown("Rabia T.", "fr", "ltr"),
        region=place,
        words=words["intro"],
        crafts=(values["crumbs"][-1].label,),
    )
    for name in ("listing_head", "listing_lines"):
        states = [("a need", {"card": plain}), ("an offer, all told", {"card": told})]
        yield f"home/network/elements/{name}.html", states
    when = {"day": words["dates"][0], "time": "10:30", "table": 4}
    whom = {"other": "Rabia T.", "kind": words["categories"][0], "things": ()}
    yet = {"is_off": False, "has_begun": False, "outcome": "", "outcome_name": "", "asked": ()}
    meeting = MeetingCard(1, "one", **when, **whom, **yet)
    held = replace(meeting, has_begun=True, outcome="order", outcome_name=words["steps"][3])
    yield (
        "home/network/elements/meeting_lines.html",
        [("to come", {"card": meeting}), ("held", {"card": held})],
    )
    cells = (
        Cell("a", "tag", words["categories"][0], 12, None),
        Cell("b", "tag", words["categories"][1], None, 7),
    )
    yield "home/network/elements/region_counts.html", [("plain", {"region": RegionCounts(place, cells)})]


def of_library(values: dict[str, Any]) -> States:
    """Return a document in a list and what it looks like."""
    words, title = values["words"], values["crumbs"][-1].label
    kind = Document.Kind.WORK
    plain = DocumentCard(title, "#", kind, kind.label, "book", "", "", None, "", 3, is_fictional=False)
    told = Excerpt((Piece(words["lead"][:40]), Piece(words["title"], is_found=True)), has_more_before=True)
    place = Place(words["steps"][0], told, title.lang, title.dir)
    whole = replace(
        plain, creators="Rabia T.", issued="2024", cover=values["pictures"][0], is_fictional=True, place=place
    )
    states = [("drawn", {"card": plain, "level": 3}), ("with everything", {"card": whole, "level": 3})]
    yield "home/library/elements/document_card.html", states
    yield "home/library/elements/cover.html", [("drawn", {"card": plain}), ("picture", {"card": whole})]
    file = FileShown("/fr/library/indigo/file/", "PDF", "application/pdf", 120_000, 4)
    kept = {"title": plain.title, "file": file, "most": SHELF_MOST}
    yield "home/library/elements/keep.html", [("shown by its script", kept)]
