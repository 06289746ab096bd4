"""The tables of the documentation fund."""

from home.library.models.documents import Document, DocumentLanguage, Holding
from home.library.models.files import DocumentFile, DocumentPage
from home.library.models.room import ClosedDay, Half, Opening, ReaderKind, Room, Sitting, Visit
from home.library.models.search import LibraryRow, LibraryWords
from home.library.models.series import SectorSeries, SeriesValue
from home.library.models.subjects import Subject
from home.library.models.support import Call, Initiative

__all__ = [
    "Call",
    "ClosedDay",
    "Document",
    "DocumentFile",
    "DocumentLanguage",
    "DocumentPage",
    "Half",
    "Holding",
    "Initiative",
    "LibraryRow",
    "LibraryWords",
    "Opening",
    "ReaderKind",
    "Room",
    "SectorSeries",
    "SeriesValue",
    "Sitting",
    "Subject",
    "Visit",
]
