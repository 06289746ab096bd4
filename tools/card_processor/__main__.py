"""``python -m card_processor``: run the stand-in until told to stop, and say on which ports it listens."""

import argparse
import contextlib
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from .api import Api
from .control import Control
from .hooks import Hooks
from .rules import Processor
from .server import HOST, back, front, serve
from .store import Store

if TYPE_CHECKING:
    from .spec import Spec


def main() -> None:
    """Serve. The first line of the output names the addresses."""
    asked = _arguments()
    store = Store(asked.database)
    processor = Processor(store, "")
    hooks = Hooks(processor, asked.hook, asked.secret, asked.pause)
    door = serve(asked.port, front(Api(processor, _spec(asked.spec))))
    processor.page = f"http://{HOST}:{door.server_port}"
    control = (
        serve(asked.control_port, back(Control(processor, hooks))) if asked.control_port is not None else None
    )
    hooks.start()
    ports = {"api": processor.page}
    if control is not None:
        threading.Thread(target=control.serve_forever, daemon=True).start()
        ports["control"] = f"http://{HOST}:{control.server_port}"
    print(json.dumps(ports), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        door.serve_forever()


def _spec(folder: Path | None) -> "Spec | None":
    """Read the description where one is given: what checks with it is installed for tests alone."""
    if folder is None:
        return None
    from .spec import Spec  # needs packages that only tests have

    return Spec(folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="card_processor", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control-port", type=int, help="left out, nothing can be made to fail")
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--hook", default="", help="where notices go")
    parser.add_argument("--secret", required=True, help="what notices are signed with")
    parser.add_argument("--pause", type=float, default=2.0, help="seconds before a notice is sent again")
    parser.add_argument("--spec", type=Path, help="folder with the API description to check against")
    return parser.parse_args()


if __name__ == "__main__":
    main()
