"""Addresses of the agenda without a language. They stand before ``shop.root_urls``, which has all feeds."""

from django.urls import path

from home.events.views import calendars

urlpatterns = [
    path("feeds/agenda.ics", calendars.agenda, name="tiwizi_agenda"),
    path("feeds/agenda/<slug:export_id>.ics", calendars.event, name="tiwizi_agenda_event"),
]
