"""Addresses of the shop without a language: ``path("", include("shop.root_urls"))`` at the root."""

from django.urls import URLPattern, URLResolver, path

from shop.views import notices, permanent, sitemaps

urlpatterns: list[URLPattern | URLResolver] = [
    path("id/<slug:kind>/<slug:export_id>", permanent.permanent, name="tiwizi_permanent"),
    path("webhooks/<slug:alias>/", notices.notice, name="tiwizi_notice"),
    path("sitemap.xml", sitemaps.index, name="tiwizi_sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.section, name="tiwizi_sitemap_section"),
]
