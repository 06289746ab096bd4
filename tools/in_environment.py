"""Run a script with the tests' environment, which is made first when it is missing."""

import sys

from ground import PYTHON, ensure_environment, run

if __name__ == "__main__":
    ensure_environment(for_tests=True)
    run(PYTHON, *sys.argv[1:])
