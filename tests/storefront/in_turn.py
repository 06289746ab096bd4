"""Runs commands of ``manage.py`` one after the other, in one process: starting costs more than most of them.

Takes them as JSON, a list of lists of words, and prints for each what it said and its exit code.
"""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from django.core.management import execute_from_command_line


def main(commands: list[list[str]]) -> None:
    """Write a list with an exit code, what was said and the complaints for each command."""
    sys.stdout.write(json.dumps([_run(command) for command in commands]))


def _run(command: list[str]) -> tuple[int, str, str]:
    said, complaints, code = io.StringIO(), io.StringIO(), 0
    with redirect_stdout(said), redirect_stderr(complaints):
        try:
            execute_from_command_line(["manage.py", *command])
        except SystemExit as end:
            code = int(end.code or 0)
    return code, said.getvalue(), complaints.getvalue()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
