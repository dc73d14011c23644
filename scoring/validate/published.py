"""Which faults are on the published list, and under which clauses does it file each?

Facts of `handbooks/faults.yaml` on the faults that are put into handlings here; a test holds them against the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One fault of the list.

    Attributes:
        clauses: Clauses it breaks, of whatever handbook; found under another one it is not this fault.
        critical: Whether it fails the attempt.
    """

    clauses: tuple[str, ...]
    critical: bool = False


PUBLISHED: Mapping[str, Published] = {
    "F001": Published(clauses=("STD-3.1.2.cust", "ASC-3.03")),
    "F002": Published(clauses=("STD-3.1.2.cust",)),
    "F007": Published(clauses=("STD-3.1.2.attach",)),
    "F011": Published(clauses=("NET-3.1.rec",)),
    "F017": Published(clauses=("STD-2.2.1.L1", "ASC-2.2.P1"), critical=True),
    "F018": Published(clauses=("STD-2.2.1.L1",)),
    "F020": Published(clauses=("STD-2.2.1.L2", "ASC-2.2.P2")),
    "F021": Published(clauses=("STD-2.2.1.L1",)),
    "F022": Published(clauses=("ASC-1.d", "STD-4.3.1")),
    "F023": Published(clauses=("ASC-2.3.route",)),
    "F026": Published(clauses=("STD-2.2.2.L1", "STD-3.2.1.contact")),
    "F028": Published(clauses=("STD-2.2.2.L3",)),
    "F030": Published(clauses=("ASC-4.2",)),
    "F031": Published(clauses=("ASC-2.3.ack",)),
    "F035": Published(clauses=("DSK-7.3.chain",)),
    "F036": Published(clauses=("STD-3.1.3", "ASC-2.2.known")),
    "F037": Published(clauses=("STD-3.2.1.scope", "DSK-2.b")),
    "F043": Published(clauses=("DSK-9.1.esc-eta",)),
    "F044": Published(clauses=("DSK-9.1.esc-eta", "DSK-7.4")),
    "F045": Published(clauses=("STD-5b.1.core", "DSK-7.5")),
    "F046": Published(clauses=("ASC-4.6", "NET-3.3.help")),
    "F048": Published(clauses=("NET-3.2.isolate",)),
    "F049": Published(clauses=("SMO-1.3.c", "ASC-2.4.explain"), critical=True),
    "F050": Published(clauses=("ASC-2.4.explain",)),
    "F051": Published(clauses=("ASC-2.4.explain",)),
    "F052": Published(clauses=("ASC-2.4.log",)),
    "F054": Published(clauses=("STD-3.3.3", "ASC-2.6.case")),
    "F055": Published(clauses=("STD-5b.2.perm",)),
    "F056": Published(clauses=("STD-5b.2.content",)),
    "F057": Published(clauses=("STD-5b.3.consent", "ASC-2.3.remote", "NET-3.3.impl"), critical=True),
    "F058": Published(clauses=("STD-5b.3.cleanup",)),
    "F059": Published(clauses=("STD-5b.3.cleanup", "ASC-4.4")),
    "F060": Published(clauses=("ASC-4.4",)),
    "F061": Published(clauses=("STD-5b.3.tools",)),
    "F063": Published(clauses=("NET-2.4.corp",), critical=True),
    "F065": Published(clauses=("NET-2.4.user", "NET-2.1.c"), critical=True),
    "F066": Published(clauses=("NET-2.1.c",), critical=True),
    "F067": Published(clauses=("DSK-6.greet", "NET-2.3.lang")),
    "F069": Published(clauses=("NET-2.1.b",)),
    "F070": Published(clauses=("ASC-4.3", "NET-4.1.clear")),
    "F071": Published(clauses=("NET-2.3.chat",)),
    "F072": Published(clauses=("NET-4.1.emp",)),
    "F073": Published(clauses=("NET-4.1.time", "DSK-7.4", "SMO-3.3.b")),
    "F074": Published(clauses=("NET-4.1.acc", "DSK-6.chase")),
    "F075": Published(clauses=("NET-4.1.acc",)),
    "F076": Published(clauses=("DSK-6.close", "NET-3.4.bye")),
    "F079": Published(clauses=("DSK-9.1.conf", "STD-3.3.1"), critical=True),
    "F081": Published(clauses=("ASC-2.5.confirm",)),
    "F083": Published(clauses=("ASC-2.5.dissat",)),
    "F084": Published(clauses=("STD-6.1.call", "DSK-10.10")),
    "F086": Published(clauses=("STD-4.3.2",)),
    "F088": Published(clauses=("STD-4.3.4",)),
    "F089": Published(clauses=("STD-4.3.5",)),
    "F090": Published(clauses=("STD-4.3.1",)),
    "F091": Published(clauses=("STD-2.2.2.L1",), critical=True),
    "F092": Published(clauses=("STD-2.2.2.L1", "STD-3.2.3.plan")),
    "F093": Published(clauses=("STD-2.2.2.L2",)),
    "F099": Published(clauses=("ASC-2.1.type", "DSK-9.1.judge")),
    "F101": Published(clauses=("SMO-3.2.b",)),
    "F102": Published(clauses=("SMO-3.1.b",)),
    "F105": Published(clauses=("DSK-7.8", "SMO-3.3.c", "DSK-2.a"), critical=True),
    "F106": Published(clauses=("DSK-7.3", "DSK-3.a")),
    "F108": Published(clauses=("DSK-10.03", "DSK-10.09")),
    "F109": Published(clauses=("DSK-9.1.esc", "DSK-4.1.skilled")),
    "F111": Published(clauses=("DSK-9.2.form", "DSK-11.2.3")),
    "F112": Published(clauses=("DSK-9.2.archive",)),
    "F116": Published(clauses=("ASC-2.3.onsite",)),
    "F118": Published(clauses=("ASC-2.6.close",)),
    "F119": Published(clauses=("NET-3.2.info",)),
    "F120": Published(clauses=("NET-3.4.verify",)),
    "F121": Published(clauses=("NET-3.5.cat",)),
}
"""Published faults by their id."""
