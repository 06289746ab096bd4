"""Use each system of the Centre once, as people of the host's site do, beside the host's own ``home``."""

import json
import sys
from importlib import import_module
from typing import Any

from django.test import Client
from django.utils import timezone

import home
from home.awards.models import Nomination
from home.awards.testing.builders import an_award_edition
from home.events.testing.builders import an_event
from home.exhibition.testing.builders import a_room, a_work
from home.fairs.actions.tills import invite_till
from home.fairs.models import Receipt
from home.fairs.testing.builders import a_fair, goods_out
from home.impact.actions.freeze import freeze
from home.impact.testing.builders import a_statement
from home.library.testing.builders import a_document, shelved
from home.network.models import Listing
from home.stands.models import StandApplication
from home.stands.testing.builders import an_offer
from home.training.models import Project
from home.training.testing.builders import a_course, a_lesson, a_practice, held_at
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer, an_owner_of
from shop.actions.listing import refresh_listing
from shop.testing.builders import a_market, a_product, a_variant

SYSTEMS = (
    "awards", "events", "exhibition", "fairs", "impact", "library", "network", "stands", "training",
)  # fmt: skip
maker = a_producer(name="Aïcha", region="MA-06")


def a_maker() -> Client:
    """Return the browser of somebody who owns the maker's account."""
    hers = Client()
    hers.force_login(an_owner_of(maker))
    return hers


def page(client: Client, address: str, *words: str) -> str:
    """Return what stands on a page of the host's site; these words are among it."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)
    text = b"".join(answer).decode()
    missing = [word for word in words if word not in text]
    assert not missing, (address, missing)
    return text


def sent(client: Client, address: str, **typed: Any) -> None:
    """Send a form of the site, which leads on."""
    answer = client.post(address, typed)
    assert answer.status_code == 302, (address, answer.status_code, answer.content.decode()[:2000])


def use_awards(visitor: Client) -> None:
    """Nominate somebody."""
    edition = an_award_edition()
    page(visitor, "/awards/", f"/awards/{edition.slug}/")
    typed = {"category": "artisanat", "who": "peer", "name": "Itto", "contact": "0661000009"}
    sent(visitor, f"/awards/{edition.slug}/nominate/", **typed)
    assert Nomination.objects.get().name == "Itto"
    page(a_maker(), "/portal/awards/")


def use_events(visitor: Client) -> None:
    """Read the agenda and its calendar; taking a seat is a visit of its own."""
    an_event(slug="souk", title="Souk d'Azrou")
    page(visitor, "/agenda/", "/agenda/souk/")
    page(visitor, "/feeds/agenda.ics", "BEGIN:VEVENT")


def use_exhibition(visitor: Client) -> None:
    """Walk through a room to a work, from the label beside it as well."""
    work = a_work(producer=maker)
    room = a_room(work)
    page(visitor, f"/exhibition/{room.slug}/", f"/exhibition/works/{work.slug}/")
    page(visitor, f"/exhibition/{room.slug}/light/", "Tapis de mariage")
    label = visitor.get(f"/id/work/{work.export_id}")
    assert label.headers["Location"].endswith(f"/exhibition/works/{work.slug}/"), label.status_code
    page(visitor, f"/exhibition/works/{work.slug}/", "Tapis de mariage")


def use_fairs(_visitor: Client) -> None:
    """Make a phone a till and sell a piece with it."""
    rug = a_variant(a_product(producer=maker), stock=5, price=100)
    fair = a_fair(title="Foire d'Azrou")
    goods_out(fair, (rug, 3))
    hers = a_maker()
    sent(hers, "/portal/fair/", code=invite_till(fair, actor=SYSTEM).code)
    sent(hers, "/portal/fair/till/", **{f"q-{rug.pk}": "1", f"u-{rug.pk}": "10000", "given": "100"})
    assert Receipt.objects.get().sequence == 1


def use_impact(visitor: Client) -> None:
    """Read the figures, a statement of somebody else's, a frozen year and its data."""
    a_statement()
    edition = freeze(timezone.localdate().year - 1, actor=SYSTEM)
    page(visitor, "/impact/", "Le Journal, 2010", "/impact/figures/makers/")
    page(visitor, "/impact/figures/makers/")
    page(visitor, f"/impact/editions/{edition.slug}/")
    json.loads(page(visitor, f"/feeds/open-data/editions/{edition.slug}/datapackage.json", "figures.csv"))


def use_library(visitor: Client) -> None:
    """Find a document and cite it; harvesting is a visit of its own."""
    shelved(a_document(slug="indigo", title={"fr": "Indigo", "en": "Indigo"}))
    page(visitor, "/library/?q=indigo", "/library/indigo/")
    page(visitor, "/library/indigo/cite.ris", "Indigo")


def use_network(visitor: Client) -> None:
    """Say what she needs."""
    hers = a_maker()
    sent(hers, "/portal/network/say/", side="needs", thing="wool")
    assert Listing.objects.get().organisation == maker
    page(hers, "/portal/network/mine/")
    page(visitor, "/network/")


def use_stands(_visitor: Client) -> None:
    """Ask for a stand."""
    offer, hers = an_offer(), a_maker()
    page(hers, "/portal/stands/", f"/portal/stands/{offer.pk}/")
    sent(hers, f"/portal/stands/{offer.pk}/")
    assert StandApplication.objects.get().producer == maker


def use_training(visitor: Client) -> None:
    """Read a lesson and a practice, reckon a price, begin a project."""
    course, practice = a_course(slug="prix"), a_practice()
    a_lesson(course, "Compter la laine")
    held_at(course, an_event(kind="training"))
    page(visitor, "/training/prix/1/", "Compter la laine")
    page(visitor, "/tools/price/")
    page(visitor, f"/practice/{practice.slug}/")
    sent(visitor, "/project/", name="Itto B.", contact="0612345678", what="Des tapis")
    assert Project.objects.get().name == "Itto B."


def is_ours_beside_theirs(name: str) -> bool:
    """Say whether a system comes from our wheel while ``home`` is the host's own."""
    return "site-packages" in import_module(f"home.{name}").__file__ and "site-packages" not in home.__file__


a_market("ma")
for system in SYSTEMS:
    globals()[f"use_{system}"](Client())
    assert is_ours_beside_theirs(system), system
    sys.stdout.write(f"used {system}\n")
offer = a_product(producer=maker, name="Indigo de laine")
a_variant(offer, price="180.00", stock=3)
refresh_listing([offer.pk])
page(Client(), "/search/?q=indigo", "/shop/p/", "/library/indigo/")
sys.stdout.write("found across\n")
