"""Which app answers under which address."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.views.serve import serve
from producers.late import late
from shop.views import sitemaps
from storefront import api_docs, gallery, metrics, offline, views
from storefront.sitemaps import SECTIONS

gallery_pages = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/elements/", gallery.elements, name="gallery_elements"),
]
# An address is looked for in this order, and each vain look costs: what is asked for most comes first.
urlpatterns = i18n_patterns(
    *(gallery_pages if settings.SHOW_GALLERY else []),
    path("", include("home.urls")),
    path("", include("shop.urls")),
    path("offline/", offline.offline, name="offline"),
    path("api/", api_docs.page, name="api_docs"),
    path("account/", include("storefront.account_urls")),
    path("portal/", include("producers.portal.urls")),
    path("portal/", include("shop.portal.urls")),
    path("portal/", include("home.awards.portal_urls")),
    path("portal/fair/", include("home.fairs.urls")),
    path("portal/network/", include("home.network.portal_urls")),
    path("portal/stands/", include("home.stands.urls")),
    path("portal/", include("home.training.portal_urls")),
    path("", include("home.events.urls")),
    path("", include("home.training.urls")),
    path("", include("home.network.urls")),
    path("library/", include("home.library.urls")),
    path("awards/", include("home.awards.urls")),
    path("exhibition/", include("home.exhibition.urls")),
    path("", include("home.impact.urls")),
    path("", include("producers.urls")),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)$", serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)
urlpatterns += [
    path("", views.choose_language, name="choose_language"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>.+)$", views.media, name="media"),
    path("sitemap.xml", sitemaps.index, {"sections": SECTIONS}, name="sitemap"),
    path(
        "sitemap-<slug:name>-<int:number>.xml",
        sitemaps.section,
        {"sections": SECTIONS},
        name="sitemap_section",
    ),
    late("api/v1/", "storefront.api_urls", "api"),
    path("", include("home.events.root_urls")),
    path("", include("home.impact.root_urls")),
    path("", include("shop.root_urls")),
]
