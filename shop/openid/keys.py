"""The public keys of an issuer: given in the settings, or fetched and kept.

They are fetched outside of transactions, over HTTPS from a public address alone, and at most once a minute
whatever tokens come: somebody who makes up key ids cannot have us ask the issuer again and again.
"""

import json
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import jwt
from django.core.cache import cache

from shop.domain.openid import Issuer, NoKeysError
from shop.webhook_post import get

SECONDS_FRESH, SECONDS_KEPT, SECONDS_APART = 3600, 86_400, 60
LARGEST = 200_000
RSA_BITS = 2048
KINDS = frozenset({"RSA", "EC", "OKP"})


def key_of(issuer: Issuer, kid: str, algorithm: str) -> Any:
    """Return a public key by its id, None for one that the issuer does not have. Raises ``NoKeysError``.

    A key that is not known yet is asked for; keys are asked for anew after an hour, so that one that the
    issuer has taken back is believed no longer than that, and without an answer for a day at most.
    """
    if issuer.keys:
        return _among(issuer.keys, kid, algorithm)
    name = f"openid-{sha256(f'{issuer.name} {issuer.keys_url}'.encode()).hexdigest()}"
    kept: tuple[float, dict[str, Any]] | None = cache.get(name)
    found = _among(kept[1], kid, algorithm) if kept else None
    is_fresh = kept is not None and time.time() - kept[0] < SECONDS_FRESH
    if found is None or not is_fresh:
        fetched = _fetch(issuer) if cache.add(f"{name}-asked", 1, SECONDS_APART) else None
        if fetched is not None:
            cache.set(name, (time.time(), fetched), SECONDS_KEPT)
            return _among(fetched, kid, algorithm)
        if kept is None:
            raise NoKeysError(issuer.name)
    return found


def _fetch(issuer: Issuer) -> dict[str, Any] | None:
    body = get(issuer.keys_url, LARGEST)
    try:
        keys = json.loads(body) if body is not None else None
    except ValueError:
        return None
    return keys if isinstance(keys, dict) and isinstance(keys.get("keys"), list) else None


def _among(keys: Mapping[str, Any], kid: str, algorithm: str) -> Any:
    """Leave out what is no key to check signatures with: secrets, short keys, keys for something else."""
    for one in keys["keys"]:
        if isinstance(one, dict) and one.get("kid") == kid and _is_meant(one, algorithm):
            return _read(one, algorithm)
    return None


def _is_meant(one: Mapping[str, Any], algorithm: str) -> bool:
    is_public = one.get("kty") in KINDS and one.get("use", "sig") == "sig"
    return is_public and one.get("alg", algorithm) == algorithm


def _read(one: Mapping[str, Any], algorithm: str) -> Any:
    try:
        key = jwt.PyJWK(dict(one), algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    return None if one.get("kty") == "RSA" and key.key_size < RSA_BITS else key
