"""Every message there is in both languages, used, alike in its placeholders, and in its own language."""

import ast
import errno
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from certification.decision import Answer, GroundCode
from certification.sitting import State as SittingState
from mysterydesk import shelf
from mysterydesk.calibration_record import SAID
from mysterydesk.commands.exam import ASSUMED
from mysterydesk.commands.import_words import COUNTS, TIMES, WORKING
from mysterydesk.coverage.matrix import STANDINGS
from mysterydesk.difficulty import NAMES as FIGURES_OF_DIFFICULTY
from mysterydesk.errors import _CAUSES, StoreError, file_fault
from mysterydesk.handbook_citing import PARTS
from mysterydesk.handbook_page import CHANNELS
from mysterydesk.i18n import LANGS, catalogue_texts, choose_lang, fault_text, merged, problem_text, translation
from mysterydesk.import_mapping import DATES, MEANINGS
from mysterydesk.import_seen import Use
from mysterydesk.import_tables import LEFT, OF_CLOCK, SUMS
from mysterydesk.importers.profile import CANONICAL
from mysterydesk.importers.yardstick import Guess
from mysterydesk.mask_patterns import KINDS
from mysterydesk.passwords import Weakness
from mysterydesk.roles import ROLES
from mysterydesk.scenario_changes import PARTS as PARTS_OF_SCENARIOS
from mysterydesk.status_lists import State
from mysterydesk.validity_figures import SWAPPED
from mysterydesk.written_words import written_kinds
from pages.parts.analysis_items import FLAGS
from pages.parts.exam_doors import RULES
from pages.parts.handbook_words import COLUMNS, FIGURES
from pages.parts.import_ask import SEPARATORS
from pages.parts.import_charts import PAINT
from pages.parts.import_mapping_form import FORMS, UNITS
from pages.parts.import_result import FIGURES as FIGURES_OF_IMPORTS
from pages.parts.import_result import FILES
from pages.parts.import_views import AFTER, BEFORE, DRAFT, STEPS
from pages.parts.import_words import OWN as OWN_PROBLEMS
from pages.parts.import_words import OWN_ASSUMED
from policy.problem import problem
from policy.text import Lang
from scenarios.check import SLOTS
from scenarios.scenario import Disclosure, Kind, Tells
from scenarios.twist import QUESTIONS, TWISTS
from scoring.diagnostics import CODES
from scoring.finding import FAMILIES as FAMILIES_SCORED
from scoring.finding import SHORTFALLS, Weight
from scoring.validate.goals import GOALS
from scoring.written.outcome import REASONS, Check

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("policy", "sla", "scenarios", "simulator", "scoring", "certification", "learning", "mysterydesk", "pages")
SAYING = {"t", "_", "message_id"}
FAULTS = {"WorldError", "StoreError", "Conflict", "NotAllowed", "ServeError", "FileMissing", "file_fault"}

