"""Addresses of the shop that have no language. Mount them at the root: ``path("", include("shop.root_urls"))``."""

from django.urls import URLPattern, URLResolver, path

from shop.views import permanent

urlpatterns: list[URLPattern | URLResolver] = [
    path("id/<slug:kind>/<slug:export_id>", permanent.permanent, name="tiwizi_permanent"),
]
