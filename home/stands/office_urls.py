"""Addresses of stands in the office, below the back office's own."""

from django.urls import path

from home.stands.views import office

app_name = "stands_office"
urlpatterns = [
    path("", office.list_offers, name="offers"),
    path("<int:pk>/", office.offer, name="offer"),
    path("<int:pk>/propose/", office.propose_all, name="propose"),
    path("<int:pk>/confirm/", office.confirm_all, name="confirm"),
    path("applications/<int:pk>/allocate/", office.place, name="allocate"),
    path("applications/<int:pk>/refuse/", office.say_no, name="refuse"),
]
