"""Addresses of the office, below the back office's own."""

from django.urls import path

from shop.office import (
    enquiries,
    exceptions,
    hand_over,
    imports,
    makers,
    orders,
    packing,
    parcels,
    parts,
    prices,
    stock,
)

app_name = "shop_office"
urlpatterns = [
    path("orders/", orders.list_orders, name="orders"),
    path("orders/<int:pk>/", orders.show_order, name="order"),
    path("orders/<int:pk>/<slug:name>/", orders.operate, name="operate"),
    path("producer-orders/", parts.list_parts, name="parts"),
    path("producer-orders/<int:pk>/", parts.show_part, name="part"),
    path("producer-orders/<int:pk>/<slug:name>/", parts.take_step, name="part_step"),
    path("payment-exceptions/", exceptions.list_exceptions, name="exceptions"),
    path("payment-exceptions/<int:pk>/", exceptions.show_exception, name="exception"),
    path("parcels/", parcels.list_parcels, name="parcels"),
    path("parcels/<int:pk>/", parcels.show_parcel, name="parcel"),
    path("parcels/<int:pk>/<slug:name>/", parcels.take_step, name="parcel_step"),
    path("packing/by-maker/", packing.by_maker, name="pack_by_maker"),
    path("packing/by-buyer/", packing.by_buyer, name="pack_by_buyer"),
    path("packing/to-collect/", packing.to_collect, name="collect"),
    path("packing/given-to-carrier/", hand_over.hand_over, name="hand_over"),
    path("stock/", stock.list_stock, name="stock"),
    path("stock/<int:pk>/", stock.adjust_count, name="adjust"),
    path("prices/", prices.list_prices, name="prices"),
    path("prices/new/", prices.new_price, name="price_new"),
    path("prices/<int:pk>/", prices.change_price, name="price"),
    path("prices/<int:pk>/drop/", prices.take_price_off, name="price_drop"),
    path("imports/", imports.list_imports, name="imports"),
    path("imports/new/", imports.new_import, name="import_new"),
    path("imports/template.xlsx", imports.template, name="import_template"),
    path("imports/<int:pk>/", imports.show_import, name="import"),
    path("imports/<int:pk>/apply/", imports.apply, name="import_apply"),
    path("imports/<int:pk>/report.csv", imports.report, name="import_report"),
    path("makers/", makers.list_makers, name="makers"),
    path("makers/<int:pk>/", makers.show_maker, name="maker"),
    path("markets/", makers.list_markets, name="markets"),
    path("markets/<int:pk>/", makers.show_market, name="market"),
    path("enquiries/", enquiries.list_enquiries, name="enquiries"),
    path("enquiries/<int:pk>/", enquiries.show_enquiry, name="enquiry"),
]
