"""Every element in every state that it has, for the gallery and its screenshots."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from types import SimpleNamespace as Values
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from producers.domain.shown import Shown
from producers.reading.bar_table import RowShown, TableShown
from shop.domain import cards
from storefront.gallery_centre import of_agenda, of_exhibition
from storefront.gallery_lists import of_lists
from storefront.gallery_systems import of_awards, of_library, of_network, of_training

Context = dict[str, Any]
NOT_SEEN = frozenset(f"producers/elements/{name}.html" for name in ("head", "sprite", "craft_signs"))
"""Parts of a page's head, and the drawings that others use: nothing to look at by themselves."""
ALLAUTH = ("badge", "button", "button_group", "field", "fields", "form", "panel")
"""Called by a tag, so by a template of their own."""


@dataclass(frozen=True)
class Sample:
    """One element: its template's name, and (state, markup) pairs. ``is_item`` stands inside a list."""

    name: str
    states: tuple[tuple[str, SafeString], ...]
    is_item: bool = False

    @property
    def anchor(self) -> str:
        """What its part of the page is called."""
        return self.name.replace("/elements/", "-").removesuffix(".html")


def samples(values: Context) -> list[Sample]:
    """Return all elements; ``values`` are those of ``storefront.gallery.sample_values``."""
    found = [
        Sample(
            name,
            tuple((state, render_to_string(name, context)) for state, context in states),
            is_item=name.endswith(("cart_line.html", "hit.html", "events/elements/part.html")),
        )
        for makers in MAKERS
        for name, states in makers(values)
    ]
    return found + [Sample(f"allauth/elements/{name}.html", _by_tag(name, values)) for name in ALLAUTH]


def _by_tag(name: str, values: Context) -> tuple[tuple[str, SafeString], ...]:
    words = values["words"]
    form = _form(values, f"allauth-{name}")
    context = {"name": name, "label": words["see"], "text": words["notices"]["info"], "form": form}
    return (("all", render_to_string("storefront/gallery_allauth.html", context)),)


def _form(values: Context, prefix: str, *, is_right: bool = False) -> forms.Form:
    """The sample form once more, with ids of its own."""
    data = {"name": "Salma", "phone": "0612345678", "region": "2", "pay": "cash"} if is_right else {}
    form: forms.Form = values["form"].__class__(values["words"], data)
    form.auto_id = f"{prefix}-%s"
    form.is_valid()
    return form


States = Iterator[tuple[str, Iterable[tuple[str, Context]]]]


def _of_producers(values: Context) -> States:
    words, label = values["words"], values["words"]["see"]
    yield (
        "producers/elements/badge.html",
        [
            ("proven", {"label": words["badges"][0]}),
            ("icon", {"label": label, "icon_name": "clock"}),
        ],
    )
    yield (
        "producers/elements/band.html",
        [(size or "plain", {"number": 5, "size": size}) for size in ("", "rule", "head")],
    )
    numbers = [("MA-05", "1 250", Decimal(1250)), ("MA-08", "310", Decimal(310)), ("MA-12", "–", None)]
    rows = tuple(
        RowShown(code, name, text, value)
        for (code, text, value), name in zip(numbers, words["regions"][:3], strict=True)
    )
    yield (
        "producers/elements/bar_table.html",
        [("all", {"table": TableShown("region", label, label, rows), "unit": label})],
    )
    yield from _of_makers(values)


