"""Addresses of the shop. Mount it under the language: ``i18n_patterns(path("", include("shop.urls")))``."""

from django.urls import URLPattern, URLResolver, path

from shop.views import country

app_name = "shop"
urlpatterns: list[URLPattern | URLResolver] = [
    path("shop/country/", country.country, name="country"),
]
