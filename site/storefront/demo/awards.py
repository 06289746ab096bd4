"""The demo's awards: one edition with its funnel, scored and published. Its people are invented."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from django.utils import timezone

from home.awards.actions.answer_nomination import agree, refuse
from home.awards.actions.decide import decide_category
from home.awards.actions.desk import decide_eligibility
from home.awards.actions.jury import appoint, give_marks, hand_in
from home.awards.actions.move_edition import move_edition
from home.awards.actions.nominate import nominate
from home.awards.actions.visit_nominee import visit_nominee
from home.awards.domain.nominating import Agreement, Backing, Nominee, Way
from home.awards.domain.scoring import ties
from home.awards.models import Category, Criterion, Edition, Nomination, Requirement
from home.awards.reading.jury import results_of
from producers.actions.assess import Sheet
from producers.domain.actors import Actor
from producers.models import Organisation
from storefront.demo.data import texts

LOADER = Actor(None, "demo")
SLUG = "prix-2025"
NOMINEES, MAKERS = 36, 14
NAMES = ("Itto", "Tuda", "Rqia", "Fadma", "Hennou", "Yamna", "Mina", "Aïcha", "Brahim", "Lahcen")
REGIONS = ("MA-03", "MA-05", "MA-06", "MA-07", "MA-09")
CATEGORIES = (
    ("artisanat", "Artisanat", "الصناعة التقليدية", "Un métier à tisser", "منوال للنسيج", 3),
    ("terroir", "Produits du terroir", "منتوجات محلية", "Une presse à huile", "معصرة زيت", 3),
    (
        "formel",
        "De l’informel au formel",
        "من غير المنظم إلى المنظم",
        "Un an d’accompagnement",
        "مرافقة لسنة",
        2,
    ),
)
REQUIREMENTS = (
    ("years", "Travailler depuis deux ans", "العمل منذ سنتين"),
    ("by_hand", "Vivre de son travail", "العيش من العمل"),
)
CRITERIA = (
    ("Le travail est bien fait", "العمل متقن", 2),
    ("Elle fait vivre d’autres personnes", "تُشغّل أشخاصًا آخرين", 3),
    ("Elle apprend à d’autres", "تُعلّم أخريات", 1),
)
ANCHORS = {
    "fr": "rien ne le montre\nun peu\nassez\nnettement\nexemplaire",
    "ar": "لا شيء يدل عليه\nقليلًا\nبما يكفي\nبوضوح\nمثالي",
}


def load_awards() -> None:
    """Build it once; a second run changes nothing."""
    if Edition.objects.filter(slug=SLUG).exists():
        return
    edition = build_edition(
        SLUG,
        {"fr": "Prix des femmes qui entreprennent", "ar": "جائزة النساء المقاولات"},
        {
            "fr": "Trois catégories, un jury qui ne voit pas les noms. Une édition inventée.",
            "ar": "ثلاث فئات ولجنة لا ترى الأسماء. دورة من الخيال.",
        },
    )
    move_edition(edition, "open", actor=LOADER, reason="Le jour est venu")
    nominations = _nominate(edition)
    move_edition(edition, "eligibility", actor=LOADER, reason="Les candidatures sont closes")
    eligible = look_at(nominations)
    move_edition(edition, "visits", actor=LOADER, reason="Tout est décidé")
    _visit(eligible)
    _score(edition)
    move_edition(edition, "decided", actor=LOADER, reason="Le jury a rendu")
    _a_year_ago(edition)
    move_edition(edition, "published", actor=LOADER, reason="Le soir de la cérémonie")


def build_edition(slug: str, title: dict[str, str], summary: dict[str, str]) -> Edition:
    """Announce an edition that takes nominations today, with categories, requirements and criteria."""
    today = timezone.localdate()
    edition: Edition = Edition.objects.create(
        export_id=uuid5(NAMESPACE_URL, f"tiwizi-demo-{slug}").hex,
        slug=slug,
        title=texts(title),
        summary=texts(summary),
        how_to=texts(
            {
                "fr": "Proposez-vous, ou quelqu’un que vous connaissez. On lui demande son accord.",
                "ar": "رشّحي نفسك أو من تعرفين. نطلب موافقتها أولًا.",
            }
        ),
        donors=texts({"fr": "Fondation imaginaire des métiers", "ar": "مؤسسة خيالية للحرف"}),
        is_fictional=True,
        opens_on=today - timedelta(days=30),
        closes_on=today,
        ceremony_on=today + timedelta(days=1),
        ceremony_place=texts({"fr": "Casablanca", "ar": "الدار البيضاء"}),
    )
    for place, (code, fr, ar, prize_fr, prize_ar, winners) in enumerate(CATEGORIES):
        Category.objects.create(
            edition=edition,
            code=code,
            title=texts({"fr": fr, "ar": ar}),
            prize=texts({"fr": prize_fr, "ar": prize_ar}),
            winners=winners,
            position=place,
        )
    for place, (check, fr, ar) in enumerate(REQUIREMENTS):
        Requirement.objects.create(
            edition=edition, check_by=check, title=texts({"fr": fr, "ar": ar}), position=place
        )
    for place, (fr, ar, weight) in enumerate(CRITERIA):
        Criterion.objects.create(
            edition=edition,
            title=texts({"fr": fr, "ar": ar}),
            weight=weight,
            anchors=texts(ANCHORS),
            position=place,
        )
    return edition


def _nominate(edition: Edition) -> list[Nomination]:
    """Nominate makers of the demo and people who are not with us; most of them agree, one withdraws."""
    makers = list(Organisation.objects.shown().filter(erased_at=None).order_by("pk")[:MAKERS])
    return [_nominated(edition, number, makers) for number in range(NOMINEES)]


def _nominated(edition: Edition, number: int, makers: Sequence[Organisation]) -> Nomination:
    code = CATEGORIES[number % len(CATEGORIES)][0]
    maker = makers[number] if number < len(makers) else None
    name = str(maker.name) if maker else f"{NAMES[number % len(NAMES)]} (fictive {number})"
    nominee = Nominee(
        name,
        email="" if maker else f"nominee-{number}@example.test",
        region=(maker.region if maker else "") or REGIONS[number % len(REGIONS)],
        organisation=maker.pk if maker else None,
    )
    way = (Way.SELF, Way.PEER, Way.AGENT)[number % 3]
    backing = Backing(way, f"Personne {number}", words="Elle fait vivre son métier et l’apprend à d’autres.")
    one = nominate(edition, code, nominee, backing, actor=LOADER)
    if number % 6 == 5:
        return one
    is_woman = maker.voice != "man" if maker else number % 10 < 8
    agreement = Agreement(
        may_name=number % 7 != 3, may_photo=True, is_woman=is_woman, is_rural=number % 2 == 0
    )
    one = agree(one, agreement, actor=LOADER)
    return refuse(one, actor=LOADER) if number == NOMINEES - 1 else one


def look_at(nominations: Sequence[Nomination]) -> list[Nomination]:
    """Decide at the desk about those who agreed; return who is eligible."""
    found = []
    for number, one in enumerate(nominations):
        if one.state != "agreed":
            continue
        is_met = number % 5 != 4
        answers = dict.fromkeys(one.edition.requirements.values_list("pk", flat=True), is_met)
        reason = "" if is_met else "Il manque encore une année de travail."
        row = decide_eligibility(one, answers, actor=LOADER, reason=reason)
        found += [row] if is_met else []
    return found


def _visit(eligible: Sequence[Nomination]) -> None:
    """Visit those who are makers of the demo."""
    today = timezone.localdate()
    for one in eligible:
        if one.organisation is not None:
            key = uuid5(NAMESPACE_URL, f"tiwizi-demo-award-visit-{one.organisation.number}").hex
            sheet = Sheet(key, today, "office", "Le Centre", "Son atelier", {"transparency": "yes"})
            visit_nominee(one, sheet, actor=LOADER)


def _score(edition: Edition) -> None:
    users: Any = get_user_model()._default_manager
    jurors = []
    for number in range(3):
        user, _new = users.get_or_create(username=f"juror-{number}@demo.test")
        jurors.append(appoint(edition, user, actor=LOADER))
    move_edition(edition, "jury", actor=LOADER, reason="Le jury commence")
    criteria = list(edition.criteria.values_list("pk", flat=True))
    for place, juror in enumerate(jurors):
        for number, one in enumerate(edition.nominations.filter(state="eligible")):
            # Each juror with a measure of her own: the second is harsh, the third mild.
            marks = {key: mark_of(number, place, turn) for turn, key in enumerate(criteria)}
            give_marks(juror, one, marks, actor=LOADER)
        hand_in(juror, actor=LOADER)
    for category in edition.categories.all():
        even = sorted(key for group in ties(results_of(category), category.winners) for key in group)
        reason = "Celle qui forme le plus de personnes" if even else ""
        decide_category(category, actor=LOADER, order=even, reason=reason)


def mark_of(number: int, juror: int, criterion: int) -> int:
    """Return a mark that differs by nominee, juror and criterion."""
    return max(0, min(4, (number * 7 + criterion * 3) % 5 + (0, -1, 1)[juror]))


def _a_year_ago(edition: Edition) -> None:
    """Put its days into the past: the actions above look at today's date."""
    today = timezone.localdate()
    edition.refresh_from_db()
    edition.opens_on, edition.closes_on = today - timedelta(days=400), today - timedelta(days=370)
    edition.ceremony_on = today - timedelta(days=340)
    edition.save(update_fields=["opens_on", "closes_on", "ceremony_on"])
