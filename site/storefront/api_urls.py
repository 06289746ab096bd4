"""The addresses of the API, of all floors together: ``late("api/v1/", "storefront.api_urls", "api")``."""

from django.urls import URLPattern

from home.api import stories
from shop.api.composed import addresses, compose

app_name = "api"
api = compose([stories.router])
urlpatterns: list[URLPattern] = addresses(api)
