"""Lists with money are read behind the scenes; the page of a list shows how far one is."""

from django.contrib.auth import get_user_model
from django_tasks import task

from producers.domain.actors import SYSTEM, Actor
from shop.actions.import_remittance import read_remittance
from shop.actions.import_statement import read_statement
from shop.actions.run_reconcile import run_reconcile
from shop.models import Remittance, Statement


def actor_of_run(user_id: int | None) -> Actor:
    """Return who asked for it, the system when nobody did."""
    user = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    return Actor(user.pk, user.get_username()) if user else SYSTEM


@task()
def read_remittance_task(run_id: int) -> None:
    """Match every line of a carrier's list."""
    run = Remittance.objects.get(pk=run_id)
    read_remittance(run, actor=actor_of_run(run.actor_id))


@task()
def read_statement_task(run_id: int) -> None:
    """Take every line of a bank statement."""
    run = Statement.objects.get(pk=run_id)
    read_statement(run, actor=actor_of_run(run.actor_id))


@task()
def reconcile_task() -> None:
    """Prove everything again."""
    run_reconcile()
