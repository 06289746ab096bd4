"""The demo's centre, associations and producers: their proof, their consent, where their goods lie."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from producers.domain.text import fold
from producers.models import Consent, Craft, DoorPhone, Evidence, Grant, Label, Membership, Organisation
from shop.models import Place
from storefront.demo.data import read, texts

GRANTED = ("edit_profile", "manage_products", "manage_orders", "see_money")
DEMO_PHONE = "+212600000001"
CONTACT = "contact@demo.test, 05 59 00 00 10"


def load_organisations() -> None:
    """All of them; those that others refer to come first in the file."""
    rows = read("organisations.yaml")["organisations"]
    known: dict[str, Organisation] = {}
    for number, row in enumerate(rows, start=1):
        known[row["key"]] = _organisation(number, row)
    crafts = {craft.code: craft for craft in Craft.objects.all()}
    for row in rows:
        one = known[row["key"]]
        one.crafts.set(crafts[code] for code in row.get("crafts") or [])
        one.group, one.vouched_by = known.get(row.get("group") or ""), known.get(row.get("vouched_by") or "")
        one.save(update_fields=["group", "vouched_by"])
        _vouch(one)
        _prove(one, row.get("labels") or [])


def _organisation(number: int, row: dict[str, Any]) -> Organisation:
    name = texts(row["name"])
    values = {
        "number": number,
        "kind": row["kind"],
        "voice": row.get("voice") or "neutral",
        "status": Organisation.Status.ACTIVE,
        "name": name,
        "sentence": texts(row.get("sentence")),
        "search_text": fold(" ".join(name.data.values())),
        "region": row["region"],
        "province": row.get("province") or "",
        "commune": texts(row.get("commune")),
        "place_name": texts(row.get("place_name")),
        "since": row.get("since"),
        "members": row.get("members"),
        "language": "fr" if "fr" in row["languages"] else "ar",
        "phone": _e164(row["contact"]["phone"]),
        "email": row["contact"].get("agent_email") or "",
        "tax_status": row["tax_status"]
        if row.get("tax_status") in Organisation.TaxStatus.values
        else "small_maker",
        "legal_name": name.data["fr"],
        "legal_number": f"DEMO-{number:05d}",
        "legal_contact": CONTACT,
        "is_fictional": True,
    }
    return Organisation.objects.update_or_create(slug=row["slug"], defaults=values)[0]


def _e164(phone: str) -> str:
    return "+212" + phone.replace(" ", "").removeprefix("0")


def _vouch(one: Organisation) -> None:
    """Whoever sells has a place for her goods, and lets her association act for her."""
    if one.kind in Organisation.SELLING:
        Place.objects.get_or_create(
            organisation=one, kind=Place.Kind.MAKER, defaults={"name": one.name, "region": one.region}
        )
        noon = timezone.make_aware(datetime.combine(date(2026, 3, 2), time(12)))
        hers = Consent.objects.filter(organisation=one, person=one.legal_name)
        said = set(hers.values_list("scope", flat=True))
        Consent.objects.bulk_create(
            Consent(
                organisation=one,
                person=one.legal_name,
                scope=scope,
                heard_in=one.language,
                given_at=noon,
            )
            for scope in Consent.Scope.values
            if scope not in said
        )
    if one.vouched_by and one.kind in Organisation.SELLING:
        Grant.objects.bulk_create(
            [Grant(giver=one, receiver=one.vouched_by, permission=permission) for permission in GRANTED],
            ignore_conflicts=True,
        )
    if one.kind == Organisation.Kind.CENTRE:
        Place.objects.get_or_create(
            organisation=one, kind=Place.Kind.CENTRE, defaults={"name": one.name, "region": one.region}
        )


def _prove(one: Organisation, labels: list[dict[str, Any]]) -> None:
    for row in labels:
        label = Label.objects.get(code=row["code"])
        Evidence.objects.get_or_create(
            organisation=one,
            label=label,
            defaults={
                "kind": row["evidence"],
                "issuer": row["issuer"],
                "reference": row["number"],
                "checked_by": "demo",
                "checked_on": row["checked"],
                "valid_until": row["valid_until"],
            },
        )


def load_memberships(users: dict[str, Any]) -> None:
    """The agent belongs to an association, the producer to a cooperative."""
    association = Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION).order_by("number")[0]
    producer = Organisation.objects.selling().filter(vouched_by=association).order_by("number")[0]
    Membership.objects.get_or_create(
        user=users["agent"], organisation=association, defaults={"role": Membership.Role.AGENT}
    )
    Membership.objects.get_or_create(
        user=users["producer"], organisation=producer, defaults={"role": Membership.Role.OWNER}
    )
    # Nobody's number: her code is read on the terminal.
    DoorPhone.objects.get_or_create(user=users["producer"], defaults={"number": DEMO_PHONE})
