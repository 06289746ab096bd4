"""Addresses of the network in the portal, under ``portal/network/``."""

from django.urls import path

from home.network.views import her_meetings, listings, purchases, talks

app_name = "network_portal"
urlpatterns = [
    path("", listings.network, name="network"),
    path("mine/", listings.mine, name="mine"),
    path("mine/<slug:token>/<slug:name>/", listings.step, name="step"),
    path("say/", listings.say_it, name="say"),
    path("messages/", talks.talks, name="talks"),
    path("messages/<slug:token>/", talks.talk, name="talk"),
    path("with/<slug:token>/", talks.write, name="write"),
    path("meetings/", her_meetings.meetings, name="meetings"),
    path("meetings/<slug:token>/", her_meetings.meeting, name="meeting"),
    path("meetings/at/<slug:slug>/", her_meetings.at_event, name="at_event"),
    path("meetings/at/<slug:slug>/paper.pdf", her_meetings.paper, name="paper"),
    path("buy/", purchases.purchases, name="purchases"),
    path("buy/<slug:token>/", purchases.purchase, name="purchase"),
]
