"""Run a command again and again: ``every.py SECONDS COMMAND...``. A failure is told and tried again."""

import subprocess
import sys
import time

if __name__ == "__main__":
    pause, command = float(sys.argv[1]), sys.argv[2:]
    while True:
        done = subprocess.run(command, check=False)
        if done.returncode:
            print(f"{' '.join(command)} ended with {done.returncode}", file=sys.stderr, flush=True)
        time.sleep(pause)
