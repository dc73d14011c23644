"""A company's own handbook: begun, changed by form or in YAML, proved, published by a second person, never lost."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from mysterydesk import pack_drafts, pack_shelf, shelf
from mysterydesk.audit import documents_of, verify
from mysterydesk.cli import app
from mysterydesk.errors import Conflict, NotAllowed, WorldError
from mysterydesk.handbook_page import SmallTicket, opened, side_by_side
from mysterydesk.hours_words import date_rows, week_rows
from mysterydesk.i18n import translation
from mysterydesk.pack_changes import Aim, changes_between, same_ticket
from mysterydesk.pack_check import checked, contradictions
from mysterydesk.pack_files import MOST_FILES, MOST_WHOLE, joined, read_upload, unbundled, zipped
from mysterydesk.pack_more import with_clock_again, with_date, with_field, with_one_target, without_target
from mysterydesk.pack_parts import (
    NewPriority,
    clocks_with,
    left_over,
    with_clause,
    with_grade,
    with_low,
    with_phrase,
    with_priority,
    with_scale,
)
from mysterydesk.pack_rows import with_list, with_row, without
from mysterydesk.pack_sheet import as_hours, as_span, sheet_of
from mysterydesk.pack_source import NewPack
from mysterydesk.pack_stream import Origin, Pack, stream_of
from mysterydesk.pack_text import leaves, value_at, with_value, written
from mysterydesk.roles import Role
from mysterydesk.store import Account, AccountId, SqliteStore
from policy.document import MAX_CHARS, Plain, read_document
from policy.handbook import ClauseId, PriorityCode
from policy.parse import parse_handbook
from policy.text import Text
from policy.working_hours import FULL_DAY, OpenSpan

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
TITLE = Text(zh="甲公司服务手册", en="Acme service manual")


def someone(name: str, role: Role) -> Account:
    return Account(id=AccountId(name), login=name, name=Text(zh="甲", en="A"), role=role, created_at=AT)


WRITER, SECOND, BOSS = someone("a-writer", "trainer"), someone("a-second", "trainer"), someone("a-boss", "admin")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "packs.db")) as kept:
        yield kept


def begun(store: SqliteStore, origin: Origin = "shipped", name: str = "STD", pack_id: str = "ACME") -> Pack:
    return pack_drafts.begin(store, WRITER, NewPack(id=pack_id, title=TITLE, origin=origin, name=name), AT)


def changed(store: SqliteStore, value: Plain, *path: str | int, by: Account = WRITER) -> Pack:
    """Change one value of ACME as the form does, and save."""
    now = pack_drafts.opened(store, by, "ACME")
    files = sheet_of(now.files).put(value, *path)
    return pack_drafts.save(store, by, "ACME", files, seen=now.now.seen, at=AT)


def published(store: SqliteStore, by: Account = SECOND) -> Pack:
    now = pack_drafts.opened(store, by, "ACME")
    handbook = checked(now.files, "ACME").handbook
    assert handbook is not None
    return pack_drafts.publish(store, by, "ACME", handbook.digest, seen=now.now.seen, at=AT)


@pytest.mark.parametrize("name", shelf.HANDBOOKS)
def test_a_copy_says_what_it_was_copied_from_but_for_id_and_title(store: SqliteStore, name: str) -> None:
    begun(store, name=name)
    now = pack_drafts.opened(store, WRITER, "ACME")
    copy = checked(now.files, "ACME").handbook
    assert copy is not None
    assert (copy.id, copy.title) == ("ACME", TITLE)
    found = changes_between(shelf.handbook(name), copy)
    assert (found.clocks, [one.part for one in found.parts]) == ((), ["title"])
    assert found.kept == len(copy.clocks)
    assert joined(now.files) is not None
    assert read_upload("acme.zip", zipped(now.files)) == (now.files, ())


def test_a_blank_one_has_no_problem_and_contradicts_nothing(store: SqliteStore) -> None:
    begun(store, "blank", "")
    now = pack_drafts.opened(store, WRITER, "ACME")
    assert checked(now.files, "ACME").problems == ()
    assert contradictions(now.files, "ACME") == ()


def test_an_own_version_can_be_copied_again(store: SqliteStore) -> None:
    begun(store)
    with pytest.raises(WorldError, match="pack_not_published"):
        begun(store, "own", "ACME", "TWO")
    changed(store, "45m", "clocks", 0, "targets", "L1")
    published(store)
    changed(store, "50m", "clocks", 0, "targets", "L1")
    begun(store, "own", "ACME", "TWO")
    copy = sheet_of(pack_drafts.opened(store, WRITER, "TWO").files)
    assert (copy.at("clocks", 0, "targets", "L1"), copy.at("pack", "id")) == ("45m", "TWO")


@pytest.mark.parametrize(
    ("pack_id", "title", "code"),
    [
        ("STD", TITLE, "pack_id_taken"),
        ("ACME", TITLE, "pack_id_taken"),
        ("acme", TITLE, "pack_id_unfit"),
        ("../X", TITLE, "pack_id_unfit"),
        ("A" * 13, TITLE, "pack_id_unfit"),
        ("NEW", Text(zh="<b>粗</b>", en="x"), "pack_title_wanted"),
        ("NEW", Text(zh="好", en="[x](http://evil.example)"), "pack_title_wanted"),
        ("NEW", Text(zh="  ", en="x"), "pack_title_wanted"),
        ("NEW", Text(zh="字" * 81, en="x"), "pack_title_wanted"),
        ("NEW", Text(zh="反\u202e写", en="x"), "pack_title_wanted"),
    ],
)
def test_ids_and_titles_that_do_not_fit_are_refused(store: SqliteStore, pack_id: str, title: Text, code: str) -> None:
    begun(store)
    with pytest.raises(WorldError) as caught:
        pack_drafts.begin(store, WRITER, NewPack(id=pack_id, title=title, origin="blank"), AT)
    assert caught.value.code == code
    assert [one.id for one in pack_drafts.packs(store, WRITER)] == ["ACME"]


def test_the_form_changes_one_value_and_leaves_every_comment(store: SqliteStore) -> None:
    begun(store)
    before = pack_drafts.opened(store, WRITER, "ACME").files["handbook.yaml"]
    changed(store, "45m", "clocks", 0, "targets", "L1")
    after = pack_drafts.opened(store, WRITER, "ACME").files["handbook.yaml"]
    lines = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert lines == [("    targets: {L1: 30m, L2: 1h, L3: 2h}", "    targets: {L1: 45m, L2: 1h, L3: 2h}")]
    assert [one for one in before.splitlines() if "#" in one] == [one for one in after.splitlines() if "#" in one]


@settings(max_examples=15)
@given(st.data())
def test_any_value_of_any_pack_is_changed_alone(data: st.DataObject) -> None:
    """Whatever is typed for whichever value: the text reads the same but for it, line by line."""
    name = data.draw(st.sampled_from(shelf.HANDBOOKS))
    files = {one.rsplit("/", 1)[-1]: text for one, text in shelf_files(name).items()}
    text = files[data.draw(st.sampled_from(sorted(files)))]
    before, _ = read_document(text, "")
    assert before is not None
    path, old = data.draw(st.sampled_from(list(leaves(before.value))))
    characters = st.characters(blacklist_categories=("Cs", "Cc"))
    new = data.draw(st.one_of(st.text(characters, max_size=20), st.booleans(), st.integers(0, 10**6)))
    after, _ = read_document(with_value(text, path, new), "")
    assert after is not None
    assert value_at(after.value, path) == new
    kept = [one for one in leaves(before.value) if one[0] != path]
    assert [one for one in leaves(after.value) if one[0] != path] == kept
    assert len(after.lines) == len(before.lines), old


def shelf_files(name: str) -> dict[str, str]:
    from mysterydesk.pack_files import unbundled  # noqa: PLC0415  only here

    return dict(unbundled(shelf.handbook_bundle(name)))


def test_a_value_that_is_not_there_yet_is_added_in_the_manner_of_its_neighbours() -> None:
    block = "clocks:\n  - name: a # the first\n    targets: {P1: 1h}\n\n  # the second\n  - name: b\n"
    once = with_value(block, ("clocks", 0, "hours", "P1"), "business")
    assert once == block.replace("{P1: 1h}\n", "{P1: 1h}\n    hours: {P1: business}\n")
    assert with_value("a: {}\n", ("a", "b"), 1) == "a: {b: 1}\n"
    assert with_value("a: {x: 1, }\n", ("a", "b"), 1) == "a: {x: 1, b: 1}\n"
    assert with_value("a: |\n  x\n  y\n# c\nb: 2\n", ("a",), "z") == "a: z\n# c\nb: 2\n"
    assert with_value("a:\n  - [x]\n  - [y]\n# c\n", ("a",), []) == "a:\n  []\n# c\n"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: &x {b: 1}\nc: *x\n", ("c", "b")),  # stands elsewhere
        ("a: &x 1\nc: *x\n", ("a",)),  # something else stands on it
        ("a: {b: 1\n", ("a", "b")),  # cannot be read
        ("a: [1]\n", ("a", 4)),
        ("a: 1\n", ()),
        ("a:\nb: 1\n", ("a",)),  # nothing stands there
    ],
)
def test_what_the_form_cannot_change_alone_is_left_to_the_text(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(WorldError, match="pack_field_elsewhere"):
        with_value(text, path, "new")


ROWS = """\
# above
a:
  # about x
  - {n: x}  # one
  - n: y
    m: [1, 2]  # two
  - {n: z}
