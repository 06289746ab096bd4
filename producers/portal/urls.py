"""Addresses of the portal's ground floor: ``path("portal/", include("producers.portal.urls"))``."""

from django.urls import URLPattern, URLResolver, path

from producers.portal import home

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("for/", home.choose, name="choose"),
]
