"""Addresses of the shop's part of the portal: ``path("portal/", include("shop.portal.urls"))``."""

from django.urls import URLPattern, URLResolver, path

from shop.portal import add, add_photos, add_steps, join, money, money_where, order_steps, orders, products

app_name = "shop_portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("join/", join.join, name="join"),
    path("join/done/", join.joined, name="joined"),
    path("add/", add.start, name="add"),
    path("add/<slug:key>/photos/", add_photos.photos, name="add_photos"),
    path("add/<slug:key>/photos/<int:pk>/", add_photos.photo, name="add_photo"),
    path("add/<slug:key>/kind/", add_steps.kind, name="add_kind"),
    path("add/<slug:key>/facts/", add_steps.facts, name="add_facts"),
    path("add/<slug:key>/price/", add_steps.price, name="add_price"),
    path("add/<slug:key>/price/gets/", add_steps.gets, name="add_gets"),
    path("add/<slug:key>/price/help/", add_steps.help_with_price, name="add_help"),
    path("add/<slug:key>/count/", add_steps.count, name="add_count"),
    path("add/<slug:key>/words/", add_steps.words, name="add_words"),
    path("add/<slug:key>/preview/", add.preview, name="add_preview"),
    path("add/<slug:key>/page/", add.page, name="add_page"),
    path("add/<slug:key>/done/", add.done, name="add_done"),
    path("add/<slug:key>/drop/", add.drop, name="add_drop"),
    path("products/", products.products, name="products"),
    path("products/away/", products.away, name="away"),
    path("products/<int:pk>/", products.product, name="product"),
    path("products/<int:pk>/price/", products.change_price, name="product_price"),
    path("products/<int:pk>/words/", products.change_words, name="product_words"),
    path("products/<int:pk>/take-away/", products.ask_take_away, name="product_take_away"),
    path("orders/", orders.list_orders, name="orders"),
    path("orders/<slug:number>/", orders.show_order, name="order"),
    path("orders/<slug:number>/do/", order_steps.take_step, name="order_step"),
    path("orders/<slug:number>/no/", order_steps.decline, name="order_decline"),
    path("orders/<slug:number>/photo/", order_steps.take_photo, name="order_photo"),
    path("orders/<slug:number>/photos/<int:pk>/", orders.show_photo, name="order_photo_file"),
    path("orders/<slug:number>/hand-over/", order_steps.hand_over, name="order_hand_over"),
    path("orders/<slug:number>/slip/", orders.show_slip, name="order_slip"),
    path("money/", money.my_money, name="money"),
    path("money/sales/", money.sales_behind, name="money_sales"),
    path("money/statement/", money.my_statement, name="money_statement"),
    path("money/where/", money_where.show_where, name="money_where"),
    path("money/where/change/", money_where.change_where, name="money_where_change"),
    path("money/shares/<int:pk>/", money.confirm_my_share, name="money_share"),
    path("money/paid/<slug:reference>/", money.show_payout, name="payout"),
]
