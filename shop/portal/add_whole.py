"""A whole product on one screen: for when there is no line. What waits on the phone becomes one sketch.

The key of the sketch is drawn on the phone. However often and from wherever it is sent, it is one sketch; she
looks at it and sends it when the line is back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.domain.containers.base import SoundError
from producers.domain.export_ids import new_export_id
from producers.domain.grants import Permission
from producers.domain.recorded import MOST_SECONDS
from producers.domain.shown import spoken
from producers.domain.text import clean_text
from producers.domain.voices import OF_LANGUAGE
from producers.portal.acting import acting_in, others_for
from producers.portal.doors import portal_page
from producers.portal.sent_once import is_from_queue, sent_once
from producers.portal.spoken import SpokenForm
from producers.prompts.heard import voice_now
from producers.responses import MICROPHONE
from producers.sounds import checked_sound, sound_message
from shop.actions.sketch_photos import add_photo
from shop.actions.sketch_sounds import keep_sound
from shop.actions.sketches import answer
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.domain.sketches import MOST_PHOTOS
from shop.models import Category, ProductSketch
from shop.portal.add_steps import LONGEST_WORDS
from shop.portal.answers import Read, read_count, read_facts, read_price_form
from shop.portal.screens import find_sketch, language
from shop.portal.sketch_words import fault_words
from shop.reading.price_help import currency_written, home_market
from shop.reading.sketches import attributes_of
from shop.reading.whole_choices import materials_used, whole_screen


@dataclass
class Said:
    """What a whole form says: ``answers`` that can be kept, and what is wrong, by field."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def take(self, read: Read) -> None:
        """Add what was read of one part; a part with anything wrong says nothing."""
        self.errors |= read.errors
        self.answers |= {} if read.errors else read.answers


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: HttpRequest) -> HttpResponse:
    """Take all of a product at once; what is missing or wrong is asked for on the screens that follow."""
    if request.method != "POST":
        return _screen(request, new_export_id(), Said())
    # Without the queue, which names whom it is for, a screen that was kept for another one is not hers.
    if request.POST.get("whom", "") not in {"", acting_in(request).organisation.export_id}:
        raise Http404
    sketch = find_sketch(request, request.POST.get("key", ""))
    if sketch.sent_at is not None:
        return redirect("shop_portal:add_done", sketch.key)
    said = _read(request)
    try:
        _keep(request, sketch, said)
    except SketchError as error:
        if error.fault is SketchFault.GONE:
            raise Http404 from error
        return redirect("shop_portal:add_done", sketch.key)
    # A phone that sends by itself has nobody to ask: the screens that follow ask what is left out.
    is_asked = said.errors and not is_from_queue(request)
    return _screen(request, sketch.key, said) if is_asked else redirect("shop_portal:add_preview", sketch.key)


def _read(request: HttpRequest) -> Said:
    form, said = request.POST, Said()
    category = Category.objects.filter(slug=form.get("category", "")[:80]).first()
    if category is not None:
        said.answers["category"] = category
        said.take(read_facts(form, attributes_of(category), materials_used(acting_in(request).organisation)))
    if form.get("amount"):
        said.take(read_price_form(form, home_market().currency))
    if form.get("counting"):
        said.take(read_count(form))
    if words := clean_text(form.get("words", ""), LONGEST_WORDS):
        said.answers |= {"words": words, "language": language()}
    return said


def _keep(request: HttpRequest, sketch: ProductSketch, said: Said) -> None:
    """Keep what can be kept, each photo for itself; what cannot is said. Raises ``SketchError``."""
    acting = acting_in(request)
    answer(sketch.key, acting.organisation, said.answers, actor=acting.actor)
    for file in request.FILES.getlist("photo"):
        try:
            add_photo(sketch.key, acting.organisation, file, actor=acting.actor)
        except SketchError as error:
            if error.fault in {SketchFault.GONE, SketchFault.SENT}:
                raise
            said.errors["photo"] = fault_words(error)
    if sound := request.FILES.get("sound"):
        heard = voice_now() or OF_LANGUAGE.get(spoken(language()), language())
        try:
            checked = checked_sound(sound)
        except SoundError as error:
            said.errors["sound"] = sound_message(error)
        else:
            keep_sound(sketch.key, acting.organisation, checked, language=heard, actor=acting.actor)


def _screen(request: HttpRequest, key: str, said: Said) -> HttpResponse:
    market, typed, acting = home_market(), request.POST, acting_in(request)
    others = others_for(acting, request.user, Permission.MANAGE_PRODUCTS)
    context: Mapping[str, Any] = {
        **whole_screen(acting_in(request).organisation, language(), typed, said.errors),
        "key": key,
        "others": others if len(others) > 1 else [],
        "typed": typed,
        "errors": said.errors,
        "currency": currency_written(market, language()),
        "longest": LONGEST_WORDS,
        "most": MOST_PHOTOS,
        "most_seconds": MOST_SECONDS,
        "voice": SpokenForm(),
        "enough": _("%(most)d photos are enough. Remove one first.") % {"most": MOST_PHOTOS},
    }
    shown = render(request, "shop/portal/add/whole.html", context, status=422 if said.errors else 200)
    shown.headers["Permissions-Policy"] = MICROPHONE
    return shown
