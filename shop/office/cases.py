"""Requests for help: the queue, one thread with all that may be done, and ready answers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.domain.actors import Actor
from producers.models import Act
from shop.actions import cases
from shop.actions.case_files import keep_evidence
from shop.actions.ready_answers import keep_answer
from shop.models import CannedAnswer, Case, CaseFile, Order
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.case_forms import (
    AnswerForm,
    CaseFilter,
    CloseForm,
    EvidenceForm,
    NoteForm,
    OpenForm,
    ReadyForm,
    ReopenForm,
    TheySaidForm,
)
from shop.office.tables import Cell, Listing, apart, show_list
from shop.reading.cases import direction_of, find_cases, ready_answers


@dataclass(frozen=True)
class Doing:
    """One thing to be done with a case: its words, when, what is typed, what it does."""

    title: Callable[[], str]
    form: type[Form]
    is_open: Callable[[Case], bool]
    act: Callable[[Case, Form, Actor], object]
    field: str = "text"


def _said(action: Callable[..., object], *, with_way: bool = True) -> Callable[[Case, Form, Actor], object]:
    def act(case: Case, form: Form, actor: Actor) -> object:
        typed = form.cleaned_data
        return action(case, typed["text"], actor=actor, **({"way": typed["way"]} if with_way else {}))

    return act


DOINGS = {
    "answer": Doing(
        lambda: _("Answer"), AnswerForm, lambda case: case.status != "closed", _said(cases.answer)
    ),
    "said": Doing(
        lambda: _("Write down what the buyer said"), TheySaidForm, lambda case: True, _said(cases.write_in)
    ),
    "note": Doing(
        lambda: _("Note for those who help"),
        NoteForm,
        lambda case: True,
        _said(cases.note, with_way=False),
    ),
    "file": Doing(
        lambda: _("Keep a file"),
        EvidenceForm,
        lambda case: True,
        lambda case, form, actor: keep_evidence(case, form.cleaned_data["file"], actor=actor),
        "file",
    ),
    "close": Doing(
        lambda: _("Close"),
        CloseForm,
        lambda case: case.status != "closed",
        lambda case, form, actor: cases.close_case(
            case, form.cleaned_data["outcome"], text=form.cleaned_data["text"], actor=actor
        ),
        "outcome",
    ),
    "reopen": Doing(
        lambda: _("Take up again"),
        ReopenForm,
        lambda case: case.status == "closed",
        lambda case, form, actor: cases.reopen_case(case, reason=form.cleaned_data["reason"], actor=actor),
        "reason",
    ),
}


@operators_only
@require_safe
def list_cases(request: HttpRequest) -> HttpResponse:
    """List those that are not closed, the most urgent first."""
    form = CaseFilter(request.GET)
    headings = [
        _("Number"),
        _("About"),
        _("Status"),
        _("Order"),
        _("To be answered by"),
        _("Looked after by"),
    ]
    listing = Listing(_("Requests for help"), "help", headings, _cells)
    link = (_("Ready answers"), reverse("shop_office:ready_answers"))
    return show_list(request, listing, find_cases(form.asked, request.user), form, link=link)


@operators_only
@require_safe
def show_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one thread; ``?ready=`` starts the answer from a ready one, in the buyer's language."""
    return _page(request, _case(pk))


