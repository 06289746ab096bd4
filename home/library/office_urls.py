"""Addresses of the fund in the office, below the back office's own."""

from django.urls import path

from home.library.views import loan_desk, office

app_name = "library_office"
urlpatterns = [
    path("loans/", loan_desk.desk, name="loans"),
    path("loans/lend/", loan_desk.hand_over, name="lend"),
    path("loans/back/", loan_desk.bring_back, name="back"),
    path("loans/prolong/", loan_desk.prolong, name="prolong"),
    path("loans/wait/", loan_desk.put_on_the_list, name="wait"),
    path("loans/card/", loan_desk.new_card, name="new_card"),
    path("loans/<int:pk>/lost/", loan_desk.lost, name="lost"),
    path("loans/waits/<int:pk>/drop/", loan_desk.drop, name="drop"),
    path("<int:pk>/", office.room, name="room"),
    path("<int:pk>/arrive/", office.arrival, name="arrive"),
    path("<int:pk>/add/", office.add, name="add"),
    path("<int:pk>/close/", office.close, name="close"),
    path("<int:pk>/sheet.pdf", office.sheet, name="sheet"),
    path("visit/<int:pk>/cancel/", office.cancel, name="cancel"),
]
