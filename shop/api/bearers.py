"""Who sends a partner's token: told from an unknown one and a revoked one by nothing that can be seen."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja.security import HttpBearer

from shop import conf
from shop.actions.partners import note_use
from shop.api.limits import count
from shop.api.problems import ProblemError
from shop.domain.openid import NoKeysError
from shop.domain.webhooks import Scope, digest_of
from shop.models import PartnerToken
from shop.openid import bearer_of

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="api"'}
LONGEST = 200


class Bearer(HttpBearer):
    """Opens an address to tokens with a scope. Raises ``unauthorized``, ``forbidden``."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> PartnerToken:
        """Return the token that was sent."""
        found = partner_of(request, self.scope)
        if found is None:
            raise ProblemError(401, "unauthorized", CHALLENGE)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> PartnerToken | None:
        """Return the token's row."""
        return _find(token)


def partner_of(request: HttpRequest, scope: Scope) -> PartnerToken | None:
    """Return the token that was sent, None where none was. Raises ``unauthorized``, ``forbidden``."""
    header = request.headers.get("Authorization", "")
    if not header:
        return None
    kind, _, sent = header.partition(" ")
    found = _find(sent.strip()) if kind.lower() == "bearer" else None
    if found is None:
        raise ProblemError(401, "unauthorized", CHALLENGE)
    if not found.partner.may(scope):
        raise ProblemError(403, "forbidden", scope=scope.value)
    count(f"token:{found.pk}", conf.api_per_minute_and_token())
    note_use(found)
    return found


def _find(token: str) -> PartnerToken | None:
    """Return our own token, or that which another issuer's stands for. Raises ``unavailable``."""
    rows = PartnerToken.objects.filter(revoked_at=None).select_related("partner__market")
    own = rows.filter(digest=digest_of(token)).first() if 0 < len(token) <= LONGEST else None
    return own or _of_an_issuer(token, rows)


def _of_an_issuer(token: str, rows: QuerySet[PartnerToken]) -> PartnerToken | None:
    """Who is known both as herself and by her program is herself."""
    try:
        bearer = bearer_of(token)
    except NoKeysError as reason:
        raise ProblemError(503, "unavailable", {"Retry-After": "60"}) from reason
    if bearer is None:
        return None
    return rows.filter(issuer=bearer.issuer, subject__in=bearer.names).order_by("-subject").first()
