"""Addresses of the shop. Mount it under the language: ``i18n_patterns(path("", include("shop.urls")))``."""

from django.urls import URLPattern, URLResolver, path

from shop.views import country, legal

app_name = "shop"
urlpatterns: list[URLPattern | URLResolver] = [
    path("pages/<slug:slug>/", legal.legal, name="legal"),
    path("shop/country/", country.country, name="country"),
]
