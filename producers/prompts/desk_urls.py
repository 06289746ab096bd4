"""Addresses of the recording desk, below the back office."""

from django.urls import URLPattern, URLResolver, path

from producers.prompts import desk

app_name = "prompts_desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.voices, name="voices"),
    path("<slug:voice>/", desk.voice, name="voice"),
    path("<slug:voice>/<str:code>/", desk.prompt, name="prompt"),
]
