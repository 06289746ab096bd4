"""What ``manage.py check`` says about the settings of ``producers``."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from producers import conf


@register("producers")
def every_channel_can_be_imported(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """producers.E001: a message channel names a class that is not there."""
    errors: list[CheckMessage] = []
    for alias, backend in conf.message_channels().items():
        try:
            import_string(backend["BACKEND"])
        except (KeyError, ImportError) as reason:
            text = f"PRODUCERS['MESSAGE_CHANNELS']['{alias}'] cannot be used: {reason}."
            errors.append(Error(text, id="producers.E001"))
    return errors
