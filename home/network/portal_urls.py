"""Addresses of the network in the portal, under ``portal/network/``."""

from django.urls import path

from home.network.views import listings, purchases, talks

app_name = "network_portal"
urlpatterns = [
    path("", listings.network, name="network"),
    path("mine/", listings.mine, name="mine"),
    path("mine/<slug:token>/<slug:name>/", listings.step, name="step"),
    path("say/", listings.say_it, name="say"),
    path("messages/", talks.talks, name="talks"),
    path("messages/<slug:token>/", talks.talk, name="talk"),
    path("with/<slug:token>/", talks.write, name="write"),
    path("buy/", purchases.purchases, name="purchases"),
    path("buy/<slug:token>/", purchases.purchase, name="purchase"),
]
