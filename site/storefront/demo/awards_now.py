"""Two awards under way: nominees are visited for one, a jury reads for the other. People are invented."""

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from django.utils import timezone

from home.awards.actions.answer_nomination import agree
from home.awards.actions.jury import appoint, give_marks
from home.awards.actions.move_edition import move_edition
from home.awards.actions.nominate import nominate
from home.awards.actions.visit_nominee import visit_nominee
from home.awards.actions.write_dossier import write_dossier
from home.awards.domain.nominating import Agreement, Backing, Nominee, Way
from home.awards.models import Edition, Juror, Nomination
from producers.actions.assess import Sheet
from storefront.demo.awards import CATEGORIES, LOADER, REGIONS, build_edition, look_at, mark_of

VISITED, JUDGED = "prix-vallees", "prix-releve"
PEOPLE = ("Tlaytmas", "Zahra", "Izza", "Hafida", "Mbarka", "Rabha", "Saadia", "Keltoum", "Toudert", "Fadila")
DOSSIERS = (
    "Elle a commencé avec le métier de sa grand-mère. Trois voisines filent pour elle, chacune chez soi.",
    "Un four partagé à quatre. Elle note ses heures depuis un an et a changé ses prix deux fois.",
    "Elle vend au souk du jeudi et forme deux apprenties, payées dès le premier mois.",
)
TITLES = {
    VISITED: (
        {"fr": "Prix des vallées", "ar": "جائزة الأودية"},
        {"fr": "Des ateliers loin des villes. On va voir chacune chez elle. Une édition inventée.",
         "ar": "ورشات بعيدة عن المدن. نزور كل واحدة في ورشتها. دورة من الخيال."},
    ),
    JUDGED: (
        {"fr": "Prix de la relève", "ar": "جائزة الجيل الجديد"},
        {"fr": "Celles qui ont commencé il y a peu. Le jury lit les dossiers. Une édition inventée.",
         "ar": "من بدأن منذ وقت قريب. اللجنة تقرأ الملفات الآن. دورة من الخيال."},
    ),
}  # fmt: skip


def load_running_awards(users: dict[str, Any]) -> None:
    """Build both once; a second run changes nothing."""
    if not Edition.objects.filter(slug=VISITED).exists():
        _visits(users["agent"])
    if not Edition.objects.filter(slug=JUDGED).exists():
        _jury(users["editor"])


def _visits(agent: Any) -> None:
    """The agent brought six women who have no shop here; she has been to two of them."""
    edition = _decided(VISITED, range(6), agent)
    move_edition(edition, "visits", actor=LOADER, reason="Tout est décidé")
    for one in edition.nominations.filter(state="eligible").order_by("pk")[:2]:
        key = uuid5(NAMESPACE_URL, f"tiwizi-demo-visit-{one.code}").hex
        sheet = Sheet(
            key, timezone.localdate(), "office", "Le Centre", "Son atelier", {"transparency": "yes"}
        )
        visit_nominee(one, sheet, actor=LOADER)


def _jury(editor: Any) -> None:
    """The demo's editor and two others score eight; the editor has begun."""
    edition = _decided(JUDGED, range(2, 10), None)
    eligible = list(edition.nominations.filter(state="eligible").order_by("pk"))
    for number, one in enumerate(eligible):
        write_dossier(one, DOSSIERS[number % len(DOSSIERS)], actor=LOADER)
    move_edition(edition, "visits", actor=LOADER, reason="Tout est décidé")
    users: Any = get_user_model()._default_manager
    others = [users.get_or_create(username=f"juror-{number}@demo.test")[0] for number in range(2)]
    mine, *_others = [appoint(edition, user, actor=LOADER) for user in (editor, *others)]
    move_edition(edition, "jury", actor=LOADER, reason="Le jury commence")
    _begin(mine, eligible[:2])


def _begin(juror: Juror, nominees: Sequence[Nomination]) -> None:
    criteria = list(juror.edition.criteria.values_list("pk", flat=True))
    for number, one in enumerate(nominees):
        marks = {key: mark_of(number, 0, turn) for turn, key in enumerate(criteria)}
        give_marks(juror, one, marks, actor=LOADER)


def _decided(slug: str, numbers: range, agent: Any) -> Edition:
    """Nominate people in an edition, have them agree, and decide at the desk who is eligible."""
    edition = build_edition(slug, *TITLES[slug])
    move_edition(edition, "open", actor=LOADER, reason="Le jour est venu")
    rows = [_nominated(edition, number, agent) for number in numbers]
    move_edition(edition, "eligibility", actor=LOADER, reason="Les candidatures sont closes")
    look_at(rows)
    return edition


def _nominated(edition: Edition, number: int, agent: Any) -> Nomination:
    nominee = Nominee(
        f"{PEOPLE[number]} (fictive)",
        email=f"{edition.slug}-{number}@example.test",
        region=REGIONS[number % len(REGIONS)],
    )
    backing = Backing(
        Way.AGENT if agent else Way.PEER, f"Personne {number}", words="Elle apprend à d’autres."
    )
    one = nominate(edition, CATEGORIES[number % 3][0], nominee, backing, actor=LOADER, user=agent)
    agreement = Agreement(may_name=True, may_photo=True, is_woman=True, is_rural=number % 3 > 0)
    return agree(one, agreement, actor=LOADER)