b: {k: 1, l: [["09:00", "12:00"]]}  # beside
c:
- q
"""


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        (("a", 0), "  - {n: x}  # one\n"),
        (("a", 1), "  - n: y\n    m: [1, 2]  # two\n"),
        (("a", 2), "  - {n: z}\n"),
        (("a", 1, "m"), "    m: [1, 2]  # two\n"),
        (("a", 1, "n"), "n: y\n    "),
        (("a", 1, "m", 0), "1, "),
        (("a", 1, "m", 1), ", 2"),
        (("b", "k"), "k: 1, "),
        (("b", "l", 0), '["09:00", "12:00"]'),
        (("b",), 'b: {k: 1, l: [["09:00", "12:00"]]}  # beside\n'),
    ],
)
def test_a_row_is_taken_out_alone(path: tuple[str | int, ...], gone: str) -> None:
    assert without(ROWS, path) == ROWS.replace(gone, "", 1)


def test_a_row_is_added_in_the_manner_of_its_neighbours() -> None:
    assert with_row(ROWS, ("a",), 0, {"n": "w"}) == ROWS.replace("  - {n: x}", "  - {n: w}\n  - {n: x}")
    assert with_row(ROWS, ("a",), 2, {"n": "w", "m": [3]}) == ROWS.replace(
        "  - {n: z}", "  - n: w\n    m: [3]\n  - {n: z}"
    )
    assert with_row(ROWS, ("c",), 1, "r") == ROWS + "- r\n"
    assert with_row(ROWS, ("b", "new"), 0, "r") == ROWS.replace('"12:00"]]}', '"12:00"]], new: [r]}')
    spans: list[Plain] = [["09:00", "12:00"], ["13:00", "18:00"]]
    longer = with_list(ROWS, ("b", "l"), spans)
    assert longer == ROWS.replace('"12:00"]]', '"12:00"], ["13:00", "18:00"]]')
    assert with_list(longer, ("b", "l"), spans[:1]) == ROWS
    assert with_list(ROWS, ("a", 1, "m"), [3, 2]) == ROWS.replace("[1, 2]", "[3, 2]")
    assert with_row(without(ROWS, ("c", 0)), ("c",), 0, "q") == ROWS.replace("- q", " [q]")
    for path, at in ((("b",), 0), (("a",), 4), (("c", 0), 0)):
        with pytest.raises(WorldError, match="pack_field_elsewhere"):
            with_row(ROWS, path, at, "r")
    for text, gone in ((ROWS, ("d",)), ("x: &k {a: 1}\ny: *k\n", ("y", "a")), ("a: [", ("a",))):
        with pytest.raises(WorldError, match="pack_field_elsewhere"):
            without(text, gone)


@settings(max_examples=4)
@given(st.data())
def test_any_row_of_any_pack_is_taken_out_alone_and_added_again(data: st.DataObject) -> None:
    """Whatever row of whichever list: the text reads the same but for it, and again the same once it is back."""
    name = data.draw(st.sampled_from(shelf.HANDBOOKS))
    sheet = sheet_of(unbundled(shelf.handbook_bundle(name)))
    section = data.draw(st.sampled_from(["clocks", "intake", "priorities", "phrases", "clauses", "assumptions"]))
    rows = list(sheet.rows(section))
    at, row = data.draw(st.sampled_from(rows))
    short = sheet_of(sheet.drop(section, at))
    assert short.at(section) == [one for place, one in rows if place != at]
    whole = sheet_of(short.add(dict(row), at, section))
    assert whole.values == sheet.values


@pytest.mark.parametrize("origin", ["shipped", "blank"])
def test_the_form_adds_clauses_phrases_grades_and_priorities(store: SqliteStore, origin: Origin) -> None:
    begun(store, origin, "ASC" if origin == "shipped" else "")
    sheet = sheet_of(pack_drafts.opened(store, WRITER, "ACME").files)
    before = checked(sheet.files, "ACME").handbook
    said = Text(zh="问好，再问清情况", en="Greet, and ask what happened")
    middle = NewPriority(name=TITLE, definition=TITLE, measure="any_share_hit", least=0.5, basis="ACME-9")
    sheet = sheet_of(with_clause(sheet, "ACME-9", "should", said))
    sheet = sheet_of(with_phrase(sheet, said, "ACME-9"))
    sheet = sheet if sheet.at("satisfaction") else sheet_of(with_scale(sheet, "ACME-9"))
    sheet = sheet_of(with_grade(sheet, Text(zh="还行", en="So so"), 1.5))
    sheet = sheet_of(with_low(sheet, "so_so", low=True))
    sheet = sheet_of(with_priority(sheet, middle, 1))
    found = checked(sheet.files, "ACME")
    assert found.problems == ()
    book = found.handbook
    assert book is not None
    assert before is not None
    assert book.clauses[ClauseId("ACME-9")].text == said
    assert (book.phrases[-1].moment, book.phrases[-1].basis) == ("greet_and_ask", ("ACME-9",))
    assert book.satisfaction is not None
    values = [one.value or 0 for one in book.satisfaction.grades]
    assert values == sorted(values, reverse=True)
    assert book.satisfaction.low[-2:] == ("so_so", "dissatisfied")
    new, after = book.priorities[1].code, book.priorities[2].code
    parts = {(one.part, one.how) for one in changes_between(before, book).parts}
    assert {("clauses", "added"), ("phrases", "added"), ("priorities", "added")} <= parts
    for change in changes_between(before, book).clocks:
        (aim,) = change.aims
        rule = book.clock(str(change.name))
        assert (aim.priority, aim.before, rule.targets[new]) == (new, None, rule.targets[after])
    assert sheet_of(with_low(sheet, "so_so", low=False)).at("satisfaction", "low") != sheet.at("satisfaction", "low")


def test_a_priority_that_goes_leaves_its_targets_behind_and_each_is_told(store: SqliteStore) -> None:
    begun(store)
    sheet = sheet_of(pack_drafts.opened(store, WRITER, "ACME").files)
    using = clocks_with(sheet, "L2")
    fewer = sheet_of(sheet.drop("priorities", 1))
    told = [one for one in checked(fewer.files, "ACME").problems if one.code == "unknown_priority"]
    places = {dict(one.params)["where"] for one in told}
    assert {f"clocks.{at}.targets.L2" for at in using} <= places
    assert all(one.line for one in told)
    assert [left_over(fewer, at) for at in using] == [("L2",)] * len(using)
    assert fewer.at("clocks", 0, "targets") == sheet.at("clocks", 0, "targets")
    for at in using:
        fewer = sheet_of(without_target(fewer, at, "L2"))
    assert not any(".targets." in dict(one.params)["where"] for one in checked(fewer.files, "ACME").problems)


def test_what_is_added_needs_an_id_of_its_own(store: SqliteStore) -> None:
    begun(store)
    sheet = sheet_of(pack_drafts.opened(store, WRITER, "ACME").files)
    for name, code in (("STD-1", "pack_clause_taken"), ("A-x", "pack_clause_unfit"), ("<b>", "pack_clause_unfit")):
        with pytest.raises(WorldError, match=code):
            with_clause(sheet, name, "must", TITLE)
    with pytest.raises(WorldError, match="pack_field_elsewhere"):
        sheet.begin("clocks", [])


def test_the_form_adds_fields_clocks_dates_and_takes_targets_out(store: SqliteStore) -> None:
    begun(store, name="ASC")
    sheet = sheet_of(pack_drafts.opened(store, WRITER, "ACME").files)
    sheet = sheet_of(with_field(sheet, Text(zh="资产编号", en="Asset number"), "issue", "ASC-3.06"))
    sheet = sheet_of(with_clock_again(sheet, 0, Text(zh="响应 2", en="Response 2")))
    for day in ("2026-10-08", "2026-10-07", "2026-10-07"):
        sheet = sheet_of(with_date(sheet, day, []))
    sheet = sheet_of(with_date(sheet, "2026-10-10", [["09:00", "12:00"]]))
    result = checked(sheet.files, "ACME")
    assert result.problems == ()
    book = result.handbook
    assert book is not None
    assert (book.intake[-1].name, book.intake[-1].required, book.intake[-1].basis) == (
        "asset_number",
        True,
        ("ASC-3.06",),
    )
    assert [(str(one.name), sorted(one.targets), sorted(one.hours)) for one in book.clocks[:2]] == [
        ("response", ["P1", "P2", "P3", "P4"], ["P1", "P2", "P3", "P4"]),
        ("response_2", ["P1", "P2", "P3", "P4"], ["P1", "P2", "P3", "P4"]),
    ]
    fewer = sheet_of(without_target(sheet, 1, "P3"))
    assert (fewer.at("clocks", 1, "targets", "P3"), fewer.at("clocks", 1, "hours", "P3")) == (None, None)
    assert {one.code for one in checked(fewer.files, "ACME").problems} == {"missing_target"}
    one = sheet_of(with_one_target(fewer, 1, ("any",)))
    assert (one.at("clocks", 1, "targets"), one.at("clocks", 1, "hours")) == ({"any": "2h"}, {"any": "wall"})
    each = sheet_of(with_one_target(one, 1, ("P1", "P2", "P3", "P4")))
    assert [checked(kept.files, "ACME").problems for kept in (one, each)] == [(), ()]
    assert book.calendar is not None
    assert [str(one) for one in book.calendar.holidays] == ["2026-10-07", "2026-10-08"]
    with pytest.raises(WorldError, match="pack_field_elsewhere"):
        with_clock_again(sheet, 9, TITLE)
    said = translation("zh")
    assert [
        (one.days, one.opened, one.breaks)
        for one in (*week_rows(said, book.calendar), *date_rows(said, book.calendar))
    ] == [
        ("周一至周五", "09:00–12:00、13:00–18:00", "12:00–13:00"),
        ("周六至周日", "休息", ""),
        ("2026-10-07 周三至2026-10-08 周四", "休息", ""),
        ("2026-10-10 周六", "09:00–12:00", ""),
    ]
    whole = replace(book.calendar, weekly=((OpenSpan(start=timedelta(), end=FULL_DAY),),) * 7, holidays=(), extra=())
    assert [(one.days, one.opened) for one in week_rows(translation("en"), whole)] == [
        ("Monday to Sunday", "all day")
    ]
    gone = sheet_of(sheet.drop("calendar", "holidays", 0)).drop("calendar", "extra", "2026-10-10")
    assert sheet_of(gone).at("calendar", "holidays") == ["2026-10-08"]


def test_lengths_and_hours_are_read_as_people_write_them() -> None:
    said = ["30m", " 90 分钟 ", "2小时", "1 h 30 min", "1天", "2 days", "", "0m", "m", "3 fortnights", "1.5h"]
    assert [as_span(one) for one in said] == [
        "30m", "90m", "2h", "1h30m", "1d", "2d", None, None, None, None, None,
    ]  # fmt: skip
    assert as_hours("9:00–12:00；13:00 to 24:00") == [["09:00", "12:00"], ["13:00", "24:00"]]
    assert [as_hours(one) for one in ("9-12", "13:00-12:00", "09:00-25:00", "all day")] == [None] * 4
    assert written("no: body") == '"no: body"'


def test_a_draft_with_problems_is_kept_and_not_published(store: SqliteStore) -> None:
    begun(store)
    pack = changed(store, "T9", "clocks", 0, "owner")
    files = pack_drafts.opened(store, SECOND, "ACME").files
    problems = checked(files, "ACME").problems
    assert [(one.source, one.code) for one in problems] == [("handbook.yaml", "unknown_tier")]
    assert "owner: T9" in files["handbook.yaml"].splitlines()[problems[0].line - 1]
    with pytest.raises(WorldError, match="pack_has_problems"):
        pack_drafts.publish(store, SECOND, "ACME", "0" * 64, seen=pack.seen, at=AT)
    assert list(pack_shelf.handbooks(store)) == list(shelf.HANDBOOKS)


def test_the_head_must_go_by_its_id_and_a_fit_title(store: SqliteStore) -> None:
    begun(store)
    changed(store, "OTHER", "pack", "id")
    changed(store, "<script>", "pack", "title", "en")
    found = checked(pack_drafts.opened(store, WRITER, "ACME").files, "ACME")
    assert [(one.line, one.code) for one in found.problems] == [(4, "pack_id_differs"), (5, "pack_title_unfit")]
    assert found.handbook is None


def test_a_contradiction_is_proved_as_it_is_typed(store: SqliteStore) -> None:
    """Forty-five minutes to answer, and third line is to join after thirty of them: one more than STD's three."""
    begun(store)
    before = contradictions(pack_drafts.opened(store, WRITER, "ACME").files, "ACME")
    changed(store, "45m", "clocks", 0, "targets", "L1")
    after = contradictions(pack_drafts.opened(store, WRITER, "ACME").files, "ACME")
    assert before is not None
    assert after is not None
    new = {one.code for one in after} | {str(one.params) for one in after} - {str(one.params) for one in before}
    assert len(after) == len(before) + 1
    assert "chain_over_limit" in new
    assert all(one.examples for one in after)


