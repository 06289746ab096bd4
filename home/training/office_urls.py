"""Addresses of training in the office, below the back office's own."""

from django.urls import path

from home.training.views import project_office, quiz, trainer_office

app_name = "training_office"
urlpatterns = [
    path("<int:pk>/quiz/", quiz.results, name="quiz"),
    path("trainers/", trainer_office.trainers, name="trainers"),
    path("trainers/<int:pk>/", trainer_office.trainer, name="trainer"),
    path("projects/", project_office.projects, name="projects"),
    path("projects/<int:pk>/", project_office.project, name="project"),
    path("projects/<int:pk>/told/", project_office.told, name="project_told"),
]
