"""Addresses of the agenda in the office, below the back office's own."""

from django.urls import path

from home.events.views import corrections, door, helpers, office, papers, reports

app_name = "agenda_office"
urlpatterns = [
    path("<int:pk>/", office.people, name="people"),
    path("<int:pk>/seats/", office.seats, name="seats"),
    path("<int:pk>/add/", office.add, name="add"),
    path("<int:pk>/cancel/", office.cancel, name="cancel"),
    path("<int:pk>/sheet.pdf", papers.sheet, name="sheet"),
    path("<int:pk>/badges.pdf", papers.badges, name="badges"),
    path("<int:pk>/report/", reports.report, name="report"),
    path("<int:pk>/report.csv", reports.report_table, name="report_table"),
    path("<int:pk>/report.pdf", reports.report_paper, name="report_paper"),
    path("<int:pk>/door/", door.door, name="door"),
    path("<int:pk>/door/upload/", door.upload, name="upload"),
    path("<int:pk>/corrections/", corrections.corrections, name="corrections"),
    path("<int:pk>/corrections/half-day/", corrections.half_day, name="half_day"),
    path("<int:pk>/corrections/funder/", corrections.funder, name="funder"),
    path("<int:pk>/helpers/", helpers.helpers, name="helpers"),
    path("helper/<int:pk>/revoke/", helpers.revoke, name="revoke"),
    path("<int:pk>/certificates/", door.certificates, name="certificates"),
    path("seat/<int:pk>/cancel/", office.cancel_one, name="cancel_one"),
]
