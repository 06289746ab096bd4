"""Sessions in the database; the statement that reads one at every request is written and planned once."""

from typing import Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from producers.compiled import Compiled


class SessionStore(DatabaseStore):
    """Django's own, but for how it asks."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table; the base class reads it late, this module is loaded late."""
        return Session

    def _get_new_session_key(self) -> str:
        """Return a key without asking whether it is taken: whoever writes it second tries another."""
        return get_random_string(32, VALID_KEY_CHARS)

    def _get_session_from_db(self) -> Any:
        found = next(iter(_read(key=self.session_key or "", now=timezone.now())), None)
        if found is None:
            self._session_key = None
        return found


@Compiled
def _read(*, key: str, now: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
