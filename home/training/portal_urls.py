"""Addresses of training in the portal: ``path("portal/", include("home.training.portal_urls"))``."""

from django.urls import path

from home.training.views import followed, trainers

app_name = "training_portal"
urlpatterns = [
    path("projects/", followed.projects, name="projects"),
    path("projects/new/", followed.write_down, name="write_down"),
    path("projects/<slug:export_id>/", followed.project, name="project"),
    path("projects/<slug:export_id>/sheet/", followed.sheet, name="sheet"),
    path("projects/<slug:export_id>/producer/", followed.producer, name="producer"),
    path("trainer/", trainers.mine, name="trainer"),
]
