"""Addresses of stands in the portal: ``path("portal/stands/", include("home.stands.urls"))``."""

from django.urls import path

from home.stands.views import portal

app_name = "stands_portal"
urlpatterns = [
    path("", portal.stands, name="stands"),
    path("<int:pk>/", portal.ask, name="ask"),
    path("<int:pk>/pay/", portal.pay, name="pay"),
]
