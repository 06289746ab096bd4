"""Addresses of the network in the office, below the back office's own."""

from django.urls import path

from home.network.views import buying, meetings, office

app_name = "network_office"
urlpatterns = [
    path("", office.network, name="network"),
    path("buying/", buying.purchases, name="purchases"),
    path("buying/<int:pk>/", buying.purchase, name="purchase"),
    path("meetings/", meetings.plans, name="plans"),
    path("meetings/event/<int:pk>/", meetings.room, name="room"),
    path("meetings/<int:pk>/", meetings.plan, name="plan"),
    path("meetings/<int:pk>/papers.pdf", meetings.papers, name="papers"),
    path("meeting/<int:pk>/", meetings.meeting, name="meeting"),
]
