"""Tokens of OpenID issuers: checked here, by the keys that the issuer publishes."""

from shop import conf
from shop.domain.openid import Bearer


def bearer_of(token: str) -> Bearer | None:
    """Return who has sent a token of an issuer that is believed. Raises ``NoKeysError``."""
    if not conf.openid():
        return None
    from shop.openid.tokens import checked  # PyJWT is an extra: whoever believes no issuer does not need it

    return checked(token)
