"""The tables of the documentation fund."""

from home.library.models.documents import Document, DocumentLanguage, Holding
from home.library.models.files import DocumentFile, DocumentPage
from home.library.models.search import LibraryRow, LibraryWords
from home.library.models.subjects import Subject
from home.library.models.support import Call, Initiative

__all__ = [
    "Call",
    "Document",
    "DocumentFile",
    "DocumentLanguage",
    "DocumentPage",
    "Holding",
    "Initiative",
    "LibraryRow",
    "LibraryWords",
    "Subject",
]