def _of_forms(values: Context) -> States:
    words = values["words"]
    label, text = words["see"], words["notices"]["info"]
    yield "producers/elements/field_error.html", [("wrong", {"field": _form(values, "alone")["phone"]})]
    for place in ("producers", "shop"):
        yield (
            f"{place}/elements/button.html",
            [
                *(
                    (style or "first", {"label": label, "style": style})
                    for style in ("", "2", "accent", "plain")
                ),
                ("link", {"label": label, "url": "#", "icon_end": "arrow"}),
                ("icon", {"label": label, "icon_name": "cart", "wide": True}),
                ("busy", {"label": label, "busy": label, "name": "go", "value": "1"}),
            ],
        )
        yield (
            f"{place}/elements/errors.html",
            [
                ("list", {"errors": [words["notices"]["error"]]}),
                ("form", {"form": _form(values, f"{place}-named"), "title": words["empty"][0]}),
            ],
        )
        right, wrong = (
            _form(values, f"{place}-{name}", is_right=name == "right") for name in ("right", "wrong")
        )
        yield (
            f"{place}/elements/field.html",
            [
                *((f"{name}", {"field": right[name]}) for name in right.fields),
                *((f"{name} wrong", {"field": wrong[name]}) for name in ("name", "region", "pay")),
            ],
        )
        yield (
            f"{place}/elements/notice.html",
            [
                *((kind, {"kind": kind, "text": text}) for kind in ("info", "done", "warning", "error")),
                ("lines", {"lines": [text, label], "url": "#", "link": label}),
            ],
        )


def _of_makers(values: Context) -> States:
    words, makers, picture = values["words"], values["makers"], values["hero_picture"]
    yield "producers/elements/picture.html", [("there", {"picture": picture}), ("none", {"picture": None})]
    yield (
        "producers/elements/portrait.html",
        [
            ("photo", {"picture": picture, "number": 3}),
            ("cloth", {"picture": None, "number": 3}),
        ],
    )
    told = {"url": "#", "language": "ar", "length": "0:24", "transcript": None}
    spoken = Shown(words["notices"]["info"], "ar", "rtl")
    yield (
        "producers/elements/listen.html",
        [
            ("heard", {"sound": Values(**told)}),
            ("written down", {"sound": Values(**told | {"transcript": spoken})}),
        ],
    )
    yield (
        "producers/elements/producer_card.html",
        [
            *((f"{number}", {"card": card}) for number, card in enumerate(makers)),
            ("bare", {"card": replace(makers[1], sentence=None, crafts=(), badges=(), products=None)}),
        ],
    )
    yield (
        "producers/elements/region_map.html",
        [
            (view, {"regions": values["regions"], "view": view, "label": f"{words['by_region']} {number}"})
            for number, view in enumerate(("stars", "outlines", "none"))
        ],
    )
    other = values["products"][5].name
    yield (
        "producers/elements/text.html",
        [
            ("own", {"text": makers[0].name}),
            ("foreign", {"text": replace(other, lang="en", dir="ltr", is_fallback=True)}),
            (
                "foreign unmarked",
                {"text": replace(other, lang="ar", dir="rtl", is_fallback=True), "mark": False},
            ),
        ],
    )


def _of_offers(values: Context) -> States:
    words, price = values["words"], values["price"]
    yield (
        "shop/elements/breakdown.html",
        [("all", {"breakdown": values["breakdown"], "url": "#", "level": 3})],
    )
    bought = {"action": "#", "price": price, "quantities": values["quantities"]}
    variants = values["variants"]
    yield (
        "shop/elements/buy.html",
        [
            ("choice", bought | {"variants": _numbered(variants, 10), "chosen": 11}),
            ("unique", bought | {"variants": _numbered(variants[:1], 20), "chosen": 21, "quantities": []}),
            (
                "wrong",
                bought
                | {
                    "variants": _numbered(variants[:1], 30),
                    "chosen": 31,
                    "quantities": [],
                    "error": words["notices"]["warning"],
                },
            ),
        ],
    )
    yield from _of_prices(values)


def _of_prices(values: Context) -> States:
    words, products, price = values["words"], values["products"], values["price"]
    yield "shop/elements/maker_share.html", [("all", {"percent": 72})]
    yield "shop/elements/price.html", [
        ("plain", {"price": price}), ("large", {"price": price, "size": "large"}),
        ("lowest", {"price": price, "lowest": True}), ("open", {"price": None}),
        ("asked", {"price": None, "ask": words["see"]}),
    ]  # fmt: skip
    yield (
        "shop/elements/product_card.html",
        [
            *((f"{number}", {"card": card}) for number, card in enumerate(products)),
            ("gone", {"card": replace(products[0], is_available=False, picture=None)}),
        ],
    )
    yield (
        "shop/elements/service_dates.html",
        [("all", {"dates": _numbered(values["dates"], 40), "chosen": 40, "name": "day"})],
    )
    yield "shop/elements/share.html", [("all", {"url": "https://example.org/", "title": words["title"]})]
    states = ("here", "unique", "bookable", "to_order", "sold", "gone", "elsewhere", "on_request")
    yield (
        "shop/elements/stock.html",
        [
            *((state, {"state": state}) for state in states),
            ("days", {"state": "to_order", "days": 21}),
            ("few", {"state": "here", "count": 2}),
        ],
    )


