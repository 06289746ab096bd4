"""Where Django finds the documentation fund."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

SHOWN = (
    "Call", "ClosedDay", "Document", "Document.languages", "Document.subjects", "DocumentFile",
    "DocumentLanguage", "Holding", "Initiative", "LibraryRow", "LibraryWords", "Opening", "ReaderKind",
    "Room", "SectorSeries", "SeriesValue", "Subject",
)  # fmt: skip
"""Tables that change what its public pages show."""

LENT = ("Copy", "Loan", "Reservation")
"""Tables that change what a page says of its copies, and nothing else."""


class LibraryConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "home.library"
    label = "tiwizi_library"
    verbose_name = _("Tiwizi: documentation fund")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have it harvested and found; say what counts and what is personal."""
        from home.library import published, receivers  # noqa: F401  they register
        from home.library.actions.cards import forget_readers
        from home.library.actions.forget_visits import forget_visits
        from home.library.actions.read_file import read_forgotten_files
        from home.library.actions.remind_loans import remind_loans
        from home.library.actions.reserve import pass_on_what_was_kept
        from home.library.figures import add_figures
        from home.library.permanent import found_document, found_series
        from home.library.personal_tables import LIBRARY_TABLES
        from home.library.plain_columns import PLAIN
        from home.library.reading.oai import Documents
        from home.library.reading.reconcile import seats_are_those_of_visits
        from home.library.search_kinds import add_kinds
        from producers.editions.areas import counts
        from producers.jobs import add_job
        from producers.personal import add_forgetting, add_personal
        from shop.oai_collections import add_collection
        from shop.reading.reconcile import add_check
        from shop.views.permanent import add_finder

        add_personal(LIBRARY_TABLES, PLAIN)
        add_forgetting(forget_visits)
        add_forgetting(forget_readers)
        add_figures()
        add_kinds()
        add_job(remind_loans, timedelta(hours=6))
        add_job(pass_on_what_was_kept, timedelta(hours=6))
        add_job(read_forgotten_files, timedelta(minutes=10))
        add_check(seats_are_those_of_visits)
        add_collection(Documents.spec, Documents)
        add_finder("document", found_document)
        add_finder("series", found_series)
        counts("library", *(f"tiwizi_library.{name}" for name in SHOWN))
        counts("loans", *(f"tiwizi_library.{name}" for name in LENT))
