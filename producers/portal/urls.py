"""Addresses of the portal's ground floor: ``path("portal/", include("producers.portal.urls"))``."""

from django.urls import URLPattern, URLResolver, path

from producers.portal import consents, home, story, voice

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("for/", home.choose, name="choose"),
    path("voice/", voice.voice, name="voice"),
    path("story/", story.story, name="story"),
    path("story/words/", story.words, name="story_words"),
    path("story/photo/", story.photo, name="story_photo"),
    path("story/consents/", consents.consents, name="consents"),
]
