"""The channels by the alias under which the settings name them."""

from functools import cache

from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.module_loading import import_string

from producers import conf
from producers.channels.base import Channel


class UnknownChannelError(LookupError):
    """No channel of this alias is set up."""


@cache
def channel(alias: str) -> Channel:
    """Return a channel, built once. Raises ``UnknownChannelError``."""
    backend = conf.message_channels().get(alias)
    if backend is None:
        raise UnknownChannelError(alias)
    built: Channel = import_string(backend["BACKEND"])(**backend.get("OPTIONS", {}))
    return built


@receiver(setting_changed)
def forget(setting: str, **kwargs: object) -> None:
    """Build anew after a test has changed the settings."""
    if setting == "PRODUCERS":
        channel.cache_clear()
