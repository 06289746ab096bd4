"""What the Centre shows: awards, the exhibition, the fund, figures; drafts of them stand beside."""

from django.core.files.base import ContentFile

from home.awards.actions.pictures import add_pictures
from home.awards.models import Backer, Nomination, NominationPicture
from home.awards.testing.builders import a_nomination, an_award_edition
from home.exhibition.testing.builders import a_room, a_work
from home.impact.testing.builders import an_edition
from home.library.testing.builders import (
    a_card,
    a_copy,
    a_document,
    a_kept_file,
    a_loan,
    a_reading_room,
    a_series,
    a_visit,
)
from tests.pages.worlds.scene import Scene, Values


def add(scene: Scene) -> Values:
    """Add what is public, and the drafts beside it."""
    return {**_of_awards(), **_of_exhibition(), **_of_library(), **_of_impact()}


def _of_awards() -> Values:
    an_award_edition(slug="secret-prize", live=False, title={"fr": "Prix secret en ébauche"})
    edition = an_award_edition(slug="prize")
    one = {"slug": edition.slug}
    nomination = a_nomination(edition, name="Candidate secrète", phone="+212655443322")
    answer, grid = {"token": nomination.token}, {**one, "code": nomination.code}
    return {
        **{f"awards:{name}": one for name in ("edition", "nominate", "thanks", "jury")},
        "awards:answer": answer,
        "awards:answer_picture": answer,
        "awards:ceremony": {"slug": an_award_edition(slug="won", state="published").slug},
        "awards:grid": grid,
        "awards:grid_picture": grid | {"pk": _a_picture_of(nomination).pk},
    }


def _a_picture_of(nomination: Nomination) -> NominationPicture:
    add_pictures(
        Backer.objects.create(nomination=nomination, way="peer"), [ContentFile(b"picture", "secrète.jpg")]
    )
    return NominationPicture.objects.get()


def _of_exhibition() -> Values:
    a_room(
        a_work(slug="secret-work", live=False, title={"fr": "Œuvre secrète"}), slug="secret-room", live=False
    )
    one = {"slug": a_room(work := a_work(slug="shown-work"), slug="shown-room").slug}
    names = tuple(f"exhibition:{name}" for name in ("room", "light", "labels", "embed"))
    return {"exhibition:work": {"slug": work.slug}, **dict.fromkeys(names, one)}


def _of_library() -> Values:
    a_document(slug="secret", live=False, title={"fr": "Ébauche documentaire secrète"})
    one = {"slug": a_document(slug="dyes", licence="cc-by", file=a_kept_file()).slug}
    a_series(slug="secret-series", live=False, title={"fr": "Série secrète"})
    numbers, room = {"slug": a_series(slug="looms").slug}, a_reading_room()
    card = a_card(7, name="Lectrice qui emprunte en secret")
    lent = a_loan(a_copy(a_document(slug="lent")), card)
    return {
        **{f"library:{name}": one for name in ("document", "file", "kiosk_read", "kiosk_file")},
        "library:cite": {**one, "form": "bib"},
        **{f"library:{name}": numbers for name in ("series", "series_table")},
        "library:room": {"slug": room.slug},
        "library:card": {"token": card.token},
        "library:wait": {"slug": lent.copy.document.slug},
        "library:visit": {"token": a_visit(room, name="Lectrice secrète").token},
    }


def _of_impact() -> Values:
    edition, makers = {"slug": an_edition().slug}, {"code": "makers"}
    return {
        "impact:figure": makers,
        "impact:edition": edition,
        "impact:edition_figure": edition | makers,
        "tiwizi_frozen_data": edition,
        "tiwizi_frozen_figures": edition,
    }
