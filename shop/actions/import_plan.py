"""What would become of rows: the one plan behind looking and applying."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from producers.models import Organisation
from shop.domain.importing import TERMS, TEXTS, Complaint, Fault, OfferRow, Outcome
from shop.domain.money import minor
from shop.imports.archives import Pictures
from shop.imports.said import UnreadableError, attribute_value, fact_value
from shop.models import Product, Variant
from shop.reading.importing import There, Vocabulary, read_there

LIVE = (
    "making_days", "weight_g", "net_quantity", "net_unit", "length_mm", "width_mm", "height_mm",
)  # fmt: skip


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
    maker: Organisation | None = None
    product: Product | None = None
    variant: Variant | None = None
    facts: dict[str, object] = field(default_factory=dict)
    values: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    draft: Product | None = None
    drafted: dict[str, Any] = field(default_factory=dict)
    live: dict[str, Any] = field(default_factory=dict)
    prices: dict[str, Any] = field(default_factory=dict)
    trade: dict[str, Any] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()


Seen = tuple[int, str, OfferRow | None, list[Complaint]]


def make_plans(batch: Sequence[Seen], pictures: Pictures, known: Vocabulary) -> list[Plan]:
    """Plan a batch; the number of queries does not grow with its rows, but for drafts that are there."""
    rows = [row for _, _, row, _ in batch if row]
    slugs = {row.number: slug_of(row) for row in rows}
    there = read_there(rows, known, slugs.values())
    return [_plan(seen, pictures, known, there, slugs) for seen in batch]


def slug_of(row: OfferRow) -> str:
    """Return the address of a new offer: the sheet's own, or her name and the association's key."""
    if row.slug:
        return row.slug
    return f"{row.producer}-{slugify(row.key) or hashlib.sha256(row.key.encode()).hexdigest()[:10]}"[:120]


def picture_key(content: bytes) -> str:
    """Return the key of a picture: the same bytes are the same picture."""
    return f"import-{hashlib.sha256(content).hexdigest()[:40]}"


def _plan(seen: Seen, pictures: Pictures, known: Vocabulary, there: There, slugs: dict[int, str]) -> Plan:
    number, key, row, complaints = seen
    if row is None:
        return Plan(number, key, Outcome.REFUSED, complaints)
    maker = known.maker_of(row)
    variant = there.variant_of(row, maker)
    plan = Plan(number, key, Outcome.CREATED, [], row, known, slugs[number], maker, variant=variant)
    plan.product = variant.product if variant else there.products.get(row.product)
    if not pictures.are_there and row.maker:
        row.lists["pictures"] = ()  # they are elsewhere; whoever looks at the draft adds them
    plan.complaints = [
        *_unknown(plan),
        *_taken(plan, there),
        *_bad_pictures(row, pictures),
        *_read_said(plan),
    ]
    if plan.complaints:
        return Plan(number, key, Outcome.REFUSED, plan.complaints)
    plan.pictures = tuple(picture_key(pictures.raw(name)) for name in row.lists["pictures"])
    return _for_agents(_compare(plan, variant)) if variant else plan


def _for_agents(plan: Plan) -> Plan:
    """Refuse to an agent what would be public without anybody having read it: words in the facts."""
    if plan.known is not None and plan.known.by_agent and "facts" in plan.live:
        return Plan(plan.number, plan.key, Outcome.REFUSED, [Complaint(Fault.FOR_THE_CENTRE, "fact_…")])
    return plan


def _unknown(plan: Plan) -> list[Complaint]:
    row, known = _known(plan)
    may_bring = not known.by_agent  # she prepares offers for those who let her, and for nobody new
    is_brought = may_bring and row.maker is not None and bool(row.maker.name)
    words: list[tuple[str, str, Any]] = [
        ("producer", row.producer, {row.producer} if plan.maker or is_brought else ()),
        ("category", row.category, known.categories),
        *(("attributes", code, known.attributes) for code, _said in row.attributes),
        *(("techniques", word, known.techniques) for word in row.lists["techniques"]),
        *(("materials", word, known.materials) for word in row.lists["materials"]),
    ]
    return [
        Complaint(Fault.UNKNOWN, f"{column}: {word}") for column, word, there in words if word not in there
    ]


def _taken(plan: Plan, there: There) -> list[Complaint]:
    """A permanent id names one thing for good, and an address one offer: neither changes hands."""
    row, known = _known(plan)
    maker, product, wrong = plan.maker, plan.product, []
    if known.by_agent and maker is None:
        return []  # that she is not hers is all that an agent is told
    if known.by_agent and product and product.live and plan.variant is None:
        wrong.append(Complaint(Fault.FOR_THE_CENTRE, "product_id"))
    if row.maker and maker and maker.export_id != row.maker.id:
        wrong.append(Complaint(Fault.KEY_TAKEN, "producer"))
    if product and (maker is None or product.producer_id != maker.pk):
        wrong.append(Complaint(Fault.KEY_TAKEN, "product_id"))
    if row.id in there.told and there.told[row.id] != (maker.pk if maker else 0):
        wrong.append(Complaint(Fault.KEY_TAKEN, "id"))
    if product and row.product and product.export_id != row.product:
        wrong.append(Complaint(Fault.KEY_TAKEN, "id"))
    if plan.variant is None and there.slugs.get(plan.slug, row.product) != row.product:
        wrong.append(Complaint(Fault.KEY_TAKEN, "slug" if row.slug else "key"))
    elif plan.variant is None and not row.product and plan.slug in there.slugs:
        wrong.append(Complaint(Fault.KEY_TAKEN, "key"))
    return wrong


def _read_said(plan: Plan) -> list[Complaint]:
    """Read facts and attributes back from what pages say of them."""
    row, known = _known(plan)
    wrong: list[Complaint] = []
    for code, texts in row.facts.items():
        try:
            plan.facts[code] = fact_value(code, texts)
        except UnreadableError:
            wrong.append(Complaint(Fault.UNKNOWN, f"fact_{code}: {next(iter(texts.values()))}"[:100]))
    for code, text in row.attributes:
        try:
            if attribute := known.attributes.get(code):
                plan.values.append((attribute.pk, attribute_value(attribute, text)))
        except UnreadableError:
            wrong.append(Complaint(Fault.UNKNOWN, f"attributes: {code}={text}"[:100]))
    return wrong


def _known(plan: Plan) -> tuple[OfferRow, Vocabulary]:
    assert plan.row is not None  # a plan that is looked at has been read
    assert plan.known is not None  # it comes with the row
    return plan.row, plan.known


def _bad_pictures(row: OfferRow, pictures: Pictures) -> list[Complaint]:
    said = (pictures.complaint_about(name) for name in row.lists["pictures"])
    return [complaint for complaint in said if complaint]


def _compare(plan: Plan, variant: Variant) -> Plan:
    """Find what a row changes of an offer that is there. An empty cell changes nothing."""
    row, known = _known(plan)
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
    for name in TERMS:
        if (term := getattr(row, name)) is not None and term != getattr(draft, name):
            plan.drafted[name] = term
    if plan.pictures and plan.pictures != tuple(one.picture.key for one in draft.pictures.all()):
        plan.drafted["pictures"] = plan.pictures
    _compare_live(plan, row, variant)
    is_changed = plan.drafted or plan.live or plan.prices or plan.trade
    plan.outcome = Outcome.CHANGED if is_changed else Outcome.SAME
    return plan


def _compare_live(plan: Plan, row: OfferRow, variant: Variant) -> None:
    for name in LIVE:
        new = getattr(row, name)
        if new not in (None, "") and new != getattr(variant, name):
            plan.live[name] = new
    facts = dict(variant.facts)
    for code, said in plan.facts.items():
        old = facts.get(code)
        is_free = code in row.facts and said == row.facts[code]
        facts[code] = (old if isinstance(old, dict) else {}) | row.facts[code] if is_free else said
    if facts != variant.facts:
        plan.live["facts"] = facts
    there = {price.amount.currency.code: minor(price.amount) for price in variant.prices.all()}
    plan.prices = {code: new for code, new in row.prices.items() if there.get(code) != int(new * 100)}
    asked = {price.amount.currency.code: price.trade for price in variant.prices.all()}
    plan.trade = {code: new for code, new in row.trade.items() if asked.get(code) != new}


def draft_of(product: Product) -> Product:
    """Return the newest words of an offer: its latest draft, or what stands in its row."""
    if product.latest_revision_id is None:
        return product
    found: Product = product.get_latest_revision_as_object()
    return found


def _data(text: Any) -> dict[str, str]:
    data = getattr(text, "data", text)
    return {lang: words for lang, words in data.items() if words} if isinstance(data, dict) else {}