def test_two_windows_lose_nothing(store: SqliteStore) -> None:
    """The second to save is told; what the first wrote stays, and the second can put theirs after it."""
    pack = begun(store)
    files = pack_drafts.opened(store, WRITER, "ACME").files
    mine = sheet_of(files).put("45m", "clocks", 0, "targets", "L1")
    theirs = sheet_of(files).put("40m", "clocks", 0, "targets", "L1")
    first = pack_drafts.save(store, SECOND, "ACME", theirs, seen=pack.seen, at=AT)
    with pytest.raises(Conflict, match="pack_moved_on"):
        pack_drafts.save(store, WRITER, "ACME", mine, seen=pack.seen, at=AT)
    assert pack_drafts.opened(store, WRITER, "ACME").files == theirs
    second = pack_drafts.save(store, WRITER, "ACME", mine, seen=first.seen, at=AT)
    assert [pack_drafts.files_at(store, WRITER, "ACME", one.place) for one in second.saves] == [files, theirs, mine]
    assert pack_drafts.save(store, WRITER, "ACME", mine, seen=second.seen, at=AT) == second, "nothing new, no version"


def test_whoever_changed_it_last_does_not_publish_it(store: SqliteStore) -> None:
    begun(store)
    changed(store, "45m", "clocks", 0, "targets", "L1")
    with pytest.raises(WorldError, match="pack_own_change"):
        published(store, WRITER)
    changed(store, "40m", "clocks", 0, "targets", "L1", by=SECOND)
    with pytest.raises(WorldError, match="pack_own_change"):
        published(store, SECOND)
    assert published(store, BOSS).newest is not None
    with pytest.raises(WorldError, match="pack_nothing_new"):
        published(store, WRITER)


