"""What became of each row, as a page and as a file that opens in any spreadsheet program."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import islice

from shop.domain.cells import harmless
from shop.domain.importing import Complaint, Fault, Outcome
from shop.imports.words import OUTCOMES, sentence_of
from shop.models import ImportRun

Line = tuple[int, str, str, str]


def read_report(
    run: ImportRun, outcome: str = "", start: int = 0, count: int | None = None
) -> Iterator[Line]:
    """Yield row number, key, outcome and sentences, from ``start`` on, of one outcome or of all."""
    if not run.report:
        return
    with run.report.open("rb") as file:
        lines = (json.loads(line) for line in file)
        wanted = (line for line in lines if not outcome or line[2] == outcome)
        stop = None if count is None else start + count
        for number, key, became, said in islice(wanted, start, stop):
            sentences = " ".join(sentence_of(Complaint(Fault(fault), where)) for fault, where in said)
            yield number, key, OUTCOMES[Outcome(became)](), sentences


def report_file(run: ImportRun) -> Iterator[bytes]:
    """Yield the report as CSV in UTF-8, a row at a time; no cell can be taken for a formula."""
    yield b"\xef\xbb\xbf"
    for line in read_report(run):
        text = io.StringIO()
        csv.writer(text).writerow([harmless(str(cell)) for cell in line])
        yield text.getvalue().encode()
