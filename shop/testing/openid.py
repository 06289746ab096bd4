"""An issuer of tokens for tests: its keys are made here, and nobody asks the network."""

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

NAME = "https://login.example/realms/shops"
AUDIENCE = "tiwizi"
KEYS_URL = "https://login.example/realms/shops/certs"


def an_rsa_key(name: str = "one", bits: int = 2048) -> rsa.RSAPrivateKey:
    """Return a key; the same for the same name."""
    return _an_rsa_key(name, bits)


@cache
def an_ec_key() -> ec.EllipticCurvePrivateKey:
    """Return a key on a curve."""
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _an_rsa_key(name: str, bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def published(*names: str, **more: Any) -> dict[str, Any]:
    """Return keys as an issuer publishes them; the id of each is its name."""
    return {"keys": [shown(name, **more) for name in names]}


def shown(name: str, **more: Any) -> dict[str, Any]:
    """Return the public half of an RSA key."""
    made = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(an_rsa_key(name).public_key()))
    return dict(made) | {"kid": name, "use": "sig", "alg": "RS256"} | more


def an_issuer(**fields: Any) -> dict[str, Any]:
    """Return an issuer as the settings have it."""
    keys = {} if "KEYS_URL" in fields else {"KEYS": published("one")}
    return {"ISSUER": NAME, "AUDIENCE": AUDIENCE} | keys | fields


def claims(**fields: Any) -> dict[str, Any]:
    """Return what a token says that was given to a program."""
    now = int(datetime.now(UTC).timestamp())
    said = {"iss": NAME, "aud": AUDIENCE, "sub": "u-1", "iat": now, "exp": now + 300, "typ": "Bearer"}
    return {name: value for name, value in (said | fields).items() if value is not None}


def for_a_program(client: str = "coop", **fields: Any) -> dict[str, Any]:
    """Return what a token says that Keycloak gives to a program that signs in as itself."""
    own = {"client_id": client, "preferred_username": f"service-account-{client}", "sub": f"uuid-of-{client}"}
    return claims(**(own | fields))


def a_bearer(said: dict[str, Any], key: Any = None, algorithm: str = "RS256", **head: Any) -> str:
    """Return a signed token."""
    return jwt.encode(said, key or an_rsa_key(), algorithm, headers={"kid": "one"} | head)
