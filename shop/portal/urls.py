"""Addresses of the shop's part of the portal: ``path("portal/", include("shop.portal.urls"))``."""

from django.urls import URLPattern, URLResolver

app_name = "shop_portal"
urlpatterns: list[URLPattern | URLResolver] = []
