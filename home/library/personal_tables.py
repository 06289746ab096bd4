"""What is personal in the fund, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

LIBRARY_TABLES = (
    Personal(
        "tiwizi_library.Document",
        ("creators", "contributors", "rights_holder"),
        "names the authors of published documents, as the right to be named asks",
        Way.KEEP,
        "as long as the document is in the fund: an author's name is part of the published work",
    ),
    Personal(
        "tiwizi_library.Visit",
        ("name", "phone", "email", "person"),
        "she has a seat in a reading room",
        Way.BLANK,
        "a year after the visit; then the row counts without her",
        {"emails": ("email__iexact",), "phones": ("phone",)},
        blank={"document": None},
    ),
    Personal(
        "tiwizi_library.ReaderCard",
        ("name", "phone", "email", "person"),
        "she borrows from the fund",
        Way.BLANK,
        "a year after the last copy came back; then the loans count without her",
        {"emails": ("email__iexact",), "phones": ("phone",)},
    ),
)
