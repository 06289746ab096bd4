"""A session takes a key without asking first; one that is taken already is nobody else's."""

import pytest
from django.contrib.sessions.models import Session

from storefront import sessions
from storefront.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_key_that_is_taken_is_left_to_whom_it_belongs(monkeypatch):
    first = SessionStore()
    first["mine"] = "kept"
    first.save()
    keys = iter([first.session_key, "b" * 32])
    monkeypatch.setattr(sessions, "get_random_string", lambda *_args: next(keys))
    second = SessionStore()
    second.create()
    assert second.session_key == "b" * 32
    assert SessionStore(first.session_key)["mine"] == "kept"
    assert Session.objects.count() == 2
