"""Addresses of the shop. Mount it under the language: ``i18n_patterns(path("", include("shop.urls")))``."""

from django.urls import URLPattern, URLResolver, path

from shop.views import catalogue, country, legal, makers, products

app_name = "shop"
urlpatterns: list[URLPattern | URLResolver] = [
    path("shop/", catalogue.catalogue, name="catalogue"),
    path("shop/c/<slug:slug>/", catalogue.category, name="category"),
    path("shop/p/<slug:slug>/", products.product, name="product"),
    path("shop/p/<slug:slug>/ask/", products.ask, name="ask"),
    path("shop/p/<slug:slug>/asked/", products.asked, name="asked"),
    path("producers/<slug:slug>/", makers.maker, name="maker"),
    path("pages/<slug:slug>/", legal.legal, name="legal"),
    path("shop/country/", country.country, name="country"),
]
