"""Addresses of the shop without a language: ``path("", include("shop.root_urls"))`` at the root."""

from django.urls import URLPattern, URLResolver, include, path

from shop.views import feeds, maps, notices, oai, open_data, permanent, sitemaps

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/dfc/", include("shop.dfc_urls")),
    path("feeds/map.<str:form>", maps.makers_map, name="tiwizi_map"),
    path("oai", oai.oai, name="tiwizi_oai"),
    path("feeds/open-data/datapackage.json", open_data.package, name="tiwizi_open_data"),
    path("feeds/open-data/<slug:name>.csv", open_data.table, name="tiwizi_open_figure"),
    path("id/<slug:kind>/<slug:export_id>", permanent.permanent, name="tiwizi_permanent"),
    path("webhooks/<slug:alias>/", notices.notice, name="tiwizi_notice"),
    path("sitemap.xml", sitemaps.index, name="tiwizi_sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.section, name="tiwizi_sitemap_section"),
    path("feeds/<str:name>", feeds.public_feed, name="tiwizi_feed"),
    path("feeds/<str:token>/<str:name>", feeds.private_feed, name="tiwizi_feed_of"),
]
