"""Addresses of the shop without a language: ``path("", include("shop.root_urls"))`` at the root."""

from django.urls import URLPattern, URLResolver, path

from shop.views import permanent

urlpatterns: list[URLPattern | URLResolver] = [
    path("id/<slug:kind>/<slug:export_id>", permanent.permanent, name="tiwizi_permanent"),
]
