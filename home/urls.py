"""Addresses of the stories that are no page of an editor."""

from django.urls import path

from home.views.feed import stories_feed

app_name = "home"
urlpatterns = [path("stories/feed.atom", stories_feed, name="stories_feed")]
