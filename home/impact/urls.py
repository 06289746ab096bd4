"""Addresses of the figures. Mount it under the language, beside those of the shop."""

from django.urls import path

from home.impact.views import pages

app_name = "impact"
urlpatterns = [
    path("impact/", pages.impact, name="impact"),
    path("impact/figures/<slug:code>/", pages.figure, name="figure"),
    path("impact/editions/<slug:slug>/", pages.edition, name="edition"),
    path("impact/editions/<slug:slug>/<slug:code>/", pages.edition_figure, name="edition_figure"),
]
