"""Look into one file in a process of its own: ``python inspector check|read|preview <type> <path>``.

A file made to break a reader breaks this process, and nothing else. Writes JSON lines, or for ``preview``
a PNG; a refusal is one line with its ``fault``.
"""

import json
import sys

from limits import RefusedError, bound

SECONDS = {"check": 40, "read": 120, "preview": 20}
PDF, WORD, PLAIN = "pdf", "docx", "txt"


def main(verb: str, kind: str, path: str) -> None:
    """Do one of the three."""
    bound(SECONDS[verb])
    try:
        if verb == "preview":
            import papers

            sys.stdout.buffer.write(papers.preview(path))
        elif verb == "check":
            _say({"pages": _check(kind, path)})
        else:
            _read(kind, path)
    except RefusedError as refusal:
        _say({"fault": refusal.fault})
    except MemoryError:
        _say({"fault": "too_heavy"})


def _check(kind: str, path: str) -> int | None:
    if kind == PDF:
        import acting
        import papers

        pages: int = papers.check(path)
        if acting.acts(path):
            raise RefusedError("active")
        return pages
    import writings

    (writings.check_word if kind == WORD else writings.check_plain)(path)
    return None


def _read(kind: str, path: str) -> None:
    if kind == PDF:
        import papers

        pages = papers.texts(path)
    else:
        import writings

        pieces = writings.word_texts(path) if kind == WORD else writings.plain_texts(path)
        pages = enumerate(pieces, start=1)
    for number, text in pages:
        _say({"number": number, "text": text})


def _say(row: object) -> None:
    sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
