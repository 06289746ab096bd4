"""What this process may use: the files that it opens come from outside."""

MEMORY_BYTES = 1536 * 1024 * 1024
MOST_PAGES = 2000
MOST_LETTERS = 6_000_000  # of one file; a long book has one million
MOST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_PARTS = 5000


class RefusedError(Exception):
    """A file that is not taken; ``fault`` says why, for programs."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def bound(seconds: int) -> None:
    """Let the system end this process when it takes too much. Where it cannot, the caller's clock does."""
    try:
        import resource
    except ImportError:  # not every system has it
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
