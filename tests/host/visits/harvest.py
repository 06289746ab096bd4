"""Harvest the fund of the host's site by OAI-PMH: two records, then one of them taken back."""

import sys
from xml.etree import ElementTree as Tree

from django.test import Client

import home
import home.library
from home.library.testing.builders import a_document, shelved
from shop.testing.builders import a_market

OAI, DC = "{http://www.openarchives.org/OAI/2.0/}", "{http://purl.org/dc/elements/1.1/}"
LIST = "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=documents"
harvester = Client()


def harvested() -> dict[str, str]:
    """Return what stands in the answer by its title, and what is deleted by its identifier."""
    answer = harvester.get(LIST)
    assert answer.status_code == 200, answer.status_code
    found = {}
    for record in Tree.fromstring(answer.content).iter(f"{OAI}record"):
        header = record.find(f"{OAI}header")
        title = record.find(f".//{DC}title")
        name = header.findtext(f"{OAI}identifier") if title is None else title.text
        found[name] = header.get("status", "there")
    return found


a_market("ma")
rows = [
    a_document(slug=slug, title={"fr": title, "en": title})
    for slug, title in (("a", "Indigo"), ("b", "Argan"))
]
shelved(*rows)
assert sorted(harvested().items()) == [("Argan", "there"), ("Indigo", "there")], harvested()
page = harvester.get("/library/a/")
assert page.status_code == 200, page.status_code
rows[1].unpublish()
after = harvested()
assert after.pop("Indigo") == "there", after
((gone, status),) = after.items()
assert gone.endswith(rows[1].export_id), gone
assert harvester.get("/library/b/").status_code == 410
door = "own home" if "site-packages" not in home.__file__ and "site-packages" in home.library.__file__ else ""
sys.stdout.write(f"Indigo there, one {status}, {door}\n")
