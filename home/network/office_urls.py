"""Addresses of the network in the office, below the back office's own."""

from django.urls import path

from home.network.views import buying, office

app_name = "network_office"
urlpatterns = [
    path("", office.network, name="network"),
    path("buying/", buying.purchases, name="purchases"),
    path("buying/<int:pk>/", buying.purchase, name="purchase"),
]
