"""The fields of a request, as the processor's clients write them."""

import re
from typing import Any
from urllib.parse import parse_qsl


def nested(text: str) -> dict[str, Any]:
    """Read ``a[b][0]=c`` into dictionaries."""
    read: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        first, *inner = [name.split("[", 1)[0], *re.findall(r"\[([^\]]*)\]", name)]
        steps, at = [first, *inner], read
        for step in steps[:-1]:
            at = at.setdefault(step, {})
        at[steps[-1] or str(len(at))] = value
    return read
