"""What the outside may know of makers today, read for many at once in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.rich_text import RichText

from producers.domain.regions import province_point
from producers.models import Consent, Evidence, Organisation, ProducerPage
from producers.reading.shown_of import asked_once, shown_of
from shop.domain.exports import ExportClaim, ExportMaker, Words
from shop.domain.plain_words import plain, plain_of_markup
from shop.reading.export_words import claim_of, name_of, picture_of, region_words, words
from shop.reading.offers import back_at

Scope = Consent.Scope


@dataclass(frozen=True)
class MakerToday:
    """A maker as she may be exported, whether she shares her data, and when either changes by itself."""

    maker: ExportMaker
    shares: bool
    due_at: datetime | None


def makers_today(keys: Iterable[int], *, now: datetime | None = None) -> dict[int, MakerToday]:
    """Return those that the public sees, by key: six queries. The others are withdrawn."""
    return _today(Organisation.objects.shown(), keys, now or timezone.now())


def groups_today(keys: Iterable[int]) -> dict[int, MakerToday]:
    """Return those that the public sees, by key, associations and centres with them: six queries."""
    rows = Organisation.objects.shown() | Organisation.objects.shown_associations()
    return _today(rows, keys, timezone.now())


def _today(shown: QuerySet[Organisation], keys: Iterable[int], now: datetime) -> dict[int, MakerToday]:
    today = timezone.localdate(now)
    rows = list(
        shown.filter(pk__in=list(keys), erased_at=None)
        .select_related("picture", "group")
        .prefetch_related("crafts")
    )
    ids = [row.pk for row in rows]
    agreed, ends = _consents(ids, today)
    proofs = _proofs(ids, today, ends)
    stories = _stories([pk for pk in ids if Scope.STORY in agreed[pk]])
    with asked_once():
        faces = shown_of().faces
        return {
            row.pk: MakerToday(
                _maker(row, agreed[row.pk], proofs[row.pk], stories.get(row.pk, {}), row.pk in faces),
                shares=Scope.SHARING in agreed[row.pk],
                due_at=min((end for day in ends[row.pk] if (end := back_at(day))), default=None),
            )
            for row in rows
        }


def _maker(
    row: Organisation,
    agreed: set[str],
    proofs: Sequence[Evidence],
    story: Words,
    has_face: bool,
) -> ExportMaker:
    is_company = row.kind != Organisation.Kind.PRODUCER
    picture = row.picture if row.picture and (row.picture.is_illustration or has_face) else None
    group = row.group if row.group and row.group.is_shown else None
    latitude, longitude = province_point(row.province)
    return ExportMaker(
        id=row.export_id,
        slug=row.slug,
        kind=row.kind,
        name=name_of(row),
        story={**words(row.sentence, row.original_language), **story},
        region=row.region,
        region_name=region_words(row.region),
        commune=words(row.commune, row.original_language),
        latitude=latitude,
        longitude=longitude,
        members=row.members,
        since=row.since,
        group_id=group.export_id if group else "",
        picture=picture_of(picture),
        crafts=tuple((craft.code, words(craft.name)) for craft in row.crafts.all()),
        claims=tuple(_claim(proof, Scope.PROOF in agreed) for proof in proofs),
        legal_name=plain(row.legal_name) if is_company else "",
        legal_number=plain(row.legal_number) if is_company else "",
        is_fictional=row.is_fictional,
    )


def _claim(proof: Evidence, is_told: bool) -> ExportClaim:
    """A badge is public; what stands on its paper only where she agreed to have it shown."""
    claim = claim_of(proof, with_number=is_told)
    return claim if is_told else replace(claim, issuer="", valid_until="")


def _consents(ids: list[int], today: date) -> tuple[Mapping[int, set[str]], Mapping[int, set[date]]]:
    agreed: defaultdict[int, set[str]] = defaultdict(set)
    ends: defaultdict[int, set[date]] = defaultdict(set)
    rows = Consent.objects.valid(today).filter(organisation__in=ids)
    for maker, scope, until in rows.values_list("organisation", "scope", "valid_until"):
        agreed[maker].add(scope)
        if until:
            ends[maker].add(until)
    return agreed, ends


def _proofs(ids: list[int], today: date, ends: Mapping[int, set[date]]) -> Mapping[int, list[Evidence]]:
    """As the profile shows them: every label that is proven today, each once."""
    found: defaultdict[int, dict[str, Evidence]] = defaultdict(dict)
    rows = Evidence.objects.valid(today).filter(organisation__in=ids)
    for row in rows.select_related("label").order_by("label__position", "label__code", "pk"):
        found[row.organisation_id].setdefault(row.label.code, row)
        if row.valid_until:
            ends[row.organisation_id].add(row.valid_until)
    return defaultdict(list, {maker: list(rows.values()) for maker, rows in found.items()})


def _stories(ids: list[int]) -> Mapping[int, Words]:
    """Her own published pages; one that only shows another language's text is none."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    pages = ProducerPage.objects.live().filter(organisation__in=ids, alias_of=None) if ids else ()
    for page in pages and pages.select_related("locale").order_by("pk"):
        told = [_text(block.value) for block in page.story]
        if text := "\n\n".join(filter(None, told)):
            found[page.organisation_id].setdefault(page.locale.language_code, text)
    return found


def _text(value: object) -> str:
    return plain_of_markup(value.source) if isinstance(value, RichText) else plain(str(value))
