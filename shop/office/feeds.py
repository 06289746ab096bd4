"""Feeds in the office: what each is, its health, and the keys of its readers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.domain.actors import Actor
from producers.reading.head import absolute
from shop import conf
from shop.actions.feed_tokens import (
    admit,
    ask_for_build,
    give_token,
    replace_token,
    revoke_token,
    save_channel,
)
from shop.domain.openid import KnownBy, name_of
from shop.models import FeedBuild, FeedChannel
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.doing import Table, when
from shop.office.feed_forms import AdmitForm, ChannelForm, TokenForm, TokenReasonForm
from shop.office.feed_words import ANSWERS, WHY
from shop.office.forms import ReasonForm
from shop.office.tables import Cell, Listing, apart, show_list
from shop.reading.feeds import LEFT_PER_PAGE, builds_of, left_lines

LAST = 20


@operators_only
@require_safe
def list_feeds(request: HttpRequest) -> HttpResponse:
    """List the channels with how they are."""
    rows = FeedChannel.objects.select_related("market", "current")
    headings = [
        _("Feed"),
        _("Dialect"),
        pgettext("feed", "For"),
        _("Items in"),
        _("Items out"),
        _("Last built"),
    ]
    link = (_("New feed"), reverse("shop_office:feed_new"))
    return show_list(request, Listing(_("Feeds"), "link-external", headings, _cells), rows, link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_feed(request: HttpRequest) -> HttpResponse:
    """Make a channel."""
    return _edit(request, FeedChannel(), _("New feed"))


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a channel; its file is made anew."""
    channel = _channel(pk)
    return _edit(request, channel, _("Feed %(name)s") % {"name": apart(channel.name)})


@operators_only
@require_safe
def show_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a channel's health."""
    return _page(request, _channel(pk))


@dataclass(frozen=True)
class Operation:
    """One thing to do with a channel; what it returns is a key to be shown once, or nothing."""

    title: Callable[[], str]
    form: Callable[..., Form]
    act: Callable[[FeedChannel, dict[str, Any], Actor], str | None]
    needs_token: bool = False
    is_offered: Callable[[FeedChannel], bool] = lambda channel: True


OPERATIONS = {
    "build": Operation(
        lambda: _("Make the file now"),
        ReasonForm,
        lambda channel, typed, actor: ask_for_build(channel, actor=actor, reason=typed["reason"]),
    ),
    "give": Operation(
        lambda: _("Give a key"),
        TokenForm,
        lambda channel, typed, actor: give_token(
            channel, typed["consumer"], actor=actor, reason=typed["reason"]
        ),
    ),
    "admit": Operation(
        lambda: _("Let in who is signed in elsewhere"),
        AdmitForm,
        lambda channel, typed, actor: _admit(channel, typed, actor),
        is_offered=lambda channel: channel.dialect == "dfc" and bool(conf.openid()),
    ),
    "replace": Operation(
        lambda: _("Replace a key"),
        TokenReasonForm,
        lambda channel, typed, actor: replace_token(typed["token"], actor=actor, reason=typed["reason"]),
        needs_token=True,
    ),
    "revoke": Operation(
        lambda: _("Revoke a key"),
        TokenReasonForm,
        lambda channel, typed, actor: revoke_token(typed["token"], actor=actor, reason=typed["reason"]),
        needs_token=True,
    ),
}


