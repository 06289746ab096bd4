"""What the kernel says of processes: their time on the processor, their memory."""

import os
from collections import defaultdict
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
