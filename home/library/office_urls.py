"""Addresses of the fund in the office, below the back office's own."""

from django.urls import path

from home.library.views import office

app_name = "library_office"
urlpatterns = [
    path("<int:pk>/", office.room, name="room"),
    path("<int:pk>/arrive/", office.arrival, name="arrive"),
    path("<int:pk>/add/", office.add, name="add"),
    path("<int:pk>/close/", office.close, name="close"),
    path("<int:pk>/sheet.pdf", office.sheet, name="sheet"),
    path("visit/<int:pk>/cancel/", office.cancel, name="cancel"),
]
