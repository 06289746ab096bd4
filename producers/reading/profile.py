"""One producer's profile: her facts, and her page in the language asked for or the nearest there is."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from wagtail.models import Locale

from producers.domain.cards import ProducerCard
from producers.domain.regions import region_name
from producers.domain.shown import Shown, direction, shown
from producers.models import Consent, Evidence, Organisation, ProducerPage
from producers.reading.cards import place_shown, producer_card
from producers.reading.directory import proven
from producers.reading.names import name_shown
from producers.reading.recordings import SoundShown, approved_sound, sound_shown


@dataclass(frozen=True)
class ProofShown:
    """What proves a label: who issued it, whether somebody was there, when it was checked, until when."""

    label: Shown
    issuer: str
    is_visit: bool
    checked_on: date
    valid_until: date | None


@dataclass(frozen=True)
class Profile:
    """What the profile page shows of her. ``page`` is None while no story of hers is published."""

    organisation: Organisation
    card: ProducerCard
    place: str
    region: str
    village: Shown
    group: tuple[Shown, str] | None
    association: tuple[Shown, str] | None
    page: ProducerPage | None
    page_language: str
    page_is_fallback: bool
    proofs: tuple[ProofShown, ...] = ()
    sound: SoundShown | None = None

    @property
    def page_direction(self) -> str:
        """The direction of the language that her story is in."""
        return direction(self.page_language)


def find_maker(slug: str) -> Organisation:
    """Return an approved maker. Raises ``Organisation.DoesNotExist``."""
    rows = Organisation.objects.shown().select_related("picture", "group", "vouched_by")
    return rows.prefetch_related("crafts", proven()).get(slug=slug)


def read_profile(organisation: Organisation, lang: str, page: ProducerPage | None = None) -> Profile:
    """Read her profile; ``page`` is given where a draft is previewed."""
    page = page or _page(organisation, lang)
    language = page.locale.language_code if page else lang
    group, association = organisation.group, organisation.vouched_by
    return Profile(
        organisation=organisation,
        card=producer_card(organisation, lang),
        place=place_shown(organisation, lang),
        region=region_name(organisation.region, lang),
        village=shown(organisation.place_name, lang, organisation.original_language),
        group=(name_shown(group, lang), group.slug) if group else None,
        association=_association(association, lang) if association else None,
        page=page,
        page_language=language,
        page_is_fallback=language != lang,
        proofs=_proofs(organisation, lang),
        sound=sound_shown(getattr(page, "sound_told", None), lang),
    )


def _association(one: Organisation, lang: str) -> tuple[Shown, str]:
    """Its name, and its address where its page is shown."""
    has_page = one.kind in Organisation.VOUCHING and one.is_shown
    return shown(one.name, lang, one.original_language), one.slug if has_page else ""


def _proofs(organisation: Organisation, lang: str) -> tuple[ProofShown, ...]:
    """What proves her labels today, where she agreed to have it shown."""
    proofs = getattr(organisation, "proofs", ())
    agreed = Consent.objects.valid(timezone.localdate()).filter(
        organisation=organisation, scope=Consent.Scope.PROOF
    )
    if not proofs or not agreed.exists():
        return ()
    return tuple(
        ProofShown(
            shown(row.label.name, lang),
            row.issuer,
            row.kind == Evidence.Kind.VISIT,
            row.checked_on,
            row.valid_until,
        )
        for row in proofs
    )


def _page(organisation: Organisation, lang: str) -> ProducerPage | None:
    """Her published page: in this language, else in hers, else any. No live consent to her story, no page."""
    if (
        not Consent.objects.valid(timezone.localdate())
        .filter(organisation=organisation, scope=Consent.Scope.STORY)
        .exists()
    ):
        return None
    rows = ProducerPage.objects.live().filter(organisation=organisation)
    pages = list(rows.select_related("locale", "picture").annotate(sound_told=approved_sound("profile")))
    order = [lang, organisation.original_language]
    pages.sort(
        key=lambda page: order.index(code) if (code := page.locale.language_code) in order else len(order)
    )
    return pages[0] if pages else None


def languages_of(organisation: Organisation) -> list[str]:
    """Languages in which her story is published."""
    locales = ProducerPage.objects.live().filter(organisation=organisation, alias_of=None).values("locale")
    return list(Locale.objects.filter(pk__in=locales).values_list("language_code", flat=True))
