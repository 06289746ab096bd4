"""Rows of the exhibition for tests. Every function takes what matters and invents the rest."""

from typing import Any

from home.exhibition.models import Hanging, Room, Work
from producers.testing.builders import a_producer, texts


def a_room(*works: Work, title: str | dict[str, str] = "Salle du tissage", **fields: Any) -> Room:
    """Build a public room of a region in which these works hang."""
    values = {"slug": f"salle-{Room.objects.count() + 1}", "kind": "region"}
    if fields.get("kind", "region") == "region":
        values["region"] = "MA-05"
    room: Room = Room.objects.create(title=texts(title), **(values | fields))
    for place, work in enumerate(works):
        Hanging.objects.create(room=room, work=work, position=place)
    return room


def a_work(*, title: str | dict[str, str] = "Tapis de mariage", **fields: Any) -> Work:
    """Build a public work that is not for sale."""
    values: dict[str, Any] = {"slug": f"oeuvre-{Work.objects.count() + 1}"}
    if "producer" not in fields:
        values["producer"] = a_producer()
    work: Work = Work.objects.create(title=texts(title), **(values | fields))
    return work
