"""Addresses of the shop's part of the portal: ``path("portal/", include("shop.portal.urls"))``."""

from django.urls import URLPattern, URLResolver, path

from shop.portal import join

app_name = "shop_portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("join/", join.join, name="join"),
    path("join/done/", join.joined, name="joined"),
]
