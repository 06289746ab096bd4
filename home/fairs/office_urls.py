"""Addresses of fair mode in the office, below the back office's own."""

from django.urls import path

from home.fairs.views import office, sheets

app_name = "fairs_office"
urlpatterns = [
    path("", office.list_fairs, name="fairs"),
    path("<int:pk>/", office.show_fair, name="fair"),
    path("<int:pk>/tills/", office.invite, name="invite"),
    path("<int:pk>/goods/<int:variant>/", office.settle_pieces, name="settle_pieces"),
    path("<int:pk>/sheets/new/", sheets.new, name="new_sheet"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/sheet.pdf", sheets.paper, name="paper"),
    path("sheets/<int:pk>/<slug:name>/", sheets.step, name="step"),
    path("tills/<int:pk>/revoke/", office.revoke, name="revoke"),
    path("tills/<int:pk>/close/", office.close, name="close"),
    path("evenings/<int:pk>/", office.settle_cash, name="settle_cash"),
    path("receipts/<int:pk>/", office.settle_receipt, name="settle_receipt"),
]
