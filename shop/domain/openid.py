"""Who a bearer of another issuer's token is, and which issuers are believed.

The claims are those of OpenID Connect and of RFC 9068, as Keycloak writes them, by which the platforms of the
Data Food Consortium sign in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SIGNED_WITH = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""Algorithms with two keys. With one key for both, whoever may read could sign as well."""
SERVICE = "service-account-"
LONGEST_SUBJECT = 200


class NoKeysError(Exception):
    """Nothing is known of an issuer's keys yet, and it could not be asked."""


class KnownBy(StrEnum):
    """By what the bearer of a token is known."""

    SUBJECT = "sub"
    CLIENT = "client"
    """The program itself, signed in as itself and not for one of its users."""


@dataclass(frozen=True)
class Issuer:
    """An issuer that is believed. Its keys are given, or stand at ``keys_url``."""

    name: str
    audience: str
    keys_url: str = ""
    keys: Mapping[str, Any] = field(default_factory=dict)
    algorithms: tuple[str, ...] = ("RS256",)

    def faults(self) -> list[str]:
        """Return what is wrong with it, for ``manage.py check``."""
        said = {
            "ISSUER and AUDIENCE are needed": not (self.name and self.audience),
            "either KEYS_URL or KEYS is needed": bool(self.keys_url) == bool(self.keys),
            "KEYS_URL begins with https://": bool(self.keys_url) and not self.keys_url.startswith("https://"),
            "ALGORITHMS are those with a public key": not set(self.algorithms) <= SIGNED_WITH,
        }
        return [fault for fault, is_wrong in said.items() if is_wrong]


@dataclass(frozen=True)
class Bearer:
    """Somebody whose token holds: the issuer, and the names that she is known to it by."""

    issuer: str
    names: frozenset[str]


def issuer_from(setting: Mapping[str, Any]) -> Issuer:
    """Return an issuer as the settings have it."""
    return Issuer(
        name=setting.get("ISSUER", ""),
        audience=setting.get("AUDIENCE", ""),
        keys_url=setting.get("KEYS_URL", ""),
        keys=setting.get("KEYS", {}),
        algorithms=tuple(setting.get("ALGORITHMS", ("RS256",))),
    )


def name_of(known_by: KnownBy, subject: str) -> str:
    """Return a name as it is kept; no subject can pass for a program."""
    return f"{known_by.value}:{subject}"


def bearer_from(issuer: Issuer, claims: Mapping[str, Any]) -> Bearer | None:
    """Return who a token's checked claims speak of; None for a token that opens no interface.

    A token of a user names the program that she signed in through as well: that program is only meant where
    the token was given to the program itself.
    """
    subject, client = claims.get("sub"), claims.get("client_id")
    if not isinstance(subject, str) or not subject or claims.get("typ", "Bearer") != "Bearer":
        return None
    names = {name_of(KnownBy.SUBJECT, subject)}
    own = {f"{SERVICE}{client}", client}
    if isinstance(client, str) and client and {subject, claims.get("preferred_username")} & own:
        names.add(name_of(KnownBy.CLIENT, client))
    return Bearer(issuer.name, frozenset(names))
