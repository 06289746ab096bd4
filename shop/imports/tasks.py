"""Long imports run behind the scenes; the page of an import shows how far one is."""

from django.contrib.auth import get_user_model
from django_tasks import task

from producers.domain.actors import SYSTEM, Actor
from shop.actions.import_products import apply_import, check_import
from shop.models import ImportRun


@task()
def check_import_task(run_id: int) -> None:
    """Look at every row of a file."""
    check_import(ImportRun.objects.get(pk=run_id))


@task()
def apply_import_task(run_id: int, user_id: int | None) -> None:
    """Apply a file that was looked at, on behalf of who asked for it."""
    user = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    actor = Actor(user.pk, user.get_username()) if user else SYSTEM
    apply_import(ImportRun.objects.get(pk=run_id), actor=actor)
