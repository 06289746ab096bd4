"""Files with money, from banks and carriers: sent, read behind the scenes, shown while they are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_tasks.base import Task

from shop.imports.money_words import sentence_of
from shop.models.cash import FileRun
from shop.office.cash_forms import LayoutForm
from shop.office.doing import acts_on

LOOK_AGAIN = "2"  # seconds
Counts = Sequence[tuple[Any, int, str]]
Facts = Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Intake:
    """How a kind of file is taken: its words, its form, the action that keeps it and the task that reads it.

    ``receive`` gets what was typed and returns the run, and whether it is new; ``url`` shows a run.
    """

    title: str
    text: str
    form: type[Form]
    receive: Callable[[Mapping[str, Any]], tuple[FileRun, bool]]
    task: Task
    url: str


def take_file(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Take a file, and have it read; one that was sent before leads to what it was then."""
    is_sent = request.method == "POST"
    form = intake.form(request.POST, request.FILES) if is_sent else intake.form()
    if is_sent and form.is_valid():
        run, is_new = intake.receive(form.cleaned_data)
        if is_new:
            intake.task.enqueue(run.pk)
        else:
            messages.warning(request, _("This file has been sent before. Nothing was counted twice."))
        return redirect(intake.url, run.pk)
    words = {
        "page_title": intake.title,
        "header_icon": "upload",
        "button": pgettext("desk", "Send"),
        "text": intake.text,
    }
    context = {**words, "form": form}
    return render(request, "shop/office/upload.html", context, status=422 if form.errors else 200)


def show_run(
    request: HttpRequest, run: FileRun, title: str, *, facts: Facts, counts: Counts, done: int = 0
) -> HttpResponse:
    """Show a file, and how many of its lines are what; the page looks again while it is being read."""
    is_under_way = run.state == FileRun.State.WAITING
    context = {
        "page_title": title,
        "header_icon": "upload",
        "alert": sentence_of(run.fault, run.fault_where),
        "is_under_way": is_under_way,
        "done": done if is_under_way else 0,
        "facts": facts,
        "counts": counts,
        "acts": acts_on([run._meta.model_name or ""], run.pk),
    }
    response = render(request, "shop/office/thing.html", context)
    if is_under_way:
        response.headers["Refresh"] = LOOK_AGAIN
    return response


def edit_layout(
    request: HttpRequest, form: LayoutForm, title: str, icon: str, *, save: Callable[[], None], after: str
) -> HttpResponse:
    """Show or save the columns of somebody's files; ``after`` is where it leads then."""
    if form.is_valid():
        save()
        messages.success(request, _("Done and written down."))
        return redirect(after)
    context = {"page_title": title, "header_icon": icon, "form": form, "button": _("Save")}
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)