def test_only_what_was_read_is_published(store: SqliteStore) -> None:
    begun(store)
    read = checked(pack_drafts.opened(store, SECOND, "ACME").files, "ACME").handbook
    seen = pack_drafts.opened(store, SECOND, "ACME").now.seen
    assert read is not None
    pack = changed(store, "45m", "clocks", 0, "targets", "L1")
    for place in (seen, pack.seen):
        with pytest.raises(Conflict, match="pack_moved_on"):
            pack_drafts.publish(store, SECOND, "ACME", read.digest, seen=place, at=AT)
    assert pack_drafts.opened(store, SECOND, "ACME").now.versions == ()


def test_versions_stay_as_they_were_published(store: SqliteStore) -> None:
    begun(store)
    changed(store, "45m", "clocks", 0, "targets", "L1")
    first = published(store).newest
    changed(store, "50m", "clocks", 0, "targets", "L1")
    assert pack_shelf.handbook(store, "ACME").clock("response").targets["L1"] == timedelta(minutes=45)
    second = published(store, BOSS)
    assert first is not None
    assert [(one.number, one.author, one.by) for one in second.versions] == [
        (1, WRITER.id, SECOND.id),
        (2, WRITER.id, BOSS.id),
    ]
    assert second.versions[0] == first
    old = checked(pack_drafts.files_at(store, BOSS, "ACME", first.place), "ACME").handbook
    assert old is not None
    assert (old.digest, old.clocks[0].targets["L1"]) == (first.digest, timedelta(minutes=45))
    assert old.digest != second.versions[1].digest
    assert pack_shelf.handbook(store, "ACME").digest == second.versions[1].digest


