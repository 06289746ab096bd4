"""Partners in the office: who they are, their tokens, where they are told what happens, and what was sent."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.actors import Actor
from shop.actions.partners import (
    add_endpoint,
    add_partner,
    admit,
    change_partner,
    give_token,
    revoke_token,
    switch_endpoint,
)
from shop.actions.webhooks import replay
from shop.domain.errors import RefusedError
from shop.domain.webhooks import BadAddressError, Event, Scope
from shop.models import Partner, PartnerToken, WebhookEndpoint, WebhookMessage
from shop.office.access import actor_of, operators_only
from shop.office.books import Table, show_tables
from shop.office.doing import when
from shop.office.partner_forms import EVENTS, SCOPES, ChoiceForm, PartnerForm, TokenForm
from shop.office.tables import ROWS_PER_PAGE, Cell, Listing, apart, show_list
from shop.refusal_words import sentence_for


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def list_partners(request: HttpRequest) -> HttpResponse:
    """List the partners, and take in a new one."""
    form = PartnerForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        row = add_partner(
            typed["name"],
            typed["market"],
            scopes=[Scope(one) for one in typed["scopes"]],
            origins=[typed["origin"]] if typed["origin"] else [],
            actor=actor_of(request),
        )
        return redirect("shop_office:partner", row.pk)
    page = Paginator(Partner.objects.select_related("market").order_by("name", "pk"), ROWS_PER_PAGE)
    shown = page.get_page(request.GET.get("p"))
    headings = [_("Name"), _("Market"), _("What its tokens open")]
    table = Table(_("Partners"), headings, [_of_partner(row) for row in shown])
    return show_tables(request, _("Partners"), [table], form=form, button=_("Add"), method="post", page=shown)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a partner's tokens and addresses; a new token is shown this once."""
    row = get_object_or_404(Partner, pk=pk)
    form = TokenForm(request.POST if request.method == "POST" else None)
    token = _added(request, row, form) if form.is_bound and form.is_valid() else None
    if token == "":
        return redirect("shop_office:partner", row.pk)
    return show_tables(
        request,
        row.name,
        [*_new(token), _tokens(row), _endpoints(row)],
        form=TokenForm() if token else form,
        button=_("Add"),
        method="post",
        links=[
            (_("Partners"), reverse("shop_office:partners")),
            (_("Change"), reverse("shop_office:partner_edit", args=[row.pk])),
            (_("What was sent"), reverse("shop_office:webhooks", args=[row.pk])),
        ],
    )


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a partner's programs may do, from which sites, and which goods they read."""
    row = get_object_or_404(Partner, pk=pk)
    form = ChoiceForm(request.POST or None, initial=ChoiceForm.of(row))
    if request.method == "POST" and form.is_valid():
        change_partner(row, form.values(), actor=actor_of(request), reason=form.cleaned_data["reason"])
        return redirect("shop_office:partner", pk)
    context = {
        "page_title": apart(row.name),
        "header_icon": "link-external",
        "form": form,
        "button": _("Save"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a token's last letters, and take it back."""
    row = get_object_or_404(PartnerToken.objects.select_related("partner"), pk=pk)
    if request.method == "POST":
        revoke_token(row, actor=actor_of(request))
        return redirect("shop_office:partner", row.partner_id)
    return _ask(request, str(row), _token(row), _("Take the token back"), row.partner_id)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an address with its secret; stop sending there, or go on."""
    row = get_object_or_404(WebhookEndpoint, pk=pk)
    if request.method == "POST":
        switch_endpoint(row, on=row.disabled_at is not None, actor=actor_of(request))
        return redirect("shop_office:partner", row.partner_id)
    button = _("Send again") if row.disabled_at else _("Stop sending")
    return _ask(request, row.url, [*_endpoint(row), Cell(row.secret)], button, row.partner_id)


@operators_only
@require_safe
def list_webhooks(request: HttpRequest, pk: int) -> HttpResponse:
    """List what was sent to a partner, the newest first."""
    row = get_object_or_404(Partner, pk=pk)
    rows = WebhookMessage.objects.filter(endpoint__partner=row).select_related("endpoint").order_by("-pk")
    headings = [_("Event"), _("Address"), _("State"), _("Attempts"), _("Last answer"), _("Happened")]
    listing = Listing(f"{row.name}: {_('What was sent')}", "mail", headings, _message)
    return show_list(request, listing, rows)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a message and what became of it; send it once more."""
    row = get_object_or_404(WebhookMessage.objects.select_related("endpoint"), pk=pk)
    if request.method == "POST":
        replay(row, actor=actor_of(request))
        return redirect("shop_office:webhooks", row.endpoint.partner_id)
    cells = [*_message(row), Cell(row.message_id), Cell(str(row.data))]
    return _ask(request, row.kind, cells, _("Send once more"), row.endpoint.partner_id)


def _added(request: HttpRequest, row: Partner, form: TokenForm) -> str | None:
    """Add what was typed; return a new token, nothing for an address alone, None where it is refused."""
    typed, actor = form.cleaned_data, actor_of(request)
    if typed["url"]:
        try:
            add_endpoint(row, typed["url"], [Event(one) for one in typed["events"]], actor=actor)
        except BadAddressError:
            form.add_error("url", _("Give an address that begins with https://, without name and password."))
            return None
    if typed.get("subject"):
        return _admitted(row, form, actor)
    return give_token(row, typed["label"], actor=actor) if typed["label"] else ""


def _admitted(row: Partner, form: TokenForm, actor: Actor) -> str | None:
    typed = form.cleaned_data
    try:
        admit(row, typed["label"], typed["issuer"], form.known_as(), actor=actor)
    except RefusedError as refusal:
        form.add_error("subject", sentence_for(refusal))
        return None
    return ""


def _ask(request: HttpRequest, title: str, cells: list[Cell], button: str, partner: int) -> HttpResponse:
    """Show one row and a button that acts on it."""
    return show_tables(
        request,
        title,
        [Table(title, [""] * len(cells), [cells])],
        form=forms.Form(),
        button=button,
        method="post",
        links=[(_("Partner"), reverse("shop_office:partner", args=[partner]))],
    )


def _new(token: str | None) -> list[Table]:
    if not token:
        return []
    return [Table(_("The new token. It is shown this once: copy it now."), [_("Token")], [[Cell(token)]])]


def _of_partner(row: Partner) -> list[Cell]:
    opens = ", ".join(str(words) for code, words in SCOPES if code in row.scopes)
    return [Cell(row.name, reverse("shop_office:partner", args=[row.pk])), Cell(row.market.code), Cell(opens)]


def _tokens(row: Partner) -> Table:
    headings = [_("Token"), _("What it is for"), _("Last used"), _("State")]
    return Table(_("Tokens"), headings, [_token(one) for one in row.tokens.order_by("pk")])


def _token(row: PartnerToken) -> list[Cell]:
    return [
        Cell(str(row), reverse("shop_office:partner_token", args=[row.pk])),
        Cell(row.label),
        Cell(str(row.used_on or "-")),
        Cell(pgettext("key", "taken back") if row.revoked_at else _("holds")),
    ]


def _endpoints(row: Partner) -> Table:
    headings = [_("Address"), _("What it is told"), _("State")]
    return Table(_("Addresses"), headings, [_endpoint(one) for one in row.endpoints.order_by("pk")])


def _endpoint(row: WebhookEndpoint) -> list[Cell]:
    state = pgettext("feed", "works")
    if row.failing_since:
        state = _("fails since %(when)s") % {"when": when(row.failing_since)}
    if row.disabled_at:
        state = _("off")
    return [
        Cell(row.url, reverse("shop_office:webhook_endpoint", args=[row.pk])),
        Cell(", ".join(str(words) for code, words in EVENTS if code in row.events)),
        Cell(state),
    ]


def _message(row: WebhookMessage) -> list[Cell]:
    return [
        Cell(row.kind, reverse("shop_office:webhook", args=[row.pk])),
        Cell(row.endpoint.url),
        Cell(row.get_state_display()),
        Cell(str(row.attempts)),
        Cell(str(row.status or row.fault or "-")),
        Cell(when(row.happened_at)),
    ]
