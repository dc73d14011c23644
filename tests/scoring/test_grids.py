"""Names, numbers, figures and times, each written one held against each known one: what comes out is as recorded."""

from datetime import UTC, datetime

import pytest

from scoring.day_times import DayTime, bare_times, day_times, is_told, timeless, told_times
from scoring.figures import amounts, amounts_of_one, counted, figures, plain, spelled_out, unheard_amounts
from scoring.finding import Evidence, Judgement
from scoring.likeness import likeness
from scoring.plain import Plain
from sla.timeline import Event, EventId
from tests.scoring.recorded import recorded
from tests.scoring.test_figures import HONEST, MADE_UP
from tests.scoring.test_likeness import DEPARTMENTS, NAMES, NUMBERS

MORE = (
    "",
    "我自己",
    "on her own",
    "第2家",
    "5 of 12 tills 3.10",
    "两百多家",
    "二〇二六",
    "1.2.3",
    "0930",
    "five past ten",
)
TIMES = (
    "下午2:30",
    "14:30",
    "half past nine",
    "9点",
    "21:10 on 5 March",
    "3月10日9:05",
    "2359",
    "2400",
    "six to seven",
)


def _pairs() -> list[tuple[str, str, str]]:
    found = [("contact_name", value, record) for value, record, _ in NAMES]
    found += [("department", value, record) for value, record, _ in DEPARTMENTS]
    return found + [(slot, value, record) for slot, value, record, _ in NUMBERS]


@pytest.mark.parametrize("slot", sorted({slot for slot, *_ in _pairs()}))
def test_every_value_against_every_record(slot: str, request: pytest.FixtureRequest) -> None:
    own = [(value, record) for name, value, record in _pairs() if name == slot]
    records = list(dict.fromkeys([one for pair in own for one in pair]))
    lines = []
    for value in dict.fromkeys(value for value, _ in own):
        by_kind: dict[str, list[str]] = {}
        for record in records:
            by_kind.setdefault(likeness(slot, value, record), []).append(record)
        lines += [f"{value}: {kind}: {' | '.join(by_kind[kind])}" for kind in ("same", "perhaps") if kind in by_kind]
    recorded(request, "grids", f"likeness {slot}", lines)


def test_every_record_against_everything_said(request: pytest.FixtureRequest) -> None:
    records = [record for record, *_ in (*HONEST, *MADE_UP)]
    said = [one[1] for one in (*HONEST, *MADE_UP)][::3]
    lines = []
    for record in (*records, *MORE, *TIMES):
        for exact in (False, True):
            row = [
                " ".join(f"{one.text}/{one.value}/{one.unit}" for one in unheard_amounts(record, known, exact=exact))
                for known in said
            ]
            lines.append(f"{record} {exact}: {' | '.join(row)}".replace("\n", "⏎"))
        lines.append("  among times: " + " ".join(one.text for one in unheard_amounts(record, times="9:30\n14:30")))
    recorded(request, "grids", "unheard", lines)


def test_what_a_text_counts_and_which_times_it_names(request: pytest.FixtureRequest) -> None:
    lines = []
    for text in (*(one for pair in (*HONEST, *MADE_UP) for one in pair[:2]), *MORE, *TIMES):
        counts = " ".join(f"{one.text}/{one.value}/{one.unit}/{one.counts}/{one.is_long}" for one in amounts(text))
        alone = " ".join(f"{one.text}/{one.value}/{one.unit}" for one in amounts_of_one(text))
        lines += [f"{text} -> {plain(text)} -> {counted(text)} -> {spelled_out(text)}".replace("\n", "⏎")]
        lines += [f"  {' '.join(sorted(figures(text)))}; {counts}; {alone}"]
        levelled = plain(text)
        lines += [f"  {[tuple(one) for one in (*day_times(levelled), *bare_times(levelled), *told_times(levelled))]}"]
        lines += [f"  {timeless(levelled, told_times('9:30 ; 14:30'))}"]
    recorded(request, "grids", "texts", lines)


@pytest.mark.parametrize(
    ("written", "heard", "told"),
    [
        (600, 602, True),
        (600, 603, True),
        (605, 607, True),
        (605, 608, False),
        (615, 622, True),
        (615, 623, False),
        (630, 645, True),
        (630, 646, False),
        (660, 690, True),
        (660, 691, False),
        (601, 602, False),
        (601, 601, True),
        (0, 1430, True),
        (0, 1409, False),
    ],
)
def test_a_time_may_be_rounded_as_far_as_people_round(written: int, heard: int, *, told: bool) -> None:
    assert is_told(DayTime(0, 1, written, half_day=False), (DayTime(0, 1, heard, half_day=False),)) is told


def test_an_open_half_of_the_day_is_either() -> None:
    nine, night = DayTime(0, 1, 540, half_day=True), DayTime(0, 1, 1260, half_day=False)
    assert is_told(nine, (night,))
    assert is_told(night, (nine,))
    assert not is_told(nine._replace(half_day=False), (night,))


def _spoken(*texts: str) -> tuple[Event, ...]:
    at = datetime(2026, 3, 10, 1, tzinfo=UTC)
    return tuple(
        Event(id=EventId(number), at=at, kind="agent.msg", actor="trainee", fields={"text": text, "to": "客戶"})
        for number, text in enumerate(texts)
    )


def test_quotes_stand_as_they_were_written() -> None:
    changed = Plain(_spoken("請稍等，ＰＯＳ１，謝謝！", "请稍等"), {"請": "请", "謝": "谢", "戶": "户"})
    assert [one.fields["text"] for one in changed.timeline] == ["请稍等，POS1，谢谢！", "请稍等"]
    assert [one.fields["to"] for one in changed.timeline] == ["客户", "客户"]
    assert changed.written == {0: "請稍等，ＰＯＳ１，謝謝！"}
    proofs = (
        Evidence(event=0, quote="POS1", start=4, end=8),
        Evidence(event=0),
        Evidence(event=1, quote="稍等", start=1, end=3),
    )
    said = changed.as_written((Judgement(code="polite", verdict="met", evidence=proofs),))
    assert [(one.event, one.quote, one.start, one.end) for one in said[0].evidence] == [
        (0, "ＰＯＳ１", 4, 8),
        (0, "", 0, 0),
        (1, "稍等", 1, 3),
    ]


def test_plain_words_are_left_alone() -> None:
    events = _spoken("请稍等")
    same = Plain(tuple(one for one in events), {})
    said = (Judgement(code="polite", verdict="met", evidence=(Evidence(event=0, quote="请", start=0, end=1),)),)
    assert same.timeline[0] is events[0]
    assert same.as_written(said) is said