FAMILIES: dict[str, set[str]] = {
    "replay.left.": {
        "open",
        "abandoned",
        "erased",
        "no_such_attempt",
        "attempt_damaged",
        "document_missing",
        "document_erased",
        "document_damaged",
        "content_broken",
        "not_winnable",
        "ideal_refused",
    },
    "review.why_": {"appeal", "person", "sample"},
    "calibrate.said_": set(SAID),
    "family.": set(FAMILIES_SCORED),
    "rubrics.weight_": set(get_args(Weight)),
    "validate.goal.": set(GOALS),
    "simulate.assumed.": set(ASSUMED),
    "analysis.flag.": set(FLAGS),
    "registry.is_": set(get_args(State)),
    "examiner.is_": set(get_args(Answer)),
    "registry.to_": set(get_args(State)),
    "registry.col_": {"number", "holder", "level", "state", "issued", "until"},
    "validity.swap.": {"G8", *SWAPPED},
    "validate.report.": {
        "head",
        "handbook",
        "rubric",
        "engine",
        "scorer",
        "cases",
        "day",
        "void",
        "unplayable",
        "goal",
        "value",
        "n",
        "limit",
        "result",
        "short",
    },
    "role.": set(ROLES),
    "drillkind.": set(get_args(Kind)),
    "gate_is.": {"met", "not_met", "not_judged"},
    "cli.": {"verified", "rejected", "unconfirmed"},
    "coverage.shown.": set(STANDINGS),
    "exam.answer.": set(get_args(Answer)),
    "exam.case.": {"pass", "fail", "person", "open"},
    "exam.choose.": {"one", "many", "order"},
    "exam.covered.": {"away", "away_says", "other_tab", "other_tab_says", "excess"},
    "exam.ended.": set(get_args(SittingState)) - {"open"} | {"reason"},
    "exam.ground.": set(get_args(GroundCode)),
    "exam.rule.": {*RULES, "extra"},
    "gap.": set(SHORTFALLS),
    "diagnostic.": set(CODES),
    "handbooks.channel.": set(CHANNELS),
    "handbooks.col_": set(COLUMNS),
    "handbooks.day.": set(map(str, range(7))),
    "handbooks.figure.": set(FIGURES),
    "handbooks.list.": {name for one in shelf.HANDBOOKS for name in shelf.handbook(one).lists},
    "handbooks.part.": set(PARTS),
    "handbooks.silent.": {name for one in shelf.HANDBOOKS for name in shelf.handbook(one).silent},
    "audit.": {
        "gap",
        "link",
        "digest",
        "text",
        "head",
        "document",
        "pages",
        "unreadable",
        "stream",
        "cut",
        "rewritten",
        "signer",
        "keyless",
        "absent",
        "account",
    },
    "verify.form_": {"json", "jwt", "png", "svg", "pdf"},
    "credential.is_": set(get_args(State)),
    "credentials.is_": {"suspended", "revoked"},
    "credential.key_": {"serves", "retired", "revoked"},
    "count.": {
        "handbooks",
        "scenarios",
        "accounts",
        "streams",
        "events",
        "documents",
        "manifests",
        "rows",
        "texts",
    },
    "doctor.": {
        "python",
        "content",
        "zones",
        "font",
        "port",
        "place",
        "store",
        "audit",
        "rows",
        "keys",
        "keys_apart",
        "clock",
        "content_counts",
        "not_there_yet",
        "pending",
        "store_counts",
        "manifests",
    },
    "admin.sure_": {"role", "link", "close", "open"},
    "admin.do_": {"role", "link", "close", "open"},
    "admin.done_": {"role", "link", "close", "open"},
    "writing.grade.": {"attitude", "quality", "skill"},
    "writing.month.": set(map(str, range(1, 13))),
    "writing.trend.": {"more", "fewer"},
    "writing.mark.": {"monthly", "check", "works", "total", "first", "outages", "more", "fewer", "before"},
    "written.check.": set(get_args(Check)),
    "written.reason.": set(REASONS),
    "written.topic.": {topic for kind in written_kinds().kinds for one in kind.sections for topic in one.carries},
    "written.right.": {"fact", "step", "stages"},
    "author.part.": set(PARTS_OF_SCENARIOS),
    "author.how.": {"added", "removed", "changed"},
    "author.slot.": set(SLOTS),
    "author.disclosure.": set(get_args(Disclosure)),
    "author.verbosity.": {"terse", "plain", "chatty"},
    "author.tone.": {"polite", "plain", "blunt"},
    "author.impact.": {"total", "stopped", "hindered"},
    "author.draw.": {"low", "high", "step"},
    "author.via.": {"ask", "log", "test", "compare"},
    "author.hand.": {"customer", "desk"},
    "author.repair.": {kind for one in shelf.HANDBOOKS for tier in shelf.handbook(one).tiers for kind in tier.solves},
    "mask.": set(KINDS),
    "author.twist.": set(TWISTS),
    "author.question.": set(QUESTIONS),
    "author.tells.": set(get_args(Tells)),
    "feature.": set(FIGURES_OF_DIFFICULTY),
    "author.need.": {"consent", "identity", "approval", "remote"},
    "cause.": {*_CAUSES.values(), "not_utf8", "other"},
    "cured.": {"masked", "broken", "nothing"},
    "imports.assumed.": set(OWN_ASSUMED),
    "imports.by.": {*SEPARATORS.values(), "other"},
    "imports.col.": set(CANONICAL),
    "imports.download.": {code for code, _ in FILES.values()},
    "imports.guess_": set(get_args(Guess)),
    "cli.import.guess_": set(get_args(Guess)),
    "cli.import.col_": {*COUNTS, *TIMES, *WORKING},
    "imports.left_": {*LEFT, "out", "out_n", "out_once"},
    "imports.part.": {*FIGURES_OF_IMPORTS, *PAINT},
    "imports.people_": {"left_out", "named", "help"},
    "imports.problem.": set(OWN_PROBLEMS),
    "imports.sheet.": {*SUMS, "what", "figure", "level", "level_note", "paused", "outcome"}
    | {f"clock_{one}" for one in OF_CLOCK},
    "imports.sheet.clock_": set(OF_CLOCK),
    "imports.step.": set(STEPS),
    "imports.times_": {"column", "written", "read"},
    "imports.use.": set(get_args(Use)),
    "imports.view.": {*BEFORE, *AFTER, DRAFT},
    "imports.form.": set(FORMS),
    "imports.dates.": {"own", *DATES},
    "imports.unit.": set(UNITS),
    "imports.means.": {"unknown", *(one.replace(":", "_") for one in MEANINGS)},
    "fault.phrase_": set(get_args(Weakness)),
    "fault.print_": {"font_unreadable", "font_not_truetype", "font_not_embeddable", "glyph_missing", "name_too_long"},
    # Codes that are looked up in a table instead of standing where the fault is raised.
    "fault.": {
        "store_busy",
        "store_full",
        "store_refused",
        "store_broken",
        "port_in_use",
        "port_forbidden",
        "address_unknown",
        "font_missing",
        "font_not_truetype",
        "content_broken",
    },
}
"""Beginnings of keys that are put together at run time, with what must follow; better than `OPEN`."""

