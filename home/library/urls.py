"""Addresses of the fund. Mount it under the language: ``path("library/", include("home.library.urls"))``."""

from django.urls import path, re_path

from home.library.views import library, support

app_name = "library"
urlpatterns = [
    path("", library.documents, name="list"),
    path("support/", support.support, name="support"),
    path("<slug:slug>/", library.document, name="document"),
    path("<slug:slug>/file/", library.file, name="file"),
    re_path(r"^(?P<slug>[-\w]+)/cite\.(?P<form>bib|ris)$", library.cite, name="cite"),
]
