"""What the groups of the back office may do in the systems of the Centre."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import DraftStateMixin
from wagtail.snippets.models import get_snippet_models

from home.awards.models import Portrait
from home.awards.testing.builders import an_award_edition
from home.events.testing.builders import an_event
from producers.testing.builders import a_user
from storefront.roles import set_up_groups

pytestmark = pytest.mark.django_db


def of_the_centre() -> list:
    return [
        one
        for one in get_snippet_models()
        if one.__module__.startswith("home.") and one.__module__.count(".") > 2
    ]


@pytest.mark.parametrize("group", ["Editors", "Operators"])
def test_whatever_the_systems_of_the_centre_draft_is_written_and_published_by(group):
    user = a_user("writer")
    user.groups.add(set_up_groups()[group])
    models = of_the_centre()
    assert len(models) >= 15
    for model in models:
        name = f"{model._meta.app_label}.{{}}_{model._meta.model_name}"
        verbs = ["add", "change", *(["publish"] if issubclass(model, DraftStateMixin) else [])]
        assert all(user.has_perm(name.format(verb)) for verb in verbs), model


def test_live_rows_of_the_centre_are_nobodys_to_write_in_the_back_office():
    groups = set_up_groups()
    centre = {one._meta.label_lower for one in of_the_centre()}
    rights = Permission.objects.filter(group__in=groups.values())
    kept = {
        f"{one.content_type.app_label}.{one.content_type.model}"
        for one in rights.select_related("content_type")
    }
    apps = {one.partition(".")[0] for one in centre}
    assert {one for one in kept if one.partition(".")[0] in apps} == centre


def test_the_lists_and_forms_of_the_centre_open_in_the_back_office(client):
    user = a_user("writer")
    user.groups.add(set_up_groups()["Editors"])
    client.force_login(user)
    an_event()
    Portrait.objects.create(edition=an_award_edition(), year=2026, in_gallery=False)
    for model in of_the_centre():
        for view in ("list", "add"):
            address = reverse(model.snippet_viewset.get_url_name(view))
            page = client.get(address, headers={"accept-language": "fr"})
            assert page.status_code == 200, address
            assert not re.search(r">\s*(True|False|None)\s*<", page.content.decode()), address
