"""Pages that an editor publishes, and what people agreed to for them."""

from home.models.consents import StoryConsent
from home.models.landing import LandingPage
from home.models.menus import Menu, MenuLink
from home.models.pages import HomePage
from home.models.stories import StoryIndexPage, StoryPage, StoryTag
from home.models.visits import Visit

__all__ = [
    "HomePage",
    "LandingPage",
    "Menu",
    "MenuLink",
    "StoryConsent",
    "StoryIndexPage",
    "StoryPage",
    "StoryTag",
    "Visit",
]
