"""What would become of rows: the one plan behind looking and applying."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from shop.domain.importing import TEXTS, Complaint, Fault, OfferRow, Outcome
from shop.domain.money import minor
from shop.imports.archives import Pictures
from shop.models import Product, Variant
from shop.reading.importing import There, Vocabulary, read_there

LIVE = ("making_days", "weight_g", "net_quantity", "net_unit")


@dataclass
class Plan:
    """One row: what becomes of it, and what has to be written for that."""

    number: int
    key: str
    outcome: Outcome
    complaints: list[Complaint]
    row: OfferRow | None = None
    known: Vocabulary | None = None
    slug: str = ""
    variant: Variant | None = None
    draft: Product | None = None
    drafted: dict[str, Any] = field(default_factory=dict)
    live: dict[str, Any] = field(default_factory=dict)
    prices: dict[str, Any] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()


Seen = tuple[int, str, OfferRow | None, list[Complaint]]


def make_plans(batch: Sequence[Seen], pictures: Pictures, known: Vocabulary) -> list[Plan]:
    """Plan a batch; the number of queries does not grow with its rows, but for drafts that are there."""
    rows = [row for _, _, row, _ in batch if row]
    slugs = {row.number: slug_of(row) for row in rows}
    there = read_there(rows, known, slugs.values())
    return [_plan(seen, pictures, known, there, slugs) for seen in batch]


def slug_of(row: OfferRow) -> str:
    """Return the address of a new offer: her name and the association's key."""
    return f"{row.producer}-{slugify(row.key) or hashlib.sha256(row.key.encode()).hexdigest()[:10]}"[:120]


def picture_key(content: bytes) -> str:
    """Return the key of a picture: the same bytes are the same picture."""
    return f"import-{hashlib.sha256(content).hexdigest()[:40]}"


def _plan(seen: Seen, pictures: Pictures, known: Vocabulary, there: There, slugs: dict[int, str]) -> Plan:
    number, key, row, complaints = seen
    if row is None:
        return Plan(number, key, Outcome.REFUSED, complaints)
    maker = known.producers.get(row.producer)
    variant = there.variants.get((maker.pk, row.key)) if maker else None
    complaints = [*_unknown(row, known), *_bad_pictures(row, pictures)]
    if maker is not None and variant is None and slugs[number] in there.slugs:
        complaints.append(Complaint(Fault.KEY_TAKEN, "key"))
    if complaints:
        return Plan(number, key, Outcome.REFUSED, complaints)
    plan = Plan(number, key, Outcome.CREATED, [], row, known, slugs[number], variant)
    plan.pictures = tuple(picture_key(pictures.raw(name)) for name in row.lists["pictures"])
    return _for_agents(_compare(plan, variant)) if variant else plan


def _for_agents(plan: Plan) -> Plan:
    """Refuse to an agent what would be public without anybody having read it: words in the facts."""
    if plan.known is not None and plan.known.by_agent and "facts" in plan.live:
        return Plan(plan.number, plan.key, Outcome.REFUSED, [Complaint(Fault.FOR_THE_CENTRE, "fact_…")])
    return plan


def _unknown(row: OfferRow, known: Vocabulary) -> list[Complaint]:
    words: list[tuple[str, str, Any]] = [
        ("producer", row.producer, known.producers),
        ("category", row.category, known.categories),
        *(("techniques", word, known.techniques) for word in row.lists["techniques"]),
        *(("materials", word, known.materials) for word in row.lists["materials"]),
    ]
    return [
        Complaint(Fault.UNKNOWN, f"{column}: {word}") for column, word, there in words if word not in there
    ]


def _bad_pictures(row: OfferRow, pictures: Pictures) -> list[Complaint]:
    said = (pictures.complaint_about(name) for name in row.lists["pictures"])
    return [complaint for complaint in said if complaint]


def _compare(plan: Plan, variant: Variant) -> Plan:
    """Find what a row changes of an offer that is there. An empty cell changes nothing."""
    row, known = plan.row, plan.known
    assert row is not None  # a plan that is compared has been read
    assert known is not None  # it comes with the row
    draft = draft_of(variant.product)
    plan.draft = draft
    for name in TEXTS:
        old = _data(getattr(draft, name))
        new = old | row.texts[name]
        if new != old:
            plan.drafted[name] = new
    if draft.category_id != known.categories[row.category]:
        plan.drafted["category_id"] = known.categories[row.category]
    for name, words in (("techniques", known.techniques), ("materials", known.materials)):
        wanted = {words[word] for word in row.lists[name]}
        if wanted and wanted != {one.pk for one in getattr(draft, name).all()}:
            plan.drafted[name] = wanted
    if plan.pictures and plan.pictures != tuple(one.picture.key for one in draft.pictures.all()):
        plan.drafted["pictures"] = plan.pictures
    _compare_live(plan, row, variant)
    is_changed = plan.drafted or plan.live or plan.prices
    plan.outcome = Outcome.CHANGED if is_changed else Outcome.SAME
    return plan


def _compare_live(plan: Plan, row: OfferRow, variant: Variant) -> None:
    for name in LIVE:
        new = getattr(row, name)
        if new not in (None, "") and new != getattr(variant, name):
            plan.live[name] = new
    facts = dict(variant.facts)
    for code, texts in row.facts.items():
        old = facts.get(code)
        facts[code] = (old if isinstance(old, dict) else {}) | texts
    if facts != variant.facts:
        plan.live["facts"] = facts
    there = {price.amount.currency.code: minor(price.amount) for price in variant.prices.all()}
    plan.prices = {code: new for code, new in row.prices.items() if there.get(code) != int(new * 100)}


def draft_of(product: Product) -> Product:
    """Return the newest words of an offer: its latest draft, or what stands in its row."""
    if product.latest_revision_id is None:
        return product
    found: Product = product.get_latest_revision_as_object()
    return found


def _data(text: Any) -> dict[str, str]:
    data = getattr(text, "data", text)
    return {lang: words for lang, words in data.items() if words} if isinstance(data, dict) else {}
