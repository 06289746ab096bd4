"""Addresses of fair mode in the office, below the back office's own."""

from django.urls import path

from home.fairs.views import days, equipment, office, papers, sheets

app_name = "fairs_office"
urlpatterns = [
    path("", office.list_fairs, name="fairs"),
    path("equipment/", equipment.equipment, name="equipment"),
    path("equipment/keep/", equipment.keep, name="keep_equipment"),
    path("equipment/lend/", equipment.lend_it, name="lend"),
    path("equipment/<int:pk>/back/", equipment.back, name="give_back"),
    path("<int:pk>/", office.show_fair, name="fair"),
    path("<int:pk>/tills/", office.invite, name="invite"),
    path("<int:pk>/days/", days.days, name="days"),
    path("<int:pk>/days/fill/", days.fill, name="fill_days"),
    path("<int:pk>/days.csv", days.table, name="days_table"),
    path("<int:pk>/days.pdf", days.paper, name="days_paper"),
    path("days/<int:pk>/drop/", days.drop, name="drop_days"),
    path("<int:pk>/goods/<int:variant>/", office.settle_pieces, name="settle_pieces"),
    path("<int:pk>/sheets/new/", sheets.new, name="new_sheet"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("<int:pk>/poster.pdf", papers.poster, name="poster"),
    path("<int:pk>/round.pdf", papers.collection, name="round"),
    path("sheets/<int:pk>/sheet.pdf", papers.paper, name="paper"),
    path("sheets/<int:pk>/labels.pdf", papers.labels, name="labels"),
    path("sheets/<int:pk>/<slug:name>/", sheets.step, name="step"),
    path("tills/<int:pk>/revoke/", office.revoke, name="revoke"),
    path("tills/<int:pk>/close/", office.close, name="close"),
    path("evenings/<int:pk>/", office.settle_cash, name="settle_cash"),
    path("receipts/<int:pk>/", office.settle_receipt, name="settle_receipt"),
]
