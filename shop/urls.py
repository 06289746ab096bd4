"""Addresses of the shop. Mount it under the language: ``i18n_patterns(path("", include("shop.urls")))``."""

from django.urls import URLPattern, URLResolver, path

from shop.views import (
    addresses,
    cart,
    catalogue,
    checkout,
    country,
    history,
    legal,
    makers,
    orders,
    paying,
    products,
    review,
    stock_notices,
)

app_name = "shop"
urlpatterns: list[URLPattern | URLResolver] = [
    path("shop/", catalogue.catalogue, name="catalogue"),
    path("shop/suggest/", catalogue.suggest, name="suggest"),
    path("shop/c/<slug:slug>/", catalogue.category, name="category"),
    path("shop/p/<slug:slug>/", products.product, name="product"),
    path("shop/p/<slug:slug>/ask/", products.ask, name="ask"),
    path("shop/p/<slug:slug>/asked/", products.asked, name="asked"),
    path("shop/p/<slug:slug>/tell-me/", stock_notices.tell_me, name="tell_me"),
    path("shop/back/<str:token>/", stock_notices.stock_notice, name="stock_notice"),
    path("producers/<slug:slug>/", makers.maker, name="maker"),
    path("pages/<slug:slug>/", legal.legal, name="legal"),
    path("shop/country/", country.country, name="country"),
    path("cart/", cart.cart, name="cart"),
    path("cart/add/", cart.add, name="add"),
    path("cart/line/", cart.line, name="line"),
    path("cart/accept/", cart.accept, name="accept"),
    path("checkout/", checkout.start, name="checkout"),
    path("checkout/address/", checkout.address, name="checkout_address"),
    path("checkout/delivery/", checkout.delivery, name="checkout_delivery"),
    path("checkout/payment/", checkout.payment, name="checkout_payment"),
    path("checkout/review/", review.review, name="checkout_review"),
    path("my-orders/", history.my_orders, name="my_orders"),
    path("my-addresses/", addresses.my_addresses, name="my_addresses"),
    path("my-consents/", history.my_consents, name="my_consents"),
    path("my-orders/data.json", history.my_data, name="my_data"),
    path("orders/find/", orders.find, name="find_order"),
    path("orders/<str:token>/", orders.order, name="order"),
    path("orders/<str:token>/proof/", orders.proof, name="order_proof"),
    path("orders/<str:token>/done/", orders.done, name="order_done"),
    path("orders/<str:token>/pay/", paying.pay, name="order_pay"),
    path("orders/<str:token>/pay-otherwise/", paying.pay_otherwise, name="order_pay_otherwise"),
]
