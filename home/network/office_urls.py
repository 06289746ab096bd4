"""Addresses of the network in the office, below the back office's own."""

from django.urls import path

from home.network.views import office

app_name = "network_office"
urlpatterns = [path("", office.network, name="network")]
