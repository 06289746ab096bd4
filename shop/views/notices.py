"""Where gateways say what became of payments. The signature is the key; there is no session and no form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from producers.policy import Policy, declare
from shop.actions.record_payment import record_payment
from shop.gateways.base import IrrelevantNoticeError, NoticeError
from shop.gateways.registry import UnknownGatewayError, gateway

LARGEST = 512 * 1024


@declare(Policy.PUBLIC)
@csrf_exempt
@require_POST
def notice(request: HttpRequest, alias: str) -> HttpResponse:
    """Record one notice: 200 once it is kept, 400 for what cannot be believed.

    Any error of ours goes up as a 500, so that the gateway sends the notice again.
    """
    try:
        way = gateway(alias)
    except UnknownGatewayError as error:
        raise Http404(alias) from error
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return _answer("too long", 413)
    try:
        told = way.read_notice(body, request.headers)
    except IrrelevantNoticeError:
        return _answer("not needed", 200)
    except NoticeError as error:
        return _answer(str(error), 400)
    record_payment(alias, told)
    return _answer("kept", 200)


def _answer(text: str, status: int) -> HttpResponse:
    response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
