"""What the kernel says of processes: their time on the processor, their memory."""

import contextlib
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """Return a process and all that came from it."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for pid in (int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()):
        if fields := _fields(pid):
            children[int(fields[1])].append(pid)
    found, step = [root], [root]
    while step:
        step = [child for pid in step for child in children[pid]]
        found += step
    return found


def parent(pid: int) -> int:
    """Return who started a process."""
    return int(_fields(pid)[1])


def cpu(root: int) -> float:
    """Return the seconds of processor time of a tree, with those of its children that have ended."""
    every = [fields for pid in tree(root) if (fields := _fields(pid))]
    return sum(float(one) for fields in every for one in fields[11:15]) / TICKS


def memory(pid: int) -> float:
    """Return what a process holds in MB, what it shares divided among those who share it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def resident(pid: int) -> float:
    """Return what a process holds in MB, shared or not."""
    return _said(pid, "VmRSS:")


def peak(pid: int) -> float:
    """Return the most that a process has held in MB.

    ``getrusage`` would count what its parent held when it was started.
    """
    return _said(pid, "VmHWM:")


def _said(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def _fields(pid: int) -> list[str]:
    """Return the fields of ``/proc/PID/stat`` behind the name; none when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


@contextlib.contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """Watch a process from a third one, which disturbs neither: afterwards the list holds one figure.

    It is the most that the process and those that it started held together at a moment, in MB; what they
    share is counted once.
    """
    found: list[float] = []
    watcher = subprocess.Popen(
        [sys.executable, __file__, str(pid)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield found
    finally:
        found.append(float(watcher.communicate()[0]))


def _watch(pid: int) -> None:
    """Look ten times a second until the input is closed, and say what was seen."""
    os.set_blocking(sys.stdin.fileno(), False)
    most, children = 0.0, Path(f"/proc/{pid}/task/{pid}/children")
    while _is_open(sys.stdin.fileno()):
        every = {pid, *map(int, children.read_text().split())} - {os.getpid()}
        most = max(most, sum(map(_held, every)))
        time.sleep(0.1)
    print(most)


def _is_open(line: int) -> bool:
    with contextlib.suppress(BlockingIOError):
        return bool(os.read(line, 1))
    return True


def _held(pid: int) -> float:
    """Return what a process holds, nothing once it is gone."""
    try:
        return memory(pid)
    except (OSError, StopIteration):
        return 0.0


if __name__ == "__main__":
    _watch(int(sys.argv[1]))