def test_the_audit_looks_for_every_version(store: SqliteStore) -> None:
    begun(store)
    changed(store, "45m", "clocks", 0, "targets", "L1")
    pack = published(store)
    assert verify(store, (), signer=None) == ()
    events = store.events.read(stream_of("ACME"))
    named = [one.files for one in pack.saves] + [one.files for one in pack.versions]
    assert [documents_of(one) for one in events] == [{one} for one in named]


def test_a_published_one_is_found_where_handbooks_are_read(store: SqliteStore) -> None:
    """It is no handbook to be drilled or scored under."""
    begun(store)
    with pytest.raises(WorldError, match="no_such_handbook"):
        opened(store, WRITER, "ACME")
    changed(store, "45m", "clocks", 0, "targets", "L1")
    published(store)
    handbook, _ = opened(store, someone("a-new", "trainee"), "ACME")
    assert handbook.title == TITLE
    assert list(pack_shelf.handbooks(store)) == [*shelf.HANDBOOKS, "ACME"]
    rows = side_by_side(store, WRITER, "STD", "ACME", TICKET).rows
    assert [one.name for one in rows if one.differs] == ["response"]
    with pytest.raises(WorldError, match="no_such_handbook"):
        shelf.scored("ACME")


def test_the_commands_know_what_a_store_has_published(store: SqliteStore, tmp_path: Path) -> None:
    begun(store)
    place = ["--store", str(tmp_path / "packs.db")]
    run = CliRunner().invoke
    assert "ACME" not in run(app, ["handbook", "list", *place]).output
    handbook = published(store).newest
    assert handbook is not None
    told = run(app, ["handbook", "list", *place, "--json"]).output.splitlines()
    assert [json.loads(one)["id"] for one in told] == [*shelf.HANDBOOKS, "ACME"]
    clause = run(app, ["handbook", "show", "ACME", "--clause", "STD-2.2.2.L1", *place])
    assert (clause.exit_code, clause.output.split()[0]) == (0, "STD-2.2.2.L1")
    assert run(app, ["handbook", "show", "ACME"]).exit_code == 1
    both = json.loads(run(app, ["handbook", "check", "ACME", "STD", *place, "--json"]).stdout)["packs"]
    assert [(one["handbook"], one["problems"], len(one["contradictions"])) for one in both] == [
        ("ACME", [], 3),
        ("STD", [], 3),
    ]
    assert run(app, ["handbook", "list", "--store", str(tmp_path / "none.db")]).exit_code == 1


