from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """The site itself: settings, addresses, templates. It has no models."""

    name = "storefront"
    default_auto_field = "django.db.models.BigAutoField"
