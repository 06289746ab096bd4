"""Every element on one page with made-up values, for those who work on the look; never in production."""

from datetime import date
from types import SimpleNamespace as Values
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from producers.domain.region_tiles import TILES, RegionShown
from producers.domain.shown import PictureShown, Shown, Source, direction
from producers.reading.head import Head
from shop.domain import cards
from storefront.gallery_states import samples
from storefront.gallery_words import WORDS

PICTURES = "/media/demo/"
SYSTEMS = ("awards", "events", "exhibition", "library", "network", "training")  # with a sheet of their own


class SampleForm(forms.Form):
    """One field of each sort, one of them wrong."""

    def __init__(self, words: dict[str, Any], data: dict[str, str]) -> None:
        super().__init__(data)
        for name, (label, help_text) in words["fields"].items():
            self.fields[name] = _field(name, label, help_text, words)


def _field(name: str, label: str, help_text: str, words: dict[str, Any]) -> forms.Field:
    options = {"label": label, "help_text": help_text}
    if name == "phone":
        return forms.CharField(widget=forms.TextInput(attrs={"type": "tel"}), **options)
    if name == "region":
        return forms.ChoiceField(choices=list(enumerate(words["regions"])), **options)
    if name == "pay":
        return forms.ChoiceField(choices=words["pay"], widget=forms.RadioSelect, **options)
    if name == "gift":
        return forms.BooleanField(required=False, **options)
    if name == "note":
        return forms.CharField(widget=forms.Textarea, required=False, **options)
    return forms.CharField(**options)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every element."""
    return render(request, "storefront/gallery.html", sample_values(get_language() or "fr"))


@require_safe
def elements(request: HttpRequest) -> HttpResponse:
    """Show every element in every state that it has, one below the other."""
    values = sample_values(get_language() or "fr")
    head = Head(canonical=request.path, title=values["words"]["see"])
    sheets = [static(f"home/{system}/{system}.css") for system in SYSTEMS]
    shown = {"words": values["words"], "samples": samples(values), "head": head, "sheets": sheets}
    return render(request, "storefront/gallery_elements.html", shown)


def sample_values(lang: str) -> dict[str, Any]:
    """Return made-up values for every element in French or Arabic."""
    words = WORDS["ar" if lang == "ar" else "fr"]
    form = SampleForm(words, {"name": "Salma Idrissi", "region": "2", "pay": "cash"})
    form.is_valid()
    return {
        "words": words,
        "form": form,
        "products": [_product(lang, number, words) for number in range(8)],
        "makers": [_maker(lang, number, words) for number in range(3)],
        "regions": _regions(words),
        "breakdown": _breakdown(words),
        "pictures": [_picture(lang, name) for name in ("pottery-safi", "tadelakt-bowl", "tagine-cooking")],
        "hero_picture": _picture(lang, "rug-azilal"),
        "price": _money(18000, words),
        "facets": _facets(words),
        "chips": [cards.Chip(words["regions"][4], "#"), cards.Chip(words["categories"][1], "#")],
        "categories": [
            cards.PageLink(name, "#", is_current=number == 0)
            for number, name in enumerate(words["categories"])
        ],
        "pages": cards.Pages(
            2, 48, 150, "#", "#", tuple(cards.PageLink(str(n), "#", is_current=n == 2) for n in range(1, 7))
        ),
        "crumbs": [cards.Crumb(_shown(lang, name), "#") for name in words["crumbs"][:-1]]
        + [cards.Crumb(_shown(lang, words["crumbs"][-1]))],
        "steps": [
            cards.Step(number + 1, name, ["done", "current", "ahead", "ahead"][number], "#")
            for number, name in enumerate(words["steps"])
        ],
        "moments": [
            cards.Moment(
                name, "done" if n < 3 else "current" if n == 3 else "ahead", date(2026, 11, 20 + n), when
            )
            for n, (name, when) in enumerate(words["moments"])
        ],
        "variants": [
            Values(id=1, label=words["variants"][0], price=_money(18000, words), is_available=True, note=""),
            Values(
                id=2,
                label=words["variants"][1],
                price=_money(24000, words),
                is_available=True,
                note=words["note"],
            ),
            Values(id=3, label=words["variants"][2], price=_money(30000, words), is_available=False, note=""),
        ],
        "quantities": range(1, 6),
        "lines": [_line(lang, number, words) for number in range(2)],
        "rows": [Values(label=label, amount=_money(minor, words), note="") for label, minor in words["rows"]],
        "total": _money(46500, words),
        "maker_total": _money(30200, words),
        "dates": [
            Values(id=n, when_text=when, place=words["regions"][n], places_left=3 - n, is_full=n == 2)
            for n, when in enumerate(words["dates"])
        ],
        "cart_count": 2,
    }


def _shown(lang: str, text: str, own: str = "") -> Shown:
    code = own or lang
    return Shown(text, code, direction(code), is_fallback=bool(own) and own != lang)


def _money(minor: int, words: dict[str, Any]) -> cards.MoneyShown:
    whole, cents = divmod(minor, 100)
    text = f"{whole:,}".replace(",", words["thousands"]) + (f",{cents:02}" if cents else "")
    return cards.MoneyShown(minor, "MAD", f"{text}\u00a0{words['currency']}")


def _picture(lang: str, name: str) -> PictureShown:
    webp = ", ".join(f"{PICTURES}{name}-{width}.webp {width}w" for width in (240, 480, 720))
    avif = webp.replace(".webp", ".avif")
    sources = (Source("image/avif", avif), Source("image/webp", webp))
    return PictureShown(
        f"{PICTURES}{name}-480.jpg", 480, 600, _shown(lang, name), sources, is_illustration=True
    )


def _product(lang: str, number: int, words: dict[str, Any]) -> cards.ProductCard:
    file, name, minor, maker, place, percent = words["products"][number]
    return cards.ProductCard(
        url="#",
        name=_shown(lang, name, "fr" if number == 5 else ""),
        price=None if number == 7 else _money(minor, words),
        producer_name=_shown(lang, maker),
        producer_number=number * 3 + 1,
        place=place,
        picture=_picture(lang, file) if file else None,
        price_is_lowest_of_several=number == 2,
        maker_percent=percent,
        is_sold=number == 3,
        making_days=21 if number == 1 else None,
        is_service=number == 7,
    )


def _maker(lang: str, number: int, words: dict[str, Any]) -> cards.ProducerCard:
    name, place, crafts, sentence = words["makers"][number]
    badges = tuple(words["badges"]) if number == 0 else ()
    return cards.ProducerCard(
        "#",
        _shown(lang, name),
        number * 7 + 2,
        place,
        crafts,
        _shown(lang, sentence),
        None,
        badges,
        12 + number,
    )


def _regions(words: dict[str, Any]) -> list[RegionShown]:
    counts = [14, 9, 31, 18, 40, 22, 36, 27, 44, 7, 3, 0]
    return [
        RegionShown(iso, name, "#", count, is_current=iso == "MA-09")
        for iso, name, count in zip(TILES, words["regions"], counts, strict=True)
    ]


def _breakdown(words: dict[str, Any]) -> cards.BreakdownShown:
    parts = tuple(
        cards.PartShown(kind, label, receiver, _money(minor, words), minor // 180, kind == "materials")
        for kind, label, receiver, minor in words["parts"]
    )
    return cards.BreakdownShown(_money(18000, words), parts, 72)


def _facets(words: dict[str, Any]) -> list[cards.Facet]:
    values = tuple(
        cards.FacetValue(str(n), name, 40 - 9 * n, n == 0, "#") for n, name in enumerate(words["regions"][:5])
    )
    return [cards.Facet(str(n), name, values) for n, name in enumerate(words["facets"])]


def _line(lang: str, number: int, words: dict[str, Any]) -> Values:
    file, name, minor, maker, *_ = words["products"][number]
    return Values(
        id=number + 1,
        url="#",
        name=_shown(lang, name),
        producer_name=_shown(lang, maker),
        picture=_picture(lang, file),
        options=words["variants"][0],
        unit_price=_money(minor, words),
        total=_money(minor * 2, words),
        quantity=2 if number else 1,
        quantities=range(1, 6) if number else [],
        notes=[words["line_note"]] if number else [],
    )