def test_service_levels_are_read_under_what_a_store_has_published(store: SqliteStore, tmp_path: Path) -> None:
    """An unknown one is refused in the same words as everywhere."""
    begun(store)
    changed(store, "45m", "clocks", 0, "targets", "L1")
    published(store)
    case, log = tmp_path / "case.json", tmp_path / "log.csv"
    row = {"at": "2026-03-10T09:00:00+08:00", "type": "ticket.submitted"}
    level = {"at": "2026-03-10T09:01:00+08:00", "type": "ticket.severity_set", "level": "L1"}
    body = {"format": "handbook-cases/1", "cases": [{"id": "a", "handbook": "ACME", "timeline": [row, level]}]}
    case.write_text(json.dumps(body), encoding="utf-8")
    log.write_text(
        "number,opened_at,resolved_at,priority\nINC1,2026-03-10 09:00:00,2026-03-10 10:00:00,1\n", encoding="utf-8"
    )
    place = ["--store", str(tmp_path / "packs.db")]
    own = run_json("sla", "explain", str(case), *place)
    assert (own["handbook"], own["clocks"][0]["due"]) == ("ACME", "2026-03-10T09:45:00+08:00")
    changes = run_json("sla", "explain", str(case), "--handbook", "STD", *place)["changes"]
    assert changes[0]["after"]["due"] == "2026-03-10T09:30:00+08:00"
    options = ["--format", "servicenow", "--zone", "Asia/Shanghai", "--handbook"]
    told = CliRunner().invoke(app, ["sla", "import", str(log), *options, "ACME", "--json", *place])
    assert (told.exit_code, '"id": "ACME"' in told.output) == (0, True), told.output
    refused = [
        CliRunner().invoke(app, ["sla", "import", str(log), *options, "NONE", *place]),
        CliRunner().invoke(app, ["sla", "explain", str(case), "--handbook", "NONE", *place]),
        CliRunner().invoke(app, ["handbook", "show", "NONE", *place]),
    ]
    assert {(one.exit_code, one.output) for one in refused} == {(1, refused[2].output)}
    gone = CliRunner().invoke(app, ["sla", "import", str(log), *options, "STD", "--store", str(tmp_path / "no.db")])
    assert gone.exit_code == 1


