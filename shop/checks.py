"""What ``manage.py check`` says about the shop's settings."""

from collections.abc import Mapping
from importlib.metadata import entry_points, packages_distributions
from importlib.util import find_spec
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from shop import conf
from shop.feeds.registry import ENTRY_POINTS as FEED_ENTRY_POINTS
from shop.gateways.registry import ENTRY_POINTS
from shop.payouts.registry import ENTRY_POINTS as PAYOUT_ENTRY_POINTS


@register("shop")
def every_backend_can_be_imported(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """shop.E001: a gateway, a feed, a way of delivery or of paying makers names a class that is not there."""
    return [
        *_wrong("GATEWAYS", conf.gateways(), ENTRY_POINTS),
        *_wrong("DELIVERY", conf.delivery(), ENTRY_POINTS),
        *_wrong("PAYOUTS", conf.payouts(), PAYOUT_ENTRY_POINTS),
        *_wrong("FEEDS", conf.feeds(), FEED_ENTRY_POINTS),
    ]


@register("shop")
def only_one_shop_is_installed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """shop.E002: another distribution, such as django-shop, brought a package of the same name."""
    owners = set(packages_distributions().get("shop", []))
    if len(owners) > 1:
        return [Error(f"'shop' is installed by {', '.join(sorted(owners))}.", id="shop.E002")]
    return []


@register("shop")
def every_issuer_can_be_believed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """shop.E003: an issuer of ``SHOP["OPENID"]`` lacks something, or PyJWT is not installed."""
    faults = [f"{name}: {fault}" for name, one in conf.openid().items() for fault in one.faults()]
    if conf.openid() and not find_spec("jwt"):
        faults.append("the extra 'openid' is not installed")
    return [Error(f"SHOP['OPENID']: {fault}.", id="shop.E003") for fault in faults]


def _wrong(key: str, backends: Mapping[str, conf.Backend], group: str) -> list[CheckMessage]:
    errors: list[CheckMessage] = []
    for alias, backend in backends.items():
        try:
            _import(backend["BACKEND"], group)
        except (KeyError, ImportError) as reason:
            errors.append(Error(f"SHOP['{key}']['{alias}'] cannot be used: {reason}.", id="shop.E001"))
    return errors


def _import(name: str, group: str) -> None:
    """Import a dotted path; a name without dots is an entry point of an installed distribution."""
    if "." in name:
        import_string(name)
    elif not entry_points(group=group, name=name):
        raise ImportError(f"no installed distribution brings {name!r}")
