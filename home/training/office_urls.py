"""Addresses of training in the office, below the back office's own."""

from django.urls import path

from home.training.views import project_office, quiz

app_name = "training_office"
urlpatterns = [
    path("<int:pk>/quiz/", quiz.results, name="quiz"),
    path("projects/", project_office.projects, name="projects"),
    path("projects/<int:pk>/", project_office.project, name="project"),
]
