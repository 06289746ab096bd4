"""Addresses of the desk, below the back office."""

from django.urls import path

from producers.desk import change, queue, recordings

app_name = "desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("<int:pk>/", change.change, name="change"),
    path("recordings/<int:pk>/", recordings.recording, name="recording"),
    path("recordings/<int:pk>/sound/", recordings.sound, name="sound"),
]
