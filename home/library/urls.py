"""Addresses of the fund. Mount it under the language: ``path("library/", include("home.library.urls"))``."""

from django.urls import path, re_path

from home.library.views import cards, kiosk, library, rooms, series, support

app_name = "library"
urlpatterns = [
    path("", library.documents, name="list"),
    path("support/", support.support, name="support"),
    path("kiosk/", kiosk.start, name="kiosk"),
    path("kiosk/<slug:slug>/", kiosk.read, name="kiosk_read"),
    path("kiosk/<slug:slug>/file/", kiosk.file, name="kiosk_file"),
    path("series/", series.all_series, name="all_series"),
    path("series/<slug:slug>/", series.series, name="series"),
    re_path(r"^series/(?P<slug>[-\w]+)\.csv$", series.table, name="series_table"),
    path("room/", rooms.rooms, name="rooms"),
    path("room/<slug:slug>/", rooms.room, name="room"),
    path("visit/<str:token>/", rooms.visit, name="visit"),
    path("card/<str:token>/", cards.card, name="card"),
    path("wait/<slug:slug>/", cards.wait, name="wait"),
    path("shelf/", library.shelf, name="shelf"),
    path("<slug:slug>/", library.document, name="document"),
    path("<slug:slug>/file/", library.file, name="file"),
    re_path(r"^(?P<slug>[-\w]+)/cite\.(?P<form>bib|ris)$", library.cite, name="cite"),
]