@operators_only
@require_POST
def operate(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the operations. A new key stands on the answer to the form, and nowhere afterwards."""
    channel, operation = _channel(pk), OPERATIONS.get(name)
    if operation is None or not operation.is_offered(channel):
        raise Http404
    form, keys = _form(operation, channel, name, request.POST), list[str | None]()
    act = partial(_act, operation, channel, form, actor_of(request), keys)
    if not is_done(request, form, act, field="reason"):
        return _page(request, channel, name, form)
    if keys[0]:
        return _page(request, _channel(pk), key=keys[0])
    return redirect("shop_office:feed", pk=pk)


def _act(
    operation: Operation, channel: FeedChannel, form: Form, actor: Actor, keys: list[str | None]
) -> None:
    keys.append(operation.act(channel, form.cleaned_data, actor))


def _admit(channel: FeedChannel, typed: dict[str, Any], actor: Actor) -> None:
    name = name_of(KnownBy(typed["known_by"]), typed["subject"])
    admit(channel, typed["consumer"], typed["issuer"], name, actor=actor, reason=typed["reason"])


def _form(operation: Operation, channel: FeedChannel, name: str, typed: Any = None) -> Form:
    more = {"channel": channel} if operation.needs_token else {}
    return operation.form(typed, prefix=name, **more)


def _edit(request: HttpRequest, channel: FeedChannel, title: str) -> HttpResponse:
    form = ChannelForm(request.POST or None, instance=channel)
    if request.method == "POST" and is_done(request, form, partial(_save, form, request), field="reason"):
        return redirect("shop_office:feed", pk=channel.pk)
    context = {"page_title": title, "header_icon": "link-external", "form": form, "button": _("Save")}
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _save(form: ChannelForm, request: HttpRequest) -> None:
    typed = {name: form.cleaned_data[name] for name in form.Meta.fields}
    save_channel(form.instance, typed, actor=actor_of(request), reason=form.cleaned_data["reason"])


def _channel(pk: int) -> FeedChannel:
    found: FeedChannel = get_object_or_404(FeedChannel.objects.select_related("market", "current"), pk=pk)
    return found


def _page(
    request: HttpRequest, channel: FeedChannel, typed: str = "", form: Form | None = None, key: str = ""
) -> HttpResponse:
    build = channel.current
    page = max(1, int(asked)) if (asked := request.GET.get("p", "1")).isdecimal() and len(asked) < 9 else 1
    lines = left_lines(build, page) if build else []
    context = {
        "page_title": _("Feed %(name)s") % {"name": apart(channel.name)},
        "header_icon": "link-external",
        "channel": channel,
        "facts": _facts(channel),
        "secret": _address(channel, build, key) if key else "",
        "tables": [
            (_("What is left out, and why"), _counted(build)),
            (_("Each item that is left out"), _left(lines)),
            (_("How it was made"), _builds(channel)),
            (_("Who has a key"), _tokens(channel)),
            (_("Who has read it"), _reads(channel)),
        ],
        "before": page - 1 if page > 1 else 0,
        "after": page + 1 if len(lines) == LEFT_PER_PAGE else 0,
        "operations": [
            {
                "title": operation.title(),
                "url": reverse("shop_office:feed_operate", args=[channel.pk, name]),
                "form": form if name == typed else _form(operation, channel, name),
            }
            for name, operation in OPERATIONS.items()
            if operation.is_offered(channel)
        ],
    }
    return render(request, "shop/office/feed.html", context, status=422 if form else 200)


def _facts(channel: FeedChannel) -> list[tuple[str, str]]:
    build = channel.current
    return [
        (_("Address"), _address(channel, build, "")),
        (_("Dialect"), channel.dialect),
        (pgettext("feed", "For"), _for(channel)),
        (_("Last built"), when(build.ended_at) if build else ""),
        (_("Items in"), str(build.items) if build else ""),
        (_("Bytes"), str(build.size) if build else ""),
    ]


def _address(channel: FeedChannel, build: FeedBuild | None, key: str) -> str:
    name = f"{channel.code}.{build.suffix}" if build else channel.code
    return absolute(f"/feeds/{name}" if channel.is_public else f"/feeds/{key or '…'}/{name}")


def _for(channel: FeedChannel) -> str:
    return f"{channel.language} · {channel.country} · {channel.market.currency}"


def _cells(channel: FeedChannel) -> list[Cell]:
    build = channel.current
    out = sum(build.left_out.values()) if build else 0
    return [
        Cell(channel.name, reverse("shop_office:feed", args=[channel.pk])),
        Cell(channel.dialect),
        Cell(_for(channel)),
        Cell(str(build.items) if build else ""),
        Cell(str(out) if build else ""),
        Cell(when(build.ended_at) if build else ""),
    ]


def _counted(build: FeedBuild | None) -> Table:
    counts = sorted(build.left_out.items()) if build else []
    return Table([_("Why"), _("Items")], [[Cell(_why(why)), Cell(str(count))] for why, count in counts])


def _left(lines: list[dict[str, Any]]) -> Table:
    rows = [
        [Cell(" · ".join(line["names"]) or line["id"], _product(line)), Cell(_why(line["why"]))]
        for line in lines
    ]
    return Table([_("Item"), _("Why")], rows)


def _product(line: dict[str, Any]) -> str:
    return reverse("shop:product", args=[line["slug"]]) if line["slug"] else ""


def _why(code: str) -> str:
    return str(WHY.get(code, code))


def _builds(channel: FeedChannel) -> Table:
    rows = [
        [Cell(when(one.started_at)), Cell(one.get_state_display()), Cell(str(one.items)), Cell(one.failure)]
        for one in builds_of(channel)[:LAST]
    ]
    return Table([_("Begun"), _("Status"), _("Items in"), _("What went wrong")], rows)


def _tokens(channel: FeedChannel) -> Table:
    rows = [
        [Cell(one.consumer), Cell(one.subject), Cell(when(one.created_at)), Cell(when(one.revoked_at))]
        for one in channel.tokens.order_by("-pk")[:LAST]
    ]
    return Table([_("Who reads it"), _("Signed in elsewhere as"), _("Since"), _("Revoked")], rows)


def _reads(channel: FeedChannel) -> Table:
    rows = [
        [
            Cell(one.token.consumer if one.token else _("anybody")),
            Cell(when(one.last_at)),
            Cell(str(ANSWERS.get(one.status, one.status))),
            Cell(str(one.count)),
        ]
        for one in channel.reads.select_related("token").order_by("-last_at")[:LAST]
    ]
    return Table([_("Who reads it"), _("Last time"), _("Answer"), _("Times within the hour")], rows)
