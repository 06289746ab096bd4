"""Addresses of the awards in the portal: ``path("portal/", include("home.awards.portal_urls"))``."""

from django.urls import path

from home.awards.views import portal, visit

app_name = "awards_portal"
urlpatterns = [
    path("awards/", portal.awards, name="awards"),
    path("awards/visit/", visit.visit, name="visit"),
]
