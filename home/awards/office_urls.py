"""Addresses of the awards in the office, below the back office's own."""

from django.urls import path

from home.awards.views import office

app_name = "awards_office"
urlpatterns = [
    path("<int:pk>/", office.desk, name="desk"),
    path("<int:pk>/go-on/", office.go_on, name="go_on"),
]
