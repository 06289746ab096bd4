"""The demo's exhibition: three rooms, and works of which half are not for sale."""

from typing import Any

from home.events.models import Event
from home.exhibition.models import Hanging, Room, RoomStory, Work
from producers.models import Craft
from shop.models import Product
from storefront.demo.data import read, texts


def load_exhibition() -> None:
    """Write what is missing; a second run changes nothing."""
    if Room.objects.exists():
        return
    facts = read("exhibition.yaml")
    works = {one["slug"]: _work(one) for one in facts["works"]}
    for place, one in enumerate(facts["rooms"]):
        _room(place, one, works)


def _work(facts: dict[str, Any]) -> Work:
    like = Product.objects.select_related("producer").get(slug=facts["like"])
    picture = like.pictures.order_by("position").first()
    work: Work = Work.objects.create(
        live=False,
        slug=facts["slug"],
        title=texts(facts["title"]),
        description=texts(facts["text"]),
        is_fictional=True,
        producer=like.producer,
        product=like if facts.get("for_sale") else None,
        technique=like.techniques.order_by("pk").first(),
        hours=like.work_hours,
        made_in=facts["year"],
        picture=picture.picture if picture else None,
    )
    work.save_revision().publish()
    return work


def _room(place: int, facts: dict[str, Any], works: dict[str, Work]) -> None:
    hung = [works[slug] for slug in facts["works"]]
    room: Room = Room.objects.create(
        live=False,
        slug=facts["slug"],
        kind=facts["kind"],
        title=texts(facts["title"]),
        description=texts(facts["text"]),
        is_fictional=True,
        region=facts.get("region", ""),
        craft=Craft.objects.get(code=facts["craft"]) if "craft" in facts else None,
        event=Event.objects.get(slug=facts["event"]) if "event" in facts else None,
        picture=hung[0].picture,
        position=place,
    )
    for number, work in enumerate(hung):
        Hanging.objects.create(room=room, work=work, position=number)
    for language, told in facts.get("story", {}).items():
        RoomStory.objects.create(room=room, language=language, body=_story(told, room))
    Room.objects.get(pk=room.pk).save_revision().publish()


def _story(told: dict[str, Any], room: Room) -> list[tuple[str, Any]]:
    """A text, a picture that the room has, what somebody says, and two numbers."""
    numbers = [{"number": str(number), "what": what} for number, what in told["numbers"]]
    picture = [("picture", {"picture": room.picture, "caption": ""})] if room.picture else []
    quote = ("quote", {"words": told["quote"], "who": ""})
    return [("text", told["text"]), *picture, quote, ("numbers", numbers)]
