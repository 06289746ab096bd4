"""Writing down a maker whom another site's export names, under the permanent id that she has there."""

from collections.abc import Mapping
from typing import Protocol

from django.db.models import Max
from i18nfield.strings import LazyI18nString

from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.domain.regions import REGIONS_BY_ISO
from producers.domain.standing import Standing
from producers.domain.text import fold
from producers.models import Organisation, Picture


class Named(Protocol):
    """What an export says of her."""

    @property
    def id(self) -> str:
        """Her permanent id."""

    @property
    def slug(self) -> str:
        """Her name in addresses."""

    @property
    def name(self) -> Mapping[str, str]:
        """Her name by language."""

    @property
    def kind(self) -> str:
        """A kind of organisation that sells."""

    @property
    def region(self) -> str:
        """The code of her region."""

    @property
    def members(self) -> int | None:
        """How many they are."""

    @property
    def commune(self) -> Mapping[str, str]:
        """Where she is by language, no nearer than her commune."""

    @property
    def sentence(self) -> Mapping[str, str]:
        """What she says of herself, by language."""

    @property
    def legal_number(self) -> str:
        """Register or tax number."""


def bring_in(named: Named, actor: Actor, picture: Picture | None = None) -> Organisation:
    """Write her down as an applicant: no page is shown and nothing sold until somebody approves of her.

    Of consents nothing is taken over: she is asked again here. Runs in the caller's transaction.
    """
    require_transaction("bringing a maker in")
    number = (Organisation.objects.aggregate(most=Max("number"))["most"] or 0) + 1
    row = Organisation.objects.create(
        number=number,
        export_id=named.id,
        slug=named.slug,
        kind=named.kind,
        status=Standing.APPLIED.value,
        voice=Organisation.Voice.NEUTRAL if named.kind == "producer" else Organisation.Voice.GROUP,
        name=LazyI18nString(dict(named.name)),
        search_text=fold(" ".join(named.name.values())),
        original_language=next(iter(named.name)),
        region=named.region if named.region in REGIONS_BY_ISO else "",
        members=named.members,
        commune=LazyI18nString(dict(named.commune)),
        sentence=LazyI18nString(dict(named.sentence)),
        legal_number=named.legal_number,
        picture=picture,
    )
    record(verb="organisation.brought_in", row=row, actor=actor, for_organisation=row)
    return row
