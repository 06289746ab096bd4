"""Addresses of the interface of the Data Food Consortium, below ``/api/dfc/``; none ends with a slash."""

from django.urls import path

from shop.views import dfc

OF_HER = "enterprises/<str:maker>"
urlpatterns = [
    path("webid", dfc.webid, name="tiwizi_dfc_webid"),
    path("enterprises", dfc.enterprises, name="tiwizi_dfc_enterprises"),
    path(OF_HER, dfc.enterprise, name="tiwizi_dfc_enterprise"),
    path("enterprise_groups", dfc.enterprise_groups, name="tiwizi_dfc_groups"),
    path("enterprise_groups/<str:group>", dfc.enterprise_group, name="tiwizi_dfc_group_of"),
    path("addresses/<str:maker>", dfc.address, name="tiwizi_dfc_address"),
    path("product_groups/<str:product>", dfc.product_group, name="tiwizi_dfc_group"),
    path(f"{OF_HER}/supplied_products", dfc.supplied_products, name="tiwizi_dfc_products"),
    path(f"{OF_HER}/catalog_items", dfc.supplied_products, name="tiwizi_dfc_items"),
    path(f"{OF_HER}/supplied_products/<str:item>", dfc.supplied_product, name="tiwizi_dfc_product"),
    path(f"{OF_HER}/catalog_items/<str:item>", dfc.catalog_item, name="tiwizi_dfc_item"),
    path(f"{OF_HER}/offers/<str:item>", dfc.offer, name="tiwizi_dfc_offer"),
]
