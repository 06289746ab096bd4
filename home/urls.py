"""Addresses that are not found in the tree of pages."""

from django.urls import path

from home.views.explained import explained
from home.views.feed import stories_feed

app_name = "home"
urlpatterns = [
    path("stories/feed.atom", stories_feed, name="stories_feed"),
    path("pages/<slug:slug>/", explained, name="explained"),
]
