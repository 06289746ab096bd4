"""Where Django finds the producers app."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

OFFERS = (
    "Organisation", "Organisation.crafts", "Evidence", "Consent", "FormerSlug", "Recording",
)  # fmt: skip
PAGES = ("Page", "Site", "Locale", "PageViewRestriction")


class ProducersConfig(AppConfig):
    """Labelled so that a host's own app of this name stays apart."""

    name = "producers"
    label = "tiwizi_producers"
    verbose_name = _("Tiwizi: producers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register checks, listeners, jobs, and what counts as a change of what pages show."""
        from producers import checks, letters_on_submissions, receivers  # noqa: F401  they register
        from producers.actions.erase_maker import erase_makers
        from producers.actions.fold_editions import fold_editions
        from producers.actions.forget_doors import forget_doors
        from producers.actions.forget_old import forget_letters, forget_reports
        from producers.actions.remove_pictures import remove_hidden_pictures
        from producers.actions.sent_once import forget_sendings
        from producers.actions.tell_help import tell_what_was_done
        from producers.editions.areas import counts
        from producers.editions.triggers import after_migrate, before_migrate
        from producers.guards import install_after_migrate, lift_before_migrate
        from producers.jobs import add_job
        from producers.personal import add_eraser, add_forgetting, add_personal
        from producers.personal_tables import GROUND_TABLES, search_tables
        from producers.plain_columns import PLAIN
        from producers.portal.own_tasks import put_on_the_home
        from producers.portal.today import add_to_home
        from producers.profile_kind import PROFILE
        from producers.prompts.door import DOOR_PROMPTS
        from producers.prompts.ground import PROMPTS
        from producers.prompts.known import add_prompts
        from producers.submissions import add_kind

        add_personal((*GROUND_TABLES, *search_tables()), PLAIN)
        add_prompts(*DOOR_PROMPTS, *PROMPTS)
        add_kind(PROFILE)
        put_on_the_home()
        add_to_home()
        add_eraser(erase_makers)
        add_forgetting(forget_letters)
        add_forgetting(forget_reports)
        add_forgetting(forget_doors)
        add_forgetting(forget_sendings)
        pre_migrate.connect(lift_before_migrate, sender=self, dispatch_uid="tiwizi_guards_lifted")
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="tiwizi_guards")
        add_job(remove_hidden_pictures, timedelta(minutes=1))
        add_job(fold_editions, timedelta(minutes=5))
        add_job(tell_what_was_done, timedelta(minutes=10))
        counts("words", "tiwizi_producers.Label", "tiwizi_producers.Craft")
        counts("prompts", "tiwizi_producers.PromptRecording")
        counts("offers", *(f"tiwizi_producers.{name}" for name in OFFERS))
        counts("pictures", "tiwizi_producers.Picture", part_of="offers")
        counts("pages", "tiwizi_producers.ProducerPage", *(f"wagtailcore.{name}" for name in PAGES))
        pre_migrate.connect(before_migrate, sender=self, dispatch_uid="tiwizi_editions_lifted")
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="tiwizi_editions")
        _know_what_makers_need()


def _know_what_makers_need() -> None:
    """Register the kinds of requirement, who is told how a maker stands, and her next step on the home."""
    from producers import evidence_receivers, peer_receivers, standing_receivers  # noqa: F401  they register
    from producers.actions.remind_expiry import remind_of_expiry
    from producers.domain.grants import Permission
    from producers.jobs import add_job
    from producers.portal.needs import next_today
    from producers.portal.peers import visits_today
    from producers.portal.tasks import Task, add_task, add_today
    from producers.prompts.known import add_prompts
    from producers.prompts.needs import PROMPTS
    from producers.requirement_kinds.base import add_requirement_kind
    from producers.requirement_kinds.ground import KINDS

    for kind in KINDS:
        add_requirement_kind(kind)
    add_today(next_today)
    add_today(visits_today)
    add_prompts(*PROMPTS)
    add_job(remind_of_expiry, timedelta(hours=12))
    add_task(
        Task("principles", _("Ten principles"), "shield", "portal:principles", Permission.EDIT_PROFILE, 70)
    )