OPEN = (
    "validate.goal.",
    "validate.report.",
    "channel.",
    "condition.",
    "desk.",
    "drawer.",
    "event.",
    "filter.",
    "finding.",
    "finish.",
    "gate.",
    "hand.",
    "kind.",
    "line.",
    "mode.",
    "moment.",
    "need.",
    "problem.",
    "reason.",
    "refusal.",
    "result.sentence_",
    "right.",
    "section.",
    "tier.",
    "topic.",
    "verdict.",
    "verdict_of.",
    "verify.check.",
    "verify.ok.",
    "verify.code.",
    "via.",
)
"""Beginnings whose endings come from content or another room: what the catalogue has there counts as used."""

LATIN = {
    "CSV", "English", "HTML", "ID", "JSON", "OLA", "Open", "Badges", "OpenBadgeCredential", "PDF", "QA", "SLA",
    "MB", "UTC", "XLSX", "YAML", "eddsa", "rdfc",
}  # fmt: skip
"""Latin words that a Chinese sentence may show; commands stand in backticks, clause ids have their own form."""


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _name(call: ast.Call) -> str:
    """Give `t`, `t.count`, `problem`…, also for `guest.t(…)` and `self._t(…)`."""
    if isinstance(call.func, ast.Attribute):
        inner = call.func.value
        owner = inner.attr if isinstance(inner, ast.Attribute) else inner.id if isinstance(inner, ast.Name) else ""
        return "t" if call.func.attr == "count" and owner.lstrip("_") == "t" else call.func.attr.lstrip("_")
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _texts(node: ast.expr) -> list[str]:
    """Give the literal keys of an argument; a put-together one is given as `beginning*`."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return [f"{start}*"]
        case ast.IfExp(body=one, orelse=other):
            return [*_texts(one), *_texts(other)]
        case _:
            return []


def _problem_code(call: ast.Call) -> list[str]:
    """Give the literal code of `problem(source, line, code)` or of `part.problem(code, *under)`."""
    at = 0 if isinstance(call.func, ast.Attribute) else 2
    return _texts(call.args[at]) if len(call.args) > at else []


def _counts(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "count"


@cache
def _said() -> dict[str, str]:
    """Give every key, or `beginning*`, that the source says, with one place where it does."""
    found: dict[str, str] = {}
    for place, call in _calls():
        name, first = _name(call), call.args[:1]
        keys: list[str] = []
        if first and name in SAYING:
            keys = _texts(first[0])
        elif first and name in FAULTS:
            keys = [f"fault.{code}" for code in _texts(first[0])]
        elif name == "problem" and "def" not in place:
            keys = [f"problem.{code}" for code in _problem_code(call)]
        for key in keys:
            if "." in key:
                found.setdefault(key, place)
    return found


def _wordings(lang: Lang) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for message in merged(lang, catalogue_texts(lang)):
        key = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string or ""
        if key:
            found[key] = [said] if isinstance(said, str) else list(said)
    return found


def _needed() -> dict[str, str]:
    said = _said()
    needed = {key: place for key, place in said.items() if not key.endswith("*")}
    for beginning, members in FAMILIES.items():
        needed.update({beginning + member: "tests/mysterydesk/test_i18n.py" for member in members})
    return needed


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_that_is_said_has_a_wording(lang: Lang) -> None:
    wordings = _wordings(lang)
    missing = {key: place for key, place in _needed().items() if not any(wordings.get(key, []))}
    assert missing == {}


def test_keys_are_put_together_only_in_known_families() -> None:
    unknown = {
        key: place for key, place in _said().items() if key.endswith("*") and key[:-1] not in {*FAMILIES, *OPEN}
    }
    assert unknown == {}


def test_no_wording_is_left_over() -> None:
    assert sorted(key for key in set(_wordings("zh")) - set(_needed()) if not key.startswith(OPEN)) == []


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    def holes(wordings: list[str]) -> set[str]:
        return {hole for wording in wordings for hole in re.findall(r"{(\w*)}", wording)}

    zh, en = _wordings("zh"), _wordings("en")
    assert set(zh) == set(en)
    assert {key: holes(zh[key]) ^ holes(en[key]) for key in zh if holes(zh[key]) != holes(en[key])} == {}


def test_what_a_wording_asks_for_is_given() -> None:
    """A wording that names a value which the call does not give would break the page that says it."""
    wordings, lacking = _wordings("en"), {}
    for place, call in _calls():
        is_fault = _name(call) in {"WorldError", "StoreError", "Conflict"}
        given = {one.arg for one in call.keywords} | ({"n"} if _counts(call) else set())
        if not call.args or None in given or not (is_fault or _name(call) == "t"):
            continue
        for key in _texts(call.args[0]):
            said = f"fault.{key}" if is_fault else key
            asked = {name for text in wordings.get(said, []) for _, name, _, _ in Formatter().parse(text) if name}
            asked -= {"reason"} if "cause" in given else set()  # said of the cause, in the reader's language
            if asked - given:
                lacking[f"{place} {said}"] = asked - given
    assert lacking == {}


def test_chinese_shows_no_latin_word_outside_the_list() -> None:
    found: dict[str, set[str]] = {}
    for key, wordings in _wordings("zh").items():
        for wording in wordings:
            text = re.sub(r"`[^`]*`|{\w*}|\b[A-Z]{3}-\d[\w.]*|\b[PTL]\d\b", " ", wording)
            words = set(re.findall(r"[A-Za-z]{2,}", text)) - LATIN
            if words:
                found[key] = words
    assert found == {}


def test_english_shows_no_han() -> None:
    han = {key: said for key, said in _wordings("en").items() if re.search("[\u4e00-\u9fff]", "".join(said))}
    assert han == {"frame.other_language": ["中文"]}


def test_a_key_stands_once() -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a.b"\nmsgstr "x"\n'
    with pytest.raises(ValueError, match=r"two\.po:4: 'a\.b' stands twice"):
        merged("en", [("one.po", text), ("two.po", text)])


@pytest.mark.parametrize(
    ("cookie", "header", "lang"),
    [
        (None, None, "zh"),
        (None, "en-US,en;q=0.9,zh-CN;q=0.8", "en"),
        (None, "zh-TW,zh;q=0.9,en;q=0.8", "zh"),
        (None, "de-DE,de;q=0.9", "zh"),
        (None, "en;q=0, zh;q=0.1", "zh"),
        (None, "en;q=nonsense, zh;q=0.1", "zh"),
        ("en", "zh-CN", "en"),
        ("klingon", "en", "en"),
    ],
)
def test_the_switch_beats_the_browser(cookie: str | None, header: str | None, lang: Lang) -> None:
    assert choose_lang(cookie, header) == lang


def test_a_fault_says_what_to_do() -> None:
    fault = StoreError("store_foreign", path="desk.db", detail="")
    assert (
        fault_text(translation("zh"), fault) == "desk.db 不是本产品的数据库，没有动它。换一个路径，或把那个文件移走。"
    )


def test_a_fault_of_a_file_says_why_in_the_readers_language() -> None:
    """The operating system knows English only, whatever it refuses."""
    for number in errno.errorcode:
        fault = file_fault("file_unwritable", "副本", OSError(number, os.strerror(number)))
        zh, en = (fault_text(translation(lang), fault) for lang in LANGS)
        assert (zh.startswith("副本 写不进去："), en.startswith("副本 cannot be written: ")) == (True, True)
        assert re.findall("[A-Za-z]+|{", zh) == []
        assert number in {*_CAUSES} or str(number) in zh
    full, denied = (file_fault("file_unreadable", "a", OSError(one, "")) for one in (errno.ENOSPC, errno.EACCES))
    assert fault_text(translation("zh"), full) == "打不开 a：磁盘满了。腾出空间再试。"
    assert (
        fault_text(translation("en"), denied)
        == "a cannot be read: no permission. Check the folder and its permissions."
    )


def test_an_unknown_problem_still_shows_its_place() -> None:
    assert problem_text(translation("en"), problem("std.yaml", 41, "never_heard_of")).startswith("std.yaml:41: ")


def test_numbers_choose_the_form() -> None:
    said = [translation("en").count("login.error.wait", n) for n in (1, 2)]
    assert said == ["Too many tries. Try again in 1 minute.", "Too many tries. Try again in 2 minutes."]
    assert translation("zh").count("login.error.wait", 1) == "试的次数太多了，1 分钟后再试。"
