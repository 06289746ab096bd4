"""Addresses of training in the office, below the back office's own."""

from django.urls import path

from home.training.views import quiz

app_name = "training_office"
urlpatterns = [
    path("<int:pk>/quiz/", quiz.results, name="quiz"),
]
