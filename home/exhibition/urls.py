"""Addresses of the exhibition, in a language: ``path("exhibition/", include("home.exhibition.urls"))``."""

from django.urls import path

from home.exhibition.views import embed, pages

app_name = "exhibition"
urlpatterns = [
    path("", pages.rooms, name="rooms"),
    path("works/<slug:slug>/", pages.work, name="work"),
    path("<slug:slug>/", pages.room, name="room"),
    path("<slug:slug>/light/", pages.light, name="light"),
    path("<slug:slug>/embed/", embed.embed, name="embed"),
    path("<slug:slug>/labels.pdf", pages.labels, name="labels"),
]
