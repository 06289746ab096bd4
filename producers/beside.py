"""The Centre's systems beside a ``home`` of somebody else's.

They are packages inside ours, such as ``home.events``. A host whose own ``home`` comes first on the path
would not find them; to look further for everything would bring our models, hooks and template tags along.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

OURS = Path(__file__).resolve().parent.parent / "home"


class SystemFinder(MetaPathFinder):
    """Finds our systems, and nothing else of our ``home``."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a system is; None for all else."""
        package, _, name = fullname.rpartition(".")
        if package != "home" or not (OURS / name / "apps.py").exists():
            return None
        return PathFinder.find_spec(fullname, [str(OURS)])


def find_systems() -> None:
    """Let Python find them where the host has none of that name. For settings; safe to repeat."""
    if not any(isinstance(finder, SystemFinder) for finder in sys.meta_path):
        sys.meta_path.append(SystemFinder())