@operators_only
@require_POST
def do(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one thing; what is refused is said beside the field."""
    case, doing = _case(pk), DOINGS.get(name)
    if name in ("take", "leave"):
        return _take(request, case, name)
    if doing is None:
        raise Http404
    form = doing.form(request.POST, request.FILES, prefix=name)
    if is_done(request, form, partial(doing.act, case, form, actor_of(request)), field=doing.field):
        return redirect("shop_office:case", pk=pk)
    return _page(request, case, name, form)


@operators_only
@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a kept file, as a download that no browser opens by itself."""
    row = get_object_or_404(CaseFile, pk=pk)
    response = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=f"evidence-{row.pk}", content_type=row.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def open_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a case for the buyer of an order who has called or written."""
    order = get_object_or_404(Order, pk=pk)
    form = OpenForm(request.POST or None)
    opened: list[Case] = []

    def act() -> None:
        typed = form.cleaned_data
        matter = cases.Matter(typed["kind"], order=order)
        opened.append(
            cases.open_case(
                matter, cases.asker_of(order), typed["text"], way=typed["way"], actor=actor_of(request)
            )
        )

    if request.method == "POST" and is_done(request, form, act, field="text"):
        return redirect("shop_office:case", pk=opened[0].pk)
    title = _("Request for help about %(number)s") % {"number": order.number}
    return _form_page(request, title, form, [(_("Buyer"), order.buyer_name)])


@operators_only
@require_safe
def list_ready(request: HttpRequest) -> HttpResponse:
    """List the ready answers."""
    listing = Listing(
        _("Ready answers"),
        "help",
        [_("Name"), _("Offered")],
        lambda row: [
            Cell(row.name, reverse("shop_office:ready_answer", args=[row.pk])),
            Cell(_("yes") if row.is_active else _("no")),
        ],
    )
    link = (_("New ready answer"), reverse("shop_office:ready_answer_new"))
    return show_list(request, listing, CannedAnswer.objects.order_by("name"), link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def ready_answer(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write a ready answer, or change one."""
    row = get_object_or_404(CannedAnswer, pk=pk) if pk else None
    form = ReadyForm(request.POST if request.method == "POST" else None, row=row)

    def act() -> None:
        typed = form.cleaned_data
        keep_answer(row, typed["name"], form.texts, is_active=typed["is_active"], actor=actor_of(request))

    if request.method == "POST" and is_done(request, form, act, field="name"):
        return redirect("shop_office:ready_answers")
    return _form_page(request, row.name if row else _("New ready answer"), form, [])


def _case(pk: int) -> Case:
    rows = Case.objects.select_related("order", "owner", "contact", "payment")
    found: Case = get_object_or_404(rows, pk=pk)
    return found


def _take(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    try:
        cases.take_case(case, owner=request.user if name == "take" else None, actor=actor_of(request))
    except cases.TakenError:
        messages.error(request, _("Somebody else was first."))
    return redirect("shop_office:case", pk=case.pk)


def _page(request: HttpRequest, case: Case, typed: str = "", form: Form | None = None) -> HttpResponse:
    ready = ready_answers(case.language)
    chosen = next((text for key, _name, text in ready if str(key) == request.GET.get("ready")), "")
    operations = [
        {
            "name": name,
            "title": doing.title(),
            "url": reverse("shop_office:case_do", args=[case.pk, name]),
            "form": form
            if name == typed
            else doing.form(prefix=name, initial={"text": chosen} if name == "answer" else None),
            "is_file": name == "file",
        }
        for name, doing in DOINGS.items()
        if doing.is_open(case) or name == typed
    ]
    context = {
        "page_title": _("Request for help %(number)s") % {"number": apart(case.number)},
        "header_icon": "help",
        "case": case,
        "contact": getattr(case, "contact", None),
        "thread": case.messages.select_related("author").order_by("pk"),
        "files": case.files.order_by("pk"),
        "links": case.links.order_by("pk"),
        "changes": case.order.changes.order_by("-pk")[:20] if case.order else [],
        "refunds": case.order.refunds.order_by("-pk")[:20] if case.order else [],
        "ready": ready,
        "direction": direction_of(case),
        "is_mine": case.owner_id == request.user.pk,
        "acts": Act.objects.filter(kind="case", object_id=case.pk).order_by("pk"),
        "operations": operations,
    }
    return render(request, "shop/office/case.html", context, status=422 if form else 200)


def _form_page(request: HttpRequest, title: str, form: Form, facts: list[tuple[str, str]]) -> HttpResponse:
    context = {
        "page_title": title,
        "header_icon": "help",
        "facts": facts,
        "form": form,
        "button": _("Save"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _cells(case: Case) -> list[Cell]:
    return [
        Cell(case.number, reverse("shop_office:case", args=[case.pk])),
        Cell(case.get_kind_display()),
        Cell(case.get_status_display()),
        Cell(case.order.number if case.order else ""),
        Cell(date_format(case.due_at, "SHORT_DATETIME_FORMAT") if case.due_at else ""),
        Cell(case.owner.get_username() if case.owner else ""),
    ]
