"""Addresses: as Moroccans give them at home, by the rules of the country abroad.

At home a place is found by region, province and commune from the official list, a quarter or a douar, and a
landmark; hardly anybody knows the postcode. Nothing here asks for an identity card, ever.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from producers.domain.phones import western_digits
from producers.domain.regions import PROVINCES_BY_ISO, REGIONS_BY_ISO, province_name
from shop.domain.communes import find_commune
from shop.domain.contact import PHONE_LIMIT, read_line, read_name, read_phone
from shop.domain.countries import country_name, is_country
from shop.domain.country_rules import HOME, RULES, CountryRule, rule_for
from shop.domain.entries import Refusal

LIMITS = {
    "recipient": 100,
    "phone": PHONE_LIMIT,
    "country": 2,
    "region": 6,
    "province": 6,
    "commune": 16,
    "quarter": 100,
    "street": 150,
    "landmark": 150,
    "postcode": 12,
    "city": 80,
    "state": 60,
    "note": 300,
}
_AT_HOME_ONLY = ("region", "province", "commune", "landmark")
_ABROAD_ONLY = ("city", "state")


@dataclass(frozen=True)
class Address:
    """Where a parcel goes. ``region``, ``province`` and ``commune`` are codes; the other parts are as typed.

    ``quarter`` is a neighbourhood or a douar. ``city`` and ``state`` are for addresses abroad.
    """

    recipient: str = ""
    phone: str = ""
    country: str = HOME
    region: str = ""
    province: str = ""
    commune: str = ""
    quarter: str = ""
    street: str = ""
    landmark: str = ""
    postcode: str = ""
    city: str = ""
    state: str = ""
    note: str = ""

    @property
    def is_home(self) -> bool:
        """Say whether it is in Morocco."""
        return self.country == HOME

    def as_data(self) -> dict[str, str]:
        """Return what to store with an order: plain texts by field name."""
        return asdict(self)


FIELDS = tuple(field.name for field in fields(Address))


def address_from(data: Mapping[str, object]) -> Address:
    """Build an address from a form or from stored data; whatever is no text or no field is left out."""
    return Address(**{name: value for name in FIELDS if isinstance(value := data.get(name), str)})


def check_address(address: Address, rules: Mapping[str, CountryRule] = RULES) -> dict[str, Refusal]:
    """Return the refusal of each field that is wrong; an empty result means that a parcel can go there."""
    refused = _refused_texts(address)
    clean = tidy_address(address)
    found = _check_person(clean)
    if not is_country(clean.country):
        found["country"] = Refusal.UNKNOWN if clean.country else Refusal.REQUIRED
    elif clean.is_home:
        found |= _check_home(clean, rule_for(HOME, rules))
    else:
        found |= _check_abroad(clean, rule_for(clean.country, rules))
    return found | refused


def tidy_address(address: Address) -> Address:
    """Return the address as it is kept: trimmed, phone in E.164, without what its country has no use for.

    A text that ``check_address`` refuses is emptied, so check before keeping.
    """
    texts = {name: read_line(getattr(address, name), LIMITS[name]).value for name in FIELDS}
    country = texts["country"].upper()
    texts |= {
        "country": country,
        "postcode": western_digits(texts["postcode"]).upper(),
        "phone": read_phone(address.phone, country).value,
    }
    unused = _ABROAD_ONLY if country == HOME else _AT_HOME_ONLY
    return replace(Address(**texts), **dict.fromkeys(unused, ""))


def address_lines(address: Address, lang: str) -> tuple[str, ...]:
    """Return the lines to print under one another, without phone and note; the country only abroad."""
    tail = _home_lines(address, lang) if address.is_home else _abroad_lines(address, lang)
    return tuple(line for line in (address.recipient, address.street, address.quarter, *tail) if line)


def _refused_texts(address: Address) -> dict[str, Refusal]:
    read = {name: read_line(getattr(address, name), LIMITS[name]) for name in FIELDS}
    return {name: entry.error for name, entry in read.items() if entry.error} | _refused_phone(address)


def _refused_phone(address: Address) -> dict[str, Refusal]:
    error = read_phone(address.phone, address.country).error
    return {"phone": error} if error and address.phone.strip() else {}


def _check_person(address: Address) -> dict[str, Refusal]:
    error = read_name(address.recipient, LIMITS["recipient"]).error
    found = {"recipient": error} if error else {}
    # The carrier calls from the landmark; abroad the door has a number.
    if address.is_home and not address.phone:
        found["phone"] = Refusal.REQUIRED
    return found


def _check_home(address: Address, rule: CountryRule) -> dict[str, Refusal]:
    found = _check_places(address)
    if not (address.quarter or address.landmark):
        found["quarter"] = Refusal.REQUIRED
    return found | _check_postcode(address.postcode, rule)


def _check_places(address: Address) -> dict[str, Refusal]:
    province = PROVINCES_BY_ISO.get(address.province)
    commune = find_commune(address.commune)
    found = {
        "region": _place(address.region, known=address.region in REGIONS_BY_ISO, fits=True),
        "province": _place(
            address.province, known=bool(province), fits=bool(province and province.region == address.region)
        ),
        "commune": _place(
            address.commune, known=bool(commune), fits=bool(commune and commune.province == address.province)
        ),
    }
    return {name: error for name, error in found.items() if error}


def _place(code: str, *, known: bool, fits: bool) -> Refusal | None:
    if not code:
        return Refusal.REQUIRED
    if not known:
        return Refusal.UNKNOWN
    return None if fits else Refusal.MISMATCH


def _check_abroad(address: Address, rule: CountryRule) -> dict[str, Refusal]:
    needed = {"street": True, "city": True, "state": rule.state_required}
    missing = [name for name, is_needed in needed.items() if is_needed and not getattr(address, name)]
    return dict.fromkeys(missing, Refusal.REQUIRED) | _check_postcode(address.postcode, rule)


def _check_postcode(postcode: str, rule: CountryRule) -> dict[str, Refusal]:
    if not postcode:
        return {"postcode": Refusal.REQUIRED} if rule.postcode_required else {}
    return {} if rule.accepts_postcode(postcode) else {"postcode": Refusal.MALFORMED}


def _home_lines(address: Address, lang: str) -> tuple[str, ...]:
    commune = find_commune(address.commune)
    town = commune.name(lang) if commune else address.commune
    province = province_name(address.province, lang)
    return (
        address.landmark,
        f"{address.postcode} {town}".strip(),
        province if province != town else "",
    )


def _abroad_lines(address: Address, lang: str) -> tuple[str, ...]:
    parts = {"city": address.city, "state": address.state, "postcode": address.postcode}
    lines = rule_for(address.country).last_line.format(**parts).split("|")
    return (*(line.strip(" ,") for line in lines), country_name(address.country, lang))
