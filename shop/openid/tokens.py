"""Whose token it is that a program has sent: signature, issuer, audience and time are checked."""

from typing import Any

import jwt

from shop import conf
from shop.domain.openid import Bearer, Issuer, bearer_from
from shop.openid.keys import key_of

LONGEST = 8_000
LEEWAY = 30
NEEDED = ["exp", "iss", "aud", "sub"]
UNREADABLE = (jwt.PyJWTError, ValueError, TypeError, RecursionError)


def checked(token: str) -> Bearer | None:
    """Return who has sent a token; None for one that does not hold. Raises ``NoKeysError``.

    Nothing in the token decides which key or where to fetch it: an issuer that is not ours is refused before
    anybody is asked.
    """
    if len(token) > LONGEST or not token.isascii() or token.count(".") != 2:
        return None
    try:
        head = jwt.get_unverified_header(token)
        claimed = jwt.decode(token, options={"verify_signature": False})
        issuer = conf.openid().get(str(claimed.get("iss")))
        claims = _claims_of(token, head, issuer) if issuer else None
    except UNREADABLE:
        return None
    return bearer_from(issuer, claims) if issuer and claims else None


def _claims_of(token: str, head: dict[str, Any], issuer: Issuer) -> dict[str, Any] | None:
    algorithm, kid = head.get("alg"), head.get("kid")
    if algorithm not in issuer.algorithms or not isinstance(kid, str) or "crit" in head:
        return None
    key = key_of(issuer, kid, algorithm)
    if key is None:
        return None
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        audience=issuer.audience,
        issuer=issuer.name,
        leeway=LEEWAY,
        options={"require": NEEDED},
    )
    return claims
