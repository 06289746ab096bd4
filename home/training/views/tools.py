"""The tools: forms that reckon and keep nothing. With script even the numbers stay on the phone."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.training.domain.tools import JARS, TooLongError
from home.training.reading.tools import buyer_cards, calendar_of, hour_floor, jars_of, price_of
from home.training.tool_forms import BudgetForm, PriceForm, RepaymentForm
from home.training.tool_words import JAR_WORDS, TOOLS
from producers.conf import languages
from producers.reading.head import read_head
from producers.responses import mark_private, shared_page
from shop.domain.money import written
from shop.reading.price_help import currency_written, home_market

FORMS: dict[str, type[forms.Form]] = {"price": PriceForm, "budget": BudgetForm, "repayment": RepaymentForm}


@shared_page
@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """List the tools."""
    head = read_head("training:tools", languages=languages(), title=_("Tools"))
    return render(request, "home/training/tools.html", {"tools": TOOLS, "head": head})


@shared_page
@require_safe
def tool(request: HttpRequest, name: str) -> HttpResponse:
    """Show one tool; what is in the address is reckoned, answered to nobody else, and forgotten."""
    known = {code: (sign, title, line) for code, sign, title, line in TOOLS}
    if name not in known:
        raise Http404
    sign, title, line = known[name]
    context = {
        "name": name, "sign": sign, "title": title, "line": line,
        "head": read_head("training:tool", [name], languages(), title=str(title), description=str(line)),
    }  # fmt: skip
    if name == "cards":
        return render(request, "home/training/cards.html", context | {"cards": buyer_cards()})
    return _reckon(request, name, context)


def _reckon(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    market, lang = home_market(), get_language() or "fr"
    typed = bool(request.GET)
    form = FORMS[name](request.GET if typed else None)
    floor = hour_floor(market)
    context |= {
        "form": form,
        "currency": currency_written(market, lang),
        "floor": floor.amount,
        "floor_written": written(floor, lang) if floor.amount else "",
        "result": None,
    }
    if name == "budget":
        context["jars"] = _jars(form)
    if typed and form.is_valid():
        context["result"] = _result(name, form, market, lang)
    status = 422 if form.errors else 200
    answer = render(request, f"home/training/{name}.html", context, status=status)
    return mark_private(answer) if typed else answer


def _result(name: str, form: forms.Form, market: Any, lang: str) -> Any:
    if name == "price":
        return price_of(form.cleaned_data, market, lang)
    if name == "budget":
        return jars_of(form.cleaned_data, market, lang)
    try:
        return calendar_of(form.cleaned_data, market, lang)
    except TooLongError:
        form.add_error("each", _("That takes more than 120 times. Write a larger amount for each time."))
        return None


def _jars(form: forms.Form) -> list[tuple[str, Any, list[tuple[Any, str]]]]:
    """Return each jar with its fields and their signs."""
    names = {"work": ("sales", *JARS["work"]), "home": ("others", *JARS["home"])}
    titles = {"work": _("The jar of the workshop"), "home": _("The jar of the household")}
    return [
        (jar, titles[jar], [(form[name], JAR_WORDS[name][1]) for name in names[jar]])
        for jar in ("work", "home")
    ]
