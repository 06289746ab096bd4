"""The till in the portal: a phone joins a fair by a code, sells with or without a line, and is counted."""

from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from moneyed import Money

from home.fairs.actions.evenings import NothingToCloseError, close_till
from home.fairs.actions.receipts import Taken, TillRefusedError, last_number, take_next, take_receipt
from home.fairs.actions.tills import NoSuchCodeError, join_till
from home.fairs.domain.receipts import UnreadableError, receipt_number
from home.fairs.domain.typed import lines_typed, minor_typed
from home.fairs.models import Receipt, Till
from home.fairs.reading.goods import day_of, fairs_of, goods_of, till_of
from home.fairs.reading.lent import lent_to
from home.fairs.till_words import till_is_unknown, what_is_wrong
from producers.domain.grants import Permission
from producers.domain.shown import shown
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import END
from shop.domain.cash import AmountError
from shop.domain.money import from_minor, minor
from shop.reading.cards import money_shown
from shop.views.limits import is_too_often

COOKIE, A_YEAR = "tiwizi_till", 400 * 24 * 3600
TRIES_AN_HOUR, LONGEST_BODY = 20, 100_000
ITS_PATH = "/"


@portal_page(needs=Permission.MANAGE_ORDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def fair(request: HttpRequest) -> HttpResponse:
    """Show at which fairs her goods are, and make this phone a till for whoever has a code."""
    acting, lang, error = acting_in(request), get_language() or "fr", ""
    if request.method == "POST":
        if is_too_often("till_code", str(request.user.pk), TRIES_AN_HOUR):
            return HttpResponse(status=429)
        try:
            joined = join_till(request.POST.get("code", ""), actor=acting.actor)
            return _remember(redirect("fairs_portal:till"), joined.secret)
        except NoSuchCodeError:
            error = _("Nobody knows this code. Look at it again, or ask for another.")
    rows = fairs_of(acting.organisation)
    context = {
        "till": till_of(request.COOKIES.get(COOKIE, "")),
        "fairs": [
            (shown(one.event.title, lang, "fr"), one.event.last_day, out, sold) for one, out, sold in rows
        ],
        "lent": lent_to(acting.organisation, timezone.localdate()),
        "error": error,
        "typed": request.POST.get("code", ""),
    }
    return render(request, "home/fairs/portal/fair.html", context, status=422 if error else 200)


@portal_page(needs=Permission.MANAGE_ORDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def till(request: HttpRequest) -> HttpResponse:
    """Sell: pictures with prices, how many, cash and change or a reference. Works without a line."""
    found = till_of(request.COOKIES.get(COOKIE, ""))
    if found is None:
        return redirect("fairs_portal:fair")
    if request.method != "POST":
        return _till_page(request, found)
    typed = request.POST
    sent = {
        "lines": lines_typed(typed.dict()),
        "way": typed.get("way", "cash"),
        "reference": typed.get("reference", ""),
        "given": minor_typed(typed.get("given", "")),
    }
    try:
        taken = take_next(found, sent, actor=acting_in(request).actor)
    except UnreadableError as wrong:
        return _till_page(request, found, error=what_is_wrong(wrong.code), status=422)
    except TillRefusedError:
        return redirect("fairs_portal:fair")
    number = taken.receipt.sequence if taken.receipt else 0
    return HttpResponseRedirect(f"{reverse('fairs_portal:till')}?done={number}")


@portal_page(needs=Permission.MANAGE_ORDERS)
@require_POST
def receipts(request: HttpRequest) -> HttpResponse:
    """Take a receipt from the phone's queue, as often as it is sent; the phone may then forget it."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
        return HttpResponse(status=413)
    found = till_of(request.COOKIES.get(COOKIE, ""))
    if found is not None and END not in request.POST:
        return JsonResponse({"why": "cut"}, status=503)  # a body that was cut off is read as if it were whole
    if found is None or request.POST.get("till") != found.label:
        return JsonResponse({"message": till_is_unknown()}, status=403)
    try:
        taken = take_receipt(found, request.POST.dict(), actor=acting_in(request).actor)
    except UnreadableError as wrong:
        return JsonResponse({"message": what_is_wrong(wrong.code)}, status=422)
    except TillRefusedError:
        return JsonResponse({"message": till_is_unknown()}, status=403)
    return JsonResponse({"done": True, "location": "", **_became(taken)})


@portal_page(needs=Permission.MANAGE_ORDERS, may_keep=False)
@require_http_methods(["GET", "HEAD", "POST"])
def evening(request: HttpRequest) -> HttpResponse:
    """Count the cash of a till in the evening: all that it sold is booked, and split to the makers."""
    found, lang, error = till_of(request.COOKIES.get(COOKIE, "")), get_language() or "fr", ""
    if found is None:
        return redirect("fairs_portal:fair")
    if request.method == "POST":
        counted = _counted(request.POST.get("counted", ""))
        try:
            if counted is None:
                raise AmountError
            done = close_till(found, counted, actor=acting_in(request).actor, lang=lang)
            return HttpResponseRedirect(f"{reverse('fairs_portal:evening')}?done={done.number}")
        except AmountError:
            error = _("Write what you counted, in dirhams.")
        except NothingToCloseError:
            error = _("There is nothing to book: no receipt has arrived.")
    context = {
        "till": found,
        "day": day_of(found, lang),
        "done": _evening_done(found, request.GET.get("done", ""), lang),
        "error": error,
        "typed": request.POST.get("counted", ""),
    }
    return render(request, "home/fairs/portal/evening.html", context, status=422 if error else 200)


def _till_page(request: HttpRequest, found: Till, *, error: str = "", status: int = 200) -> HttpResponse:
    lang = get_language() or "fr"
    goods, typed = goods_of(found, lang), request.POST
    context = {
        "till": found,
        "title": shown(found.fair.event.title, lang, "fr"),
        "last": last_number(found),
        "goods": [(good, typed.get(f"q-{good.variant}", "")) for good in goods],
        "typed": typed,
        "error": error,
        "done": _receipt_done(found, request.GET.get("done", ""), lang),
    }
    return render(request, "home/fairs/portal/till.html", context, status=status)


def _receipt_done(found: Till, number: str, lang: str) -> dict[str, object] | None:
    """Return the receipt that was just written without script."""
    rows = Receipt.objects.filter(
        till=found, sequence=int(number) if number.isdecimal() and len(number) < 7 else 0
    )
    row = rows.first()
    if row is None:
        return None
    change = minor(row.given) - minor(row.total) if row.given is not None else 0
    return {
        "number": receipt_number(found.label, row.sequence),
        "total": money_shown(row.total, lang),
        "change": money_shown(from_minor(change, row.total.currency), lang) if change else None,
    }


def _evening_done(found: Till, number: str, lang: str) -> dict[str, object] | None:
    rows = found.evenings.filter(number=int(number) if number.isdecimal() and len(number) < 5 else 0)
    row = rows.first()
    if row is None:
        return None
    off = row.expected - row.counted
    return {
        "expected": money_shown(row.expected, lang),
        "counted": money_shown(row.counted, lang),
        "missing": money_shown(off, lang) if off.amount > 0 else None,
        "over": money_shown(-off, lang) if off.amount < 0 else None,
    }


def _became(taken: Taken) -> dict[str, object]:
    """Say what became of a receipt: one that does not fit is kept here for a person."""
    return {"again": not taken.is_new, "odd": taken.odd.kind if taken.odd else ""}


def _counted(typed: str) -> Money | None:
    text = minor_typed(typed)
    is_amount = text.isdecimal() and text.isascii() and len(text) < 12
    return Money(Decimal(text) / 100, "MAD") if is_amount and typed.strip() else None


def _remember(answer: HttpResponse, secret: str) -> HttpResponse:
    """Let the phone keep what it is known by; no script can read it."""
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=A_YEAR,
        path=ITS_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
