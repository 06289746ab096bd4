"""Asks one server for pages, some at a time, over connections that stay open; a process of its own.

``load.py PORT AT_ONCE SECONDS [COOKIE]`` reads addresses from its input, one a line, and asks for them in
turn until the time is over. It prints how long each took, in milliseconds, and how many answers were not 200.
"""

import http.client
import itertools
import json
import sys
import threading
import time

HEADERS = {"Host": "bench.test", "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
if len(sys.argv) > 4:
    HEADERS["Cookie"] = sys.argv[4]


def ask(
    port: int, addresses: "itertools.cycle[str]", until: float, times: list[float], bad: list[int]
) -> None:
    """Ask again and again."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        started = time.perf_counter()
        try:
            line.request("GET", next(addresses), headers=HEADERS)
            answer = line.getresponse()
            answer.read()
        except (http.client.HTTPException, ConnectionError):  # a worker that has served its share closes
            line.close()
            continue
        times.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            bad.append(answer.status)


def main() -> None:
    """Ask, and say what it took."""
    port, at_once, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    addresses = itertools.cycle(sys.stdin.read().split())
    times: list[float] = []
    bad: list[int] = []
    until = time.monotonic() + seconds
    who = [threading.Thread(target=ask, args=(port, addresses, until, times, bad)) for _ in range(at_once)]
    started = time.monotonic()
    for one in who:
        one.start()
    for one in who:
        one.join()
    json.dump({"times": times, "bad": bad, "seconds": time.monotonic() - started}, sys.stdout)


if __name__ == "__main__":
    main()
