"""A product waits for a moderator: sent back with a reason, or published, while what is live stays."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowContentType, WorkflowTask

from producers.testing.builders import a_user
from shop.models import Price, Product, Stock
from shop.testing.builders import a_variant
from tests.shop.admin.test_products import EDIT, typed

pytestmark = pytest.mark.django_db
REASON = "La matière manque."


@pytest.fixture
def product():
    product = a_variant(price="180.00", stock=3).product
    product.save_revision()
    return product


@pytest.fixture
def moderators():
    """A workflow of one step, and the group whose members decide."""
    group = Group.objects.create(name="Checkers")
    task = GroupApprovalTask.objects.create(name="Check")
    task.groups.add(group)
    flow = Workflow.objects.create(name="Products are checked")
    WorkflowTask.objects.create(workflow=flow, task=task, sort_order=0)
    kind = ContentType.objects.get_for_model(Product)
    WorkflowContentType.objects.create(workflow=flow, content_type=kind)
    return group


def somebody(name: str, *permissions: str, group: Group | None = None) -> Client:
    """Sign in somebody who may enter the back office and do what is named."""
    user = a_user(name)
    codes = ["access_admin", *permissions]
    user.user_permissions.add(*Permission.objects.filter(codename__in=codes))
    if group:
        user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def submit(client: Client, product: Product) -> TaskState:
    form = typed(product, name_0="Un autre nom", **{"action-submit": "1"})
    assert client.post(reverse(EDIT, args=[product.pk]), form).status_code == 302
    return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)


def decide(client: Client, product: Product, state: TaskState, action: str) -> None:
    name = "wagtailsnippets_tiwizi_shop_product:workflow_action"
    address = reverse(name, args=[product.pk, action, state.pk])
    client.post(address, {"comment": REASON})


def untouched(product: Product) -> bool:
    """Whether price and stock are as they were built."""
    price = Price.objects.get(variant__product=product)
    return str(price.amount.amount) == "180.00" and Stock.objects.get(variant__product=product).on_hand == 3


def test_who_may_not_publish_hands_in_and_nothing_is_live_yet(product, moderators):
    editor = somebody("editor", "change_product")
    submit(editor, product)
    product.refresh_from_db()
    assert product.name.data["fr"] != "Un autre nom"
    refused = editor.post(reverse(EDIT, args=[product.pk]), typed(product, **{"action-publish": "1"}))
    product.refresh_from_db()
    assert refused.status_code in (200, 302)
    assert product.name.data["fr"] != "Un autre nom"


def test_it_is_sent_back_with_a_reason_and_stays_as_it_was(product, moderators):
    state = submit(somebody("editor", "change_product"), product)
    decide(
        somebody("checker", "change_product", "publish_product", group=moderators), product, state, "reject"
    )
    state.refresh_from_db()
    product.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_REJECTED, REASON)
    assert product.name.data["fr"] != "Un autre nom"
    assert untouched(product)


def test_what_is_approved_is_published_and_costs_what_it_did(product, moderators):
    state = submit(somebody("editor", "change_product"), product)
    decide(
        somebody("checker", "change_product", "publish_product", group=moderators), product, state, "approve"
    )
    product.refresh_from_db()
    assert product.name.data["fr"] == "Un autre nom"
    assert untouched(product)


def test_a_stranger_to_the_group_decides_nothing(product, moderators):
    state = submit(somebody("editor", "change_product"), product)
    decide(somebody("other", "change_product", "publish_product"), product, state, "approve")
    state.refresh_from_db()
    product.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert product.name.data["fr"] != "Un autre nom"