def _of_purchases(values: Context) -> States:
    words, lines = values["words"], values["lines"]
    yield (
        "shop/elements/cart_line.html",
        [
            ("several", {"line": lines[1], "action": "#"}),
            ("unique", {"line": lines[0], "action": "#"}),
            ("plain", {"line": lines[1]}),
        ],
    )
    choice = {"name": "way", "value": "1", "label": words["pay"][0][1]}
    yield (
        "shop/elements/choice.html",
        [
            ("free", choice | {"id": "way-1", "detail": words["delivery"], "price": values["price"]}),
            ("chosen", choice | {"id": "way-2", "checked": True, "end": words["see"]}),
            ("closed", choice | {"id": "way-3", "disabled": True, "detail": words["notices"]["warning"]}),
            ("box", choice | {"id": "way-4", "type": "checkbox"}),
        ],
    )
    done = {"token": "gallery", "csrf_token": ""}
    yield (
        "shop/elements/service_done.html",
        [
            (state, done | {"line": Values(pk=1, service=state, may_say_done=state == "said_by_producer")})
            for state in ("done", "said_by_producer", "said_by_buyer")
        ],
    )
    yield (
        "shop/elements/other_ways.html",
        [
            (
                "two",
                {
                    "ways": (("card", words["see"]), ("transfer", words["see"])),
                    "token": "gallery",
                    "csrf_token": "",
                },
            )
        ],
    )
    yield from _of_orders(values)


def _of_orders(values: Context) -> States:
    words, steps = values["words"], values["steps"]
    yield (
        "shop/elements/steps.html",
        [
            (
                f"{at}",
                {"steps": [replace(step, state=_state(number, at)) for number, step in enumerate(steps)]},
            )
            for at in (0, len(steps) - 1)
        ],
    )
    moments = values["moments"]
    yield (
        "shop/elements/timeline.html",
        [
            ("under way", {"moments": moments}),
            ("over", {"moments": [replace(one, state="done", note=words["note"]) for one in moments]}),
            ("just begun", {"moments": [cards.Moment(one.label, "ahead") for one in moments]}),
        ],
    )
    talk = [
        Values(is_ours=is_ours, when=words["dates"][number], text=words["empty"][number])
        for number, is_ours in enumerate((False, True))
    ]
    yield "shop/elements/thread.html", [("both", {"messages": talk}), ("asked", {"messages": talk[:1]})]
    paper = Values(
        export_id="p",
        number="2026-0017",
        is_credit_note=False,
        is_advance=False,
        day=words["dates"][0],
        total=values["total"],
    )
    both = [paper, Values(**vars(paper) | {"is_credit_note": True, "number": "2026-0003"})]
    yield (
        "shop/elements/papers.html",
        [
            ("invoice", {"papers": both[:1], "token": "t", "has_press": True}),
            ("credit note", {"papers": both, "token": "t", "has_press": False}),
        ],
    )
    totals = {"rows": values["rows"], "total": values["total"]}
    yield (
        "shop/elements/totals.html",
        [
            ("plain", totals),
            ("makers", totals | {"maker": values["maker_total"]}),
        ],
    )


def _state(number: int, at: int) -> str:
    return "current" if number == at else "done" if number < at else "ahead"


def _numbered(rows: Iterable[Values], first: int) -> list[Values]:
    """The same rows with ids of their own, since no id may stand twice on a page."""
    return [Values(**{**vars(row), "id": first + number}) for number, row in enumerate(rows)]


MAKERS = (
    _of_producers, _of_forms, _of_offers, of_lists, _of_purchases, of_agenda, of_exhibition, of_awards,
    of_training, of_network, of_library,
)  # fmt: skip
