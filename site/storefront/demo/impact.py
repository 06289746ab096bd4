"""What others stated before anything was counted here: real totals of real bodies, each with its source."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from i18nfield.strings import LazyI18nString

from home.impact.actions.freeze import freeze
from home.impact.models import Edition, Statement
from producers.domain.actors import SYSTEM

PEOPLE = {"fr": "Personnes formées", "ar": "أشخاص تم تكوينهم", "en": "People trained"}
DAYS = {"fr": "Journées de formation", "ar": "أيام تكوين", "en": "Training days"}
PRESS = "Article de presse sur un centre de soutien à la microfinance solidaire, vers 2010"
REPORT = "Rapport d’activité 2010 d’un centre de soutien à la microfinance solidaire"
STATED: tuple[dict[str, Any], ...] = (
    {"figure": "trainees", "what": PEOPLE, "value": 6_500, "until_year": 2010, "source": PRESS},
    {"figure": "trainee-days", "what": DAYS, "value": 24_000, "until_year": 2010, "source": PRESS},
    {
        "figure": "trainees", "what": PEOPLE, "value": 4_316, "from_year": 2010, "until_year": 2010,
        "source": REPORT,
        "source_url": "https://microfin.forummaroc.net/t183-le-centre-mohammed-vi-de-soutien-a-la-microfinance-"
        "solidaire-un-espace-au-service-du-developpement-du-microcredit",
    },
    {
        "figure": "trainees", "what": PEOPLE, "value": 1_400, "from_year": 2012, "until_year": 2012,
        "source": "Les Échos, éducation financière des très petites entreprises, 2012",
        "source_url": "https://maghress.com/fr/lesechos/29115",
    },
)  # fmt: skip


def load_impact() -> None:
    """Write what is not there yet; a second run finds it."""
    for row in STATED:
        own = {**row, "value": Decimal(row["value"])}
        what = LazyI18nString(own.pop("what"))
        if not Statement.objects.filter(**own).exists():
            Statement.objects.create(what=what, stated_by="Un autre organisme que celui de ce site", **own)


def freeze_last_year() -> None:
    """Keep the figures of the year that is over, once, after all that they count is there."""
    year = timezone.localdate().year - 1
    if not Edition.objects.filter(year=year).exists():
        freeze(year, actor=SYSTEM)
