"""Log lines that a machine reads, and none with an address, a phone, an account or a secret in it."""

import json
import logging
from datetime import UTC, datetime

from producers.domain.redact import redacted

OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "taskName"}
PLAIN = (str, int, bool)


class Lines(logging.Formatter):
    """Text for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as it is usually written, without what is personal."""
        return redacted(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line: when, how grave, who says it, what; and what was given as ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what went wrong stands under ``error`` with its trace."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        told |= {
            name: value
            for name, value in vars(record).items()
            if name not in OWN and not name.startswith("_") and isinstance(value, PLAIN)
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        clean = {name: redacted(value) if isinstance(value, str) else value for name, value in told.items()}
        clean["at"] = told["at"]
        return json.dumps(clean, ensure_ascii=False)
