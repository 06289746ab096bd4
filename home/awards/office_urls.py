"""Addresses of the awards in the office, below the back office's own."""

from django.urls import path

from home.awards.views import follow_ups, jury_office, nominations, office, pictures, visits_office

app_name = "awards_office"
urlpatterns = [
    path("<int:pk>/", office.desk, name="desk"),
    path("<int:pk>/go-on/", office.go_on, name="go_on"),
    path("<int:pk>/jury/", jury_office.jury, name="jury"),
    path("<int:pk>/jury/add/", jury_office.add, name="juror"),
    path("juror/<int:pk>/absent/", jury_office.absent, name="absent"),
    path("category/<int:pk>/places/", jury_office.places, name="places"),
    path("nomination/<int:pk>/dossier/", jury_office.dossier, name="dossier"),
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/<int:pk>/note/", follow_ups.note, name="note"),
    path("nomination/<int:pk>/", nominations.nomination, name="nomination"),
    path("nomination/<int:pk>/decide/", nominations.decide, name="decide"),
    path("nomination/<int:pk>/merge/", nominations.merge_into, name="merge"),
    path("nomination/<int:pk>/withdraw/", nominations.withdraw, name="withdraw"),
    path("nomination/<int:pk>/visit/", visits_office.visit, name="visit"),
    path("picture/<int:pk>/", pictures.for_the_desk, name="picture"),
    path("picture/<int:pk>/decide/", pictures.decide, name="picture_decide"),
    path("voice/<int:pk>/", nominations.voice, name="voice"),
]