def run_json(*words: str) -> Any:
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


TICKET = SmallTicket(
    submitted=datetime(2026, 3, 13, 17),  # noqa: DTZ001  wall time, read in the zone of each handbook
    priority=PriorityCode("L1"),
    channel="phone",
    contact=timedelta(minutes=40),
    resolved=timedelta(hours=20),
)


def test_what_changes_is_said_clock_by_clock(store: SqliteStore) -> None:
    begun(store, name="ASC")
    changed(store, "90m", "clocks", 0, "targets", "P1")
    changed(store, "business", "clocks", 0, "hours", "P2")
    for value, path in ((True, ("clocks", 0, "pausable")), (False, ("intake", 0, "required"))):
        changed(store, value, *path)
    changed(store, "最急", "priorities", 0, "name", "zh")
    changed(store, [["10:00", "12:00"]], "calendar", "weekly", "mon")
    asc = shelf.handbook("ASC")
    own = checked(pack_drafts.opened(store, WRITER, "ACME").files, "ACME").handbook
    assert own is not None
    found = changes_between(asc, own)
    (clock,) = found.clocks
    (p1,) = [one for one in clock.aims if one.priority == "P1"]
    assert p1.before == Aim(span=timedelta(hours=2), hours="wall")
    assert p1.after == Aim(span=timedelta(minutes=90), hours="wall")
    assert {one.priority for one in clock.aims} == {"P1", "P2"}
    assert clock.aspects == ("pausable", "basis")
    assert [(one.part, one.how) for one in found.parts] == [
        ("priorities", "changed"), ("intake", "changed"), ("calendar", "changed"), ("title", "changed"),
    ]  # fmt: skip
    twins = same_ticket(store, asc, own, TICKET)
    assert twins.rows


def test_added_and_removed_parts_are_named(store: SqliteStore) -> None:
    begun(store, "blank", "")
    files = pack_drafts.opened(store, WRITER, "ACME").files
    base = checked(files, "ACME").handbook
    text = files["handbook.yaml"].replace("name: symptom", "name: symptoms").replace("NEW-3.1", "NEW-3.2")
    text = text.replace("  - name: resolution\n", "  - name: repair\n")
    own = checked({"handbook.yaml": text}, "ACME").handbook
    assert base is not None
    assert own is not None
    found = changes_between(base, own)
    assert {(one.name, one.before is None) for one in found.clocks} == {("resolution", False), ("repair", True)}
    assert {(one.part, one.how, one.name) for one in found.parts if one.part in {"intake", "clauses"}} == {
        ("intake", "removed", "symptom"), ("intake", "added", "symptoms"),
        ("clauses", "removed", "NEW-3.1"), ("clauses", "added", "NEW-3.2"),
    }  # fmt: skip
    back = changes_between(own, base)
    assert len(back.clocks) == len(found.clocks)


