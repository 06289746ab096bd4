"""The language by the short way is Django's, whoever sets it and wherever."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from django.utils import translation

from producers.quick_language import is_found, language


def test_it_is_djangos_in_each_language_and_within_another():
    for code in ("fr", "ar", "en", "zgh"):
        with translation.override(code):
            assert language() == translation.get_language() == code
            assert is_found()
            with translation.override("en"):
                assert language() == "en"
            assert language() == code


def test_it_is_djangos_where_none_is_set():
    with translation.override(None):
        assert language() is translation.get_language() is None
    with translation.override("ar"):
        translation.deactivate()
        assert language() == translation.get_language() == "fr"


def test_another_thread_has_its_own_even_within_the_same_context():
    def there() -> tuple[str | None, str | None]:
        return language(), translation.get_language()

    with translation.override("ar"), ThreadPoolExecutor(1) as pool:
        assert set(pool.submit(there).result()) == {"fr"}
        assert set(pool.submit(copy_context().run, there).result()) == {"fr"}


def test_it_is_djangos_after_a_change_of_settings(settings):
    settings.LANGUAGE_CODE = "en"  # Django keeps the language in another place from now on
    for code in ("fr", "ar"):
        with translation.override(code):
            assert language() == translation.get_language() == code
            assert is_found()
