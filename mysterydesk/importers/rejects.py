"""How is it written down what was left out of an import?"""

import csv
import io
from collections.abc import Iterable, Mapping

from mysterydesk.importers.cells import harmless
from mysterydesk.importers.register import Rejected
from mysterydesk.importers.ticket_json import one_line
from sla.timeline import Json

COLUMNS = ("row", "ticket", "column", "value", "code", "reason", "whole_ticket")


def rejects_text(rejected: Iterable[Rejected], why: Mapping[str, str], *, as_json: bool) -> str:
    """Write the rows that were left out, as JSON lines or as a CSV that no spreadsheet computes.

    Args:
        rejected: In order.
        why: Sentence of each code.
        as_json: JSON lines.
    """
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    if not as_json:
        table.writerow(COLUMNS)
    for one in rejected:
        fields: dict[str, Json] = {
            "row": one.row,
            "ticket": one.ticket,
            "column": one.column,
            "value": one.value,
            "code": one.code,
            "reason": why.get(one.code, one.code),
            "whole_ticket": one.whole_ticket,
        }
        if as_json:
            written.write(one_line(fields) + "\n")
        else:
            table.writerow([harmless(str(fields[name])) for name in COLUMNS])
    return written.getvalue()