def packed(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_yaml", ".yaml"), data)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "source", "code"),
    [
        (packed(bomb_yaml=b"a" * 50_000_000), "bomb.yaml", "too_large"),
        (packed(**{f"f{n}_yaml": b"#" + b"a" * 1_000_000 for n in range(4)}), "x.zip", "pack_whole_large"),
        (packed(**{f"f{n}_yaml": b"a: 1" for n in range(MOST_FILES + 1)}), "x.zip", "pack_many_files"),
        (packed(run__exe=b"MZ"), "exe", "pack_file_name"),
        (packed(one__a_yaml=b"a: 1", two__a_yaml=b"b: 1"), "a.yaml", "pack_file_twice"),
        (packed(a_yaml="a: 1\nb: 级".encode("gb18030")), "a.yaml", "pack_not_utf8"),
        (packed(), "handbook.yaml", "pack_no_file"),
        (b"PK\x03\x04 nothing of a zip", "x.zip", "pack_zip_broken"),
        (b"x" * (MOST_WHOLE + 1), "x.zip", "pack_whole_large"),
        (b"x" * (MAX_CHARS + 1), "handbook.yaml", "too_large"),
        (b"\xff\xfe", "handbook.yaml", "pack_not_utf8"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_place(data: bytes, source: str, code: str) -> None:
    files, problems = read_upload("some/where/x.zip", data)
    assert files == {}
    assert (source, code) in {(one.source, one.code) for one in problems}


def test_a_zip_that_wants_a_pass_phrase_is_refused() -> None:
    data = bytearray(packed(a_yaml=b"a: 1"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert [one.code for one in read_upload("x.zip", bytes(data))[1]] == ["pack_zip_broken"]


_NINE = ", ".join(["{0}"] * 9)
_TOWER = "".join(f"{b}: &{b} [{_NINE.format('*' + a)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True))
HOSTILE = {
    "bomb": f"a: &a [{_NINE.format('x')}]\n{_TOWER}",
    "itself": "a: &a [*a]\n",
    "tag": "pack: !!python/object/apply:os.system [id]\n",
    "types": "pack: 7\nclocks: {a: 1}\nclauses: yes\n",
    "deep": "a: " + "[" * 400 + "]" * 400,
    "twice": "pack: {id: ACME}\npack: {id: ACME}\n",
    "null": "pack: \x00\n",
    "empty": "",
    "list": "- 1\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_kept_as_a_draft_and_told_by_line(store: SqliteStore, name: str) -> None:
    """Nothing is run, unfolded or lost; the form shows nothing of it and changes nothing in it."""
    files, problems = read_upload("x.yaml", HOSTILE[name].encode())
    assert problems == ()
    wanted = NewPack(id="ACME", title=TITLE, origin="upload", files=files)
    pack = pack_drafts.begin(store, WRITER, wanted, AT)
    kept = pack_drafts.opened(store, WRITER, "ACME").files
    found = checked(kept, "ACME")
    assert found.handbook is None
    assert found.problems
    assert contradictions(kept, "ACME") is None
    with pytest.raises(WorldError):
        sheet_of(kept).put("45m", "clocks", 0, "targets", "L1")
    with pytest.raises(WorldError, match="pack_has_problems"):
        pack_drafts.publish(store, SECOND, "ACME", "0" * 64, seen=pack.seen, at=AT)


def test_too_much_text_is_refused_whole(store: SqliteStore) -> None:
    pack = begun(store)
    before = pack_drafts.opened(store, WRITER, "ACME").files
    for files in ({**before, "handbook.yaml": "a" * 5_000_000}, {**before, "../x": "a: 1"}, {}):
        with pytest.raises(WorldError, match="pack_too_much"):
            pack_drafts.save(store, WRITER, "ACME", files, seen=pack.seen, at=AT)
    now = pack_drafts.opened(store, WRITER, "ACME")
    assert (now.files, now.now.seen) == (before, pack.seen)


def test_nobody_else_writes_or_publishes(store: SqliteStore) -> None:
    pack = begun(store)
    outsiders: tuple[Role, ...] = ("trainee", "qa", "manager")
    for role in outsiders:
        outsider = someone(f"a-{role}", role)
        with pytest.raises(NotAllowed):
            pack_drafts.opened(store, outsider, "ACME")
        with pytest.raises(NotAllowed):
            pack_drafts.publish(store, outsider, "ACME", "", seen=pack.seen, at=AT)


def test_a_line_end_of_another_machine_is_no_change(store: SqliteStore) -> None:
    pack = begun(store)
    files = {
        name: text.replace("\n", "\r\n") for name, text in pack_drafts.opened(store, WRITER, "ACME").files.items()
    }
    assert pack_drafts.save(store, WRITER, "ACME", files, seen=pack.seen, at=AT) == pack


def test_the_blank_one_parses_as_it_ships() -> None:
    from mysterydesk.library import read_text  # noqa: PLC0415  only here

    handbook, problems = parse_handbook(
        {"blank.yaml": read_text("mysterydesk", "blank-pack.yaml")}, shelf.vocabulary()
    )
    assert problems == ()
    assert handbook is not None
