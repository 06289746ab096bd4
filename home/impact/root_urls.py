"""Addresses of the figures' data, without a language: mount it at the root, before ``shop.root_urls``."""

from django.urls import path

from home.impact.views import data

FROZEN = "feeds/open-data/editions/<slug:slug>"
urlpatterns = [
    path(f"{FROZEN}/datapackage.json", data.package, name="tiwizi_frozen_data"),
    path(f"{FROZEN}/figures.csv", data.table, name="tiwizi_frozen_figures"),
]
