"""Citations, read by the libraries that reference managers are built from."""

import bibtexparser
import pytest
import rispy

from home.library.domain.citing import Cited, bibtex, ris
from home.library.domain.kinds import KINDS
from home.library.domain.names import Name, names_in

NASTY = r"Laine & teinture: 100 % {naturel}, $5_000 #1 ~ C:\temp ^ « œuvre » عربي"


def cited(**fields) -> Cited:
    values = {
        "key": "aB3dE6gH9jK2mN5pQ8sT1v",
        "kind": "work",
        "title": NASTY,
        "url": "https://fund.test/id/document/x?a=1&b={2}",
        "creators": names_in("Aït Lahcen, Fadma\nCentre d'essai"),
        "publisher": "Éditions {Essai}",
        "issued": "2024-05",
        "isbn": "9780306406157",
        "abstract": "Une ligne.\nTY  - BOOK\r\nER  - ",
        "subjects": ("Tissage", "Laine"),
    }
    return Cited(**{**values, **fields})


def test_bibtex_is_read_back_whatever_a_title_holds():
    library = bibtexparser.parse_string(bibtex(cited()))
    assert not library.failed_blocks
    (entry,) = library.entries
    assert entry.entry_type == "book"
    fields = {field.key: field.value for field in entry.fields}
    plain = fields["title"]
    for written, meant in (
        (r"\textbackslash{}", "\\"), (r"\textasciitilde{}", "~"), (r"\textasciicircum{}", "^"),
        (r"\{", "{"), (r"\}", "}"), (r"\$", "$"), (r"\&", "&"), (r"\%", "%"), (r"\#", "#"), (r"\_", "_"),
    ):  # fmt: skip
        plain = plain.replace(written, meant)
    assert plain == NASTY
    assert fields["author"] == "Aït Lahcen, Fadma and {Centre d'essai}"
    assert fields["year"] == "2024"
    assert "{" not in fields["url"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_one_entry_and_one_record(kind):
    assert len(bibtexparser.parse_string(bibtex(cited(kind=kind))).entries) == 1
    assert len(rispy.loads(ris(cited(kind=kind)))) == 1


def test_ris_is_read_back_and_no_text_ends_its_record():
    (entry,) = rispy.loads(ris(cited()))
    assert entry["type_of_reference"] == "BOOK"
    assert entry["title"] == NASTY
    assert entry["authors"] == ["Aït Lahcen, Fadma", "Centre d'essai"]
    assert entry["abstract"] == "Une ligne. TY - BOOK ER -"
    assert entry["keywords"] == ["Tissage", "Laine"]
    assert entry["year"] == "2024"


def test_names_are_read_as_catalogues_write_them():
    assert names_in("Amrani، سعاد\n\n  ,  \nCentre") == (Name("Amrani", "سعاد"), Name("Centre"))
    assert [name.natural for name in names_in("El Idrissi, Hind")] == ["Hind El Idrissi"]
