"""Who may open what in the office: a table of groups and addresses, and every address stands in it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from producers.policy import Policy, policy_of
from producers.testing.builders import a_user
from shop.office.urls import urlpatterns
from storefront.roles import set_up_groups
from tests.shop.office import test_office
from tests.shop.office.test_office import address

pytestmark = pytest.mark.django_db
built, made, world = test_office.built, test_office.made, test_office.world
# What each group of the back office sees, by the policy that a screen declares.
MAY = {
    "Editors": frozenset(),
    "Accountants": frozenset({Policy.ACCOUNTANT, Policy.APPROVER}),
    "Operators": frozenset({Policy.ACCOUNTANT, Policy.OPERATOR}),
    "Moderators": frozenset(),
}


def member_of(group: str) -> Client:
    set_up_groups()
    user = a_user(f"one-of-{group}")
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    client = Client()
    client.force_login(user)
    return client


def test_every_screen_of_the_office_says_whom_it_answers():
    said = {pattern.name: policy_of(pattern.callback) for pattern in urlpatterns}
    known = frozenset().union(*MAY.values())
    assert {name: policy for name, policy in said.items() if policy not in known} == {}


@pytest.mark.parametrize("group", sorted(MAY))
def test_a_group_opens_what_the_table_says_and_nothing_else(world, group):
    client, wrong = member_of(group), {}
    for pattern in urlpatterns:
        is_meant = policy_of(pattern.callback) in MAY[group]
        for method in ("get", "post"):
            status = getattr(client, method)(address(pattern.name, world)).status_code
            is_open = status not in (302, 403, 404) or (status == 302 and is_meant)
            if is_open != is_meant and not (is_meant and status == 404):
                wrong[f"{method} {pattern.name}"] = status
    assert wrong == {}


def may_now() -> dict[str, set[int]]:
    groups = set_up_groups().items()
    return {name: set(group.permissions.values_list("pk", flat=True)) for name, group in groups}


def test_a_group_that_is_set_up_twice_has_what_it_had():
    before = may_now()
    assert before == may_now()
    assert set(before) == set(MAY) - {"Moderators"}


def test_editors_who_once_got_orders_and_money_lose_them():
    editors = set_up_groups()["Editors"]
    operate = Permission.objects.get(codename="operate_shop")
    editors.permissions.add(operate)
    set_up_groups()
    assert not editors.permissions.filter(pk=operate.pk).exists()
