"""The demo in its order: words first, then people, then pictures, then offers and pages."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import connection

from producers.models import Organisation
from shop.actions.search_words import refresh_search_words
from storefront.demo import (
    accounts,
    agenda,
    awards,
    awards_now,
    cash,
    curated,
    editing,
    exhibition,
    explain,
    fairs,
    helping,
    impact,
    invoices,
    legal,
    library,
    loans,
    network,
    orders,
    organisations,
    pages,
    payouts,
    pictures,
    reading_room,
    series,
    stands,
    stories,
    taxonomy,
    trade,
    trainers,
    training,
    voices,
    workshop_sounds,
)
from storefront.demo.offers import OfferFacts, write

BATCH = 1000
Say = Callable[[str], None]


def load_all(say: Say) -> None:
    """Load everything that was written by hand."""
    say("Crafts, techniques, materials, labels…")
    taxonomy.load_vocabularies()
    taxonomy.load_attributes()
    say("Producers, associations, the centre…")
    organisations.load_organisations()
    invoices.load_sellers()
    taxonomy.load_markets(Organisation.objects.get(kind=Organisation.Kind.CENTRE))
    taxonomy.load_categories()
    taxonomy.load_fees()
    say("Pictures…")
    pictures.load_pictures()
    voices.load_voices()
    load_offers(curated.curated_offers(), say)
    say("Pages and legal texts…")
    pages.load_pages()
    stories.load_stories()
    impact.load_impact()
    explain.load_explaining()
    legal.load_legal()
    library.load_library()
    reading_room.load_reading_room()
    loans.load_loans()
    series.load_series()
    agenda.load_agenda()
    exhibition.load_exhibition()
    workshop_sounds.load_sounds()
    awards.load_awards()
    training.load_training()
    network.load_network()
    users = accounts.load_accounts()
    organisations.load_memberships(users)
    trainers.load_trainers(users)
    helping.load_helping(users)
    awards_now.load_running_awards(users)
    editing.load_editing(users)
    say("Orders…")
    orders.load_orders(say)
    _count_again()
    say("Cash, lists and statements…")
    cash.load_cash()
    say("Trade…")
    trade.load_trade(users)
    say("Invoices…")
    invoices.load_invoices()
    say("Payouts…")
    payouts.load_payouts()
    say("A fair at work…")
    fairs.load_fairs()
    stands.load_stands()
    invoices.load_invoices()  # of what the fair has sold
    orders.own_all()
    impact.freeze_last_year()
    _count_again()


def load_offers(offers: Iterable[OfferFacts], say: Say) -> None:
    """Write offers batch by batch, telling how far it is."""
    done = 0
    for batch in _batches(iter(offers)):
        done += len(write(batch))
        say(f"Offers… {done}")
    if done:
        refresh_search_words()
        _count_again()


def _count_again() -> None:
    """Have the planner look at what was loaded: it takes empty tables for small ones until it is told.

    At the shop's own tables: those of the server are shared, and in a transaction others would wait for them.
    """
    if connection.vendor == "postgresql":
        own = connection.introspection.django_table_names(only_existing=True, include_views=False)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, sorted(own)))}")


def _batches(offers: Iterator[OfferFacts]) -> Iterator[list[OfferFacts]]:
    while batch := list(islice(offers, BATCH)):
        yield batch
