"""Who sends a partner's token: told from an unknown one and a revoked one by nothing that can be seen."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from shop import conf
from shop.actions.partners import note_use
from shop.api.limits import count
from shop.api.problems import ProblemError
from shop.domain.webhooks import Scope, digest_of
from shop.models import PartnerToken

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
    if not token or len(token) > LONGEST:
        return None
    rows = PartnerToken.objects.filter(digest=digest_of(token), revoked_at=None)
    return rows.select_related("partner__market").first()
