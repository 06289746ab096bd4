"""Addresses of the awards, in a language: ``path("awards/", include("home.awards.urls"))``."""

from django.urls import path

from home.awards.views import pages

app_name = "awards"
urlpatterns = [
    path("", pages.editions, name="editions"),
    path("<slug:slug>/", pages.edition, name="edition"),
]
