"""Addresses of the agenda, in a language: ``path("", include("home.events.urls"))``."""

from django.urls import path

from home.events.views import agenda, at_the_door, door, papers, portal, reports, seats

app_name = "events"
urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/certificate/<str:token>/", door.certificate, name="certificate"),
    path("agenda/seat/<str:token>/", seats.seat, name="seat"),
    path("portal/agenda/", portal.agenda, name="portal_agenda"),
    path("portal/agenda/<slug:slug>/", portal.event, name="portal_event"),
    path("portal/agenda/<slug:slug>/other/", portal.other, name="portal_other"),
    path("portal/door/<str:token>/", at_the_door.page, name="at_door"),
    path("portal/door/<str:token>/people/", at_the_door.people, name="door_people"),
    path("portal/door/<str:token>/line/", at_the_door.line, name="door_line"),
    path("portal/door/<str:token>/scan/", at_the_door.scan, name="door_scan"),
    path("portal/door/<str:token>/app/", at_the_door.manifest, name="door_manifest"),
    path("agenda/seat/<str:token>/badge/", papers.badge, name="badge"),
    path("agenda/seat/<str:token>/outcome/", reports.outcome, name="outcome"),
    path("agenda/<slug:slug>/plan.pdf", papers.plan, name="plan"),
    path("agenda/<slug:slug>/", agenda.event, name="event"),
    path("agenda/<slug:slug>/register/", seats.register_seat, name="register"),
]
