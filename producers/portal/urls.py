"""Addresses of the portal's ground floor: ``path("portal/", include("producers.portal.urls"))``."""

from django.urls import URLPattern, URLResolver, path

from producers.portal import consents, home, voice

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("for/", home.choose, name="choose"),
    path("voice/", voice.voice, name="voice"),
    path("story/consents/", consents.consents, name="consents"),
]
