"""Guides and practice sheets: lists, pages, and handing a sheet in."""

from django import forms
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from home.training.actions.hand_in import hand_in
from home.training.models import Guide, PracticeSheet
from home.training.reading.guides import read_guide, read_guides, read_practice, read_practices, readable
from producers.access import holds_more, is_agent
from producers.conf import languages
from producers.domain.actors import Actor
from producers.domain.shown import spoken
from producers.reading.head import read_head
from producers.responses import mark_private, owner_page, shared_page
from producers.views.directory import page_number

LONGEST = 2000


class PracticeForm(forms.Form):
    """The five parts of a sheet, and who may read it."""

    title = forms.CharField(label=gettext_lazy("title"), max_length=160)
    situation = forms.CharField(label=gettext_lazy("situation"), max_length=LONGEST, widget=forms.Textarea)
    done = forms.CharField(label=gettext_lazy("what was done"), max_length=LONGEST, widget=forms.Textarea)
    result = forms.CharField(label=gettext_lazy("result"), max_length=LONGEST, widget=forms.Textarea)
    limits = forms.CharField(
        label=gettext_lazy("limits"), max_length=LONGEST, widget=forms.Textarea, required=False
    )
    readers = forms.ChoiceField(
        label=gettext_lazy("who may read it"), choices=PracticeSheet.Readers.choices, widget=forms.RadioSelect
    )
    use_required_attribute = False


@shared_page
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """List the guides; a topic that does not exist is all of them, a page that does not is not found."""
    asked, lang = request.GET.get("topic", ""), get_language() or "fr"
    topic = asked if asked in Guide.Topic.values else ""
    try:
        shown = read_guides(topic, page_number(request.GET.get("page", "1")), lang)
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    head = read_head("training:guides", languages=languages(), title=_("Guides"))
    return render(request, "home/training/guides.html", {**shown, "head": head})


@shared_page
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one guide."""
    found = Guide.objects.filter(live=True, slug=slug).prefetch_related("sources").first()
    if found is None:
        raise Http404(slug)
    return render(request, "home/training/guide.html", read_guide(found, get_language() or "fr"))


@shared_page
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """List the practice sheets that the reader may see."""
    may, lang = _may_read_all(request), get_language() or "fr"
    try:
        shown = read_practices(page_number(request.GET.get("page", "1")), lang, may)
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    head = read_head("training:practices", languages=languages(), title=_("Practice sheets"))
    answer = render(request, "home/training/practices.html", {**shown, "head": head, "may_write": may})
    return _answered(answer, may)


@shared_page
@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one practice sheet; whoever may not read it does not learn that it exists."""
    may = _may_read_all(request)
    found = readable(may).filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    return _answered(
        render(request, "home/training/practice.html", read_practice(found, get_language() or "fr")), may
    )


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Take a sheet of an agent or a manager: an editor reads it first."""
    if not _may_read_all(request):
        raise Http404
    form = PracticeForm(request.POST or None, initial={"readers": PracticeSheet.Readers.AGENTS})
    if request.method == "POST" and form.is_valid():
        actor = Actor(request.user.pk, request.user.get_username())
        words = dict(form.cleaned_data)
        readers = words.pop("readers")
        hand_in(words, language=spoken(get_language() or "fr"), readers=readers, actor=actor)
        return redirect(f"{reverse('training:practice_write')}?sent=1")
    context = {"form": form, "is_sent": request.GET.get("sent") == "1"}
    return render(request, "home/training/practice_write.html", context, status=422 if form.errors else 200)


def _may_read_all(request: HttpRequest) -> bool:
    """Agents of associations, and staff who hold more than a producer."""
    return bool(request.user.is_authenticated and (is_agent(request.user) or holds_more(request.user)))


def _answered(answer: HttpResponse, may: bool) -> HttpResponse:
    if may:
        mark_private(answer)
    return answer
