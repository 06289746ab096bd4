"""Addresses of the ground floor.

A host that also has the shop mounts ``shop.urls`` first: its profile shows offers.
"""

from django.urls import URLPattern, URLResolver, path

from producers.views import associations, directory, report

app_name = "producers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("producers/", directory.directory, name="directory"),
    path("producers/<slug:slug>/", directory.profile, name="profile"),
    path("associations/<slug:slug>/", associations.association, name="association"),
    path("report/", report.report, name="report"),
    path("report/sent/", report.report_sent, name="report_sent"),
]
