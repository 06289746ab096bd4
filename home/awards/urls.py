"""Addresses of the awards, in a language: ``path("awards/", include("home.awards.urls"))``."""

from django.urls import path

from home.awards.views import jury, nominate, pages, pictures, winners

app_name = "awards"
urlpatterns = [
    path("", pages.editions, name="editions"),
    path("answer/<str:token>/", nominate.answer, name="answer"),
    path("answer/<str:token>/picture/", pictures.for_her, name="answer_picture"),
    path("gallery/", winners.gallery, name="gallery"),
    path("jury/", jury.juries, name="juries"),
    path("jury/<slug:slug>/", jury.jury, name="jury"),
    path("jury/<slug:slug>/<slug:code>/", jury.grid, name="grid"),
    path("jury/<slug:slug>/<slug:code>/picture/<int:pk>/", pictures.for_jurors, name="grid_picture"),
    path("<slug:slug>/", pages.edition, name="edition"),
    path("<slug:slug>/ceremony/", winners.ceremony, name="ceremony"),
    path("<slug:slug>/nominate/", nominate.nominate_somebody, name="nominate"),
    path("<slug:slug>/thanks/", nominate.thanks, name="thanks"),
]
