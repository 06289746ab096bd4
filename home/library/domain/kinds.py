"""What kinds of documents there are, and what each is called by those who harvest, cite or search."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Called:
    """The names of one kind: DCMI type, schema.org type, BibTeX entry, RIS code, icon of the sprite."""

    dcmi: str
    schema: str
    bibtex: str
    ris: str
    icon: str


KINDS = {
    "work": Called("Text", "Book", "book", "BOOK", "book"),
    "journal": Called("Text", "Periodical", "misc", "JFULL", "list"),
    "publication": Called("Text", "Report", "techreport", "RPRT", "book"),
    "official": Called("Text", "DigitalDocument", "misc", "GOVDOC", "shield"),
    "audio": Called("Sound", "AudioObject", "misc", "SOUND", "sound"),
    "video": Called("MovingImage", "VideoObject", "misc", "VIDEO", "film"),
    "web": Called("InteractiveResource", "WebPage", "misc", "ELEC", "globe"),
}
"""Types of the DCMI vocabulary, of schema.org, and of the RIS format."""
