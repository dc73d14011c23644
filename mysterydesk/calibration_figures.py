"""What do closed calibration sessions say: by criterion and on the total, among people and of the scorer (G10)?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, cast

from mysterydesk import attempts
from mysterydesk.accounts import require
from mysterydesk.calibrating import issued, questions_of, whole
from mysterydesk.calibration_record import Said, Sheet, all_sessions, read_session
from mysterydesk.scores import rubric_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId
from scoring.agreement import Agreement, agreement
from scoring.amendment import amended
from scoring.finding import Verdict
from scoring.score import line_of

TRANSCRIPTS: Final = 120
"""Attempts judged by at least two people from which on G10 is measured (VALIDITY)."""

TOTAL = "total"
BAND: Final = 10
"""Points of one band of the total."""
BANDS: Final = 11

SCORER = "scorer"
_VERDICTS: Mapping[Said, Verdict] = {"met": "met", "not_met": "not_met", "unclear": "not_judged"}

Table = dict[str, dict[str, dict[str, int]]]
"""By thing that is judged, then by rater, then by item: the category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Agreement on one criterion, or on the total.

    Attributes:
        code: The criterion, or `total`.
        people: Among people.
        scorer: Of the scorer with each person, averaged; alpha and its interval are over all together.
    """

    code: str
    people: Agreement
    scorer: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the sessions say.

    Attributes:
        rows: The total first, then criteria, least agreement of the scorer first.
        attempts: Judged by at least two people.
        people: Who have judged a whole session.
    """

    rows: tuple[Row, ...]
    attempts: int
    people: int

    @property
    def measured(self) -> bool:
        """Whether enough was judged for G10."""
        return self.attempts >= TRANSCRIPTS


def figures(store: Store, reader: Account, session: str = "") -> Figures:
    """Measure agreement over closed sessions.

    Args:
        store: Where they are.
        reader: Who looks.
        session: Id of one alone; empty for all.

    Raises:
        NotAllowed: The reader's role does not review.
        WorldError: `no_such_session`.
    """
    require(reader, "review_attempts")
    wanted = [read_session(store, session)] if session else all_sessions(store)
    closed = [one for one in wanted if one.closed]
    table: Table = {}
    people: set[AccountId] = set()
    judged: set[str] = set()
    for one in closed:
        raters = whole(store, one)
        people.update(raters)
        for attempt in one.attempts:
            sheets = {who: one.sheets[who][attempt] for who in raters if attempt in one.sheets[who]}
            if len(sheets) > 1:
                judged.add(attempt)
                _enter(table, store, attempt, sheets)
    rows = [_row(code, said) for code, said in table.items()]
    rows.sort(key=lambda one: (one.code != TOTAL, one.scorer.kappa is None, one.scorer.kappa or 0.0, one.code))
    return Figures(rows=tuple(rows), attempts=len(judged), people=len(people))


def _enter(table: Table, store: Store, attempt: str, sheets: Mapping[AccountId, Sheet]) -> None:
    card = issued(store, attempt)
    findings = cast("Sequence[Mapping[str, object]]", card["findings"])
    for place, asked in questions_of(card).items():
        code, item = str(asked["code"]), f"{attempt}|{place}"
        said = {str(rater): _VERDICTS[sheet[place]] for rater, sheet in sheets.items() if place in sheet}
        said[SCORER] = cast("Verdict", findings[place]["verdict"])
        for rater, verdict in said.items():
            if verdict != "not_judged":
                table.setdefault(code, {}).setdefault(rater, {})[item] = int(verdict == "met")
    for rater, total in _totals(store, attempt, card, sheets).items():
        table.setdefault(TOTAL, {}).setdefault(rater, {})[attempt] = int(total // BAND)


def _totals(
    store: Store, attempt: str, card: Mapping[str, object], sheets: Mapping[AccountId, Sheet]
) -> Mapping[str, float]:
    """Give the total that each person's verdicts come to by the scorer's own arithmetic, and the scorer's."""
    row = store.attempts.get(attempt)
    owner = None if row is None else store.accounts.by_id(row.account)
    if owner is None:
        return {}
    desk = attempts.load(store, attempt).desk
    line = line_of(desk.handbook, desk.case.post or desk.case.seat)
    rubric = rubric_of(store, owner, attempt, desk.handbook)
    found = {
        str(rater): amended(
            card, {place: _VERDICTS[one] for place, one in sheet.items()}, rubric, desk.handbook, line
        ).total[0]
        for rater, sheet in sheets.items()
    }
    return {**found, SCORER: float(cast("Sequence[float]", card["total"])[0])}


def _row(code: str, said: Mapping[str, Mapping[str, int]]) -> Row:
    ordered, categories = code == TOTAL, BANDS if code == TOTAL else 2
    people = {rater: one for rater, one in said.items() if rater != SCORER}
    own = said.get(SCORER, {})
    pairs = [
        agreement({SCORER: own, rater: one}, categories, ordered=ordered) for rater, one in sorted(people.items())
    ]
    together = agreement({**people, SCORER: own}, categories, ordered=ordered)
    return Row(
        code=code,
        people=agreement(people, categories, ordered=ordered),
        scorer=Agreement(
            n=together.n,
            raters=len(pairs),
            raw=_mean(one.raw for one in pairs),
            kappa=_mean(one.kappa for one in pairs),
            ac1=_mean(one.ac1 for one in pairs),
            alpha=together.alpha,
            low=together.low,
            high=together.high,
        ),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return round(fmean(known), 4) if known else None
