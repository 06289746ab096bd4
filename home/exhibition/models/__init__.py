"""Tables of the exhibition."""

from home.exhibition.models.rooms import Hanging, Room
from home.exhibition.models.stories import RoomStory
from home.exhibition.models.works import Work

__all__ = ["Hanging", "Room", "RoomStory", "Work"]
