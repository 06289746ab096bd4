from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """The site itself: settings, addresses, templates. It has no models."""

    name = "storefront"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """List what is personal in the site's libraries, and have it forgotten."""
        from producers.jobs import add_brake
        from producers.personal import add_forgetting, add_page_eraser, add_personal
        from storefront.forgetting import erase_translations, forget_sessions, forget_tasks
        from storefront.hold import is_held
        from storefront.personal_tables import SITE_TABLES
        from storefront.plain_columns import PLAIN

        add_personal(SITE_TABLES, PLAIN)
        add_page_eraser(erase_translations)
        add_brake(is_held)
        add_forgetting(forget_sessions)
        add_forgetting(forget_tasks)
