"""What each finding of written work says, and what it is held against, as recorded."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from policy.handbook import Handbook
from policy.text import Lang
from scenarios.parse import parse_scenario
from scoring.validate.exam_room import Trial, replayed
from scoring.written.document import Written
from scoring.written.drawn import references_of
from scoring.written.kind import Kinds, parse_kinds
from scoring.written.month import cause_of, month_of
from scoring.written.read import Entry
from scoring.written.said import said_of
from scoring.written.score import Sheet, as_data, score_written
from tests.scoring.conftest import Desks, Sit
from tests.scoring.recorded import recorded
from tests.scoring.test_single_changes import line
from tests.scoring.written_set import documents, later

CONTENT = Path(__file__).resolve().parent.parent.parent / "scoring" / "content" / "written.yaml"


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    parsed, problems = parse_kinds(CONTENT.read_text("utf-8"), "written.yaml")
    assert parsed is not None, problems
    return parsed


def _lines(one: Entry, kinds: Kinds, desks: Desks) -> list[str]:
    sheet = score_written(one.written, one.kind, one.references, kinds, desks[one.handbook][0])
    why = " ".join(f"{reason.code}:{reason.criterion}" for reason in sheet.reasons)
    shown = [
        f"{line(found)} " + " ".join(f"{proof.section}“{proof.quote}”{proof.start}" for proof in found.evidence)
        for found in sheet.findings
    ]
    return [f"{sheet.verdict} {sheet.total[0]}..{sheet.total[1]} {why}", *shown]


def _less(one: Entry) -> Iterator[tuple[str, Entry]]:
    """Leave one section empty, put the first into it, or take one true fact away."""
    codes = list(one.written.sections)
    for at, code in enumerate(codes):
        given = "" if at % 2 else one.written.sections[codes[at - 1]]
        sections = {**one.written.sections, code: given}
        yield (
            f"{code} {'empty' if at % 2 else codes[at - 1]}",
            replace(one, written=Written(id="x", sections=sections)),
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("manual", ["STD", "DSK"])
def test_documents_are_judged_as_recorded(
    lang: Lang, manual: str, request: pytest.FixtureRequest, kinds: Kinds, desks: Desks
) -> None:
    seen: set[str] = set()
    said: list[str] = []
    for one, _ in documents(lang, kinds):
        if one.handbook != manual:
            continue
        whole = _lines(one, kinds, desks)
        said += [f"# {one.written.id}", *whole]
        if one.kind.code not in seen:
            seen.add(one.kind.code)
            for name, less in _less(one):
                said += [
                    f"# {one.written.id}: {name}",
                    *(row for row in _lines(less, kinds, desks) if row not in whole),
                ]
    recorded(request, f"written-{manual}", lang, said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_single_sections_are_judged_as_recorded(
    lang: Lang, request: pytest.FixtureRequest, kinds: Kinds, desks: Desks
) -> None:
    known = {one.written.id: one for one, _ in documents(lang, kinds)}
    said: list[str] = []
    for row in (row for row in later() if row["lang"] == lang):
        one = known[row["of"]]
        alone = replace(one, written=Written(id="later", sections={row["section"]: row["text"]}))
        shown = [found for found in _lines(alone, kinds, desks) if f"section={row['section']}," in found]
        said += [f"# {row['of']} {row['section']}", *shown]
    recorded(request, "written-sections", lang, said)


def test_a_score_as_data_holds_every_part(kinds: Kinds, desks: Desks) -> None:
    one, _ = next(documents("zh", kinds))
    sheet = score_written(one.written, one.kind, one.references, kinds, desks[one.handbook][0])
    data = as_data(sheet)
    assert {name: data[name] for name in ("id", "kind", "verdict", "scorer")} == {
        "id": one.written.id,
        "kind": one.kind.code,
        "verdict": sheet.verdict,
        "scorer": "written-2",
    }
    assert data["total"] == [sheet.total[0], sheet.total[1]]
    assert data["reasons"] == [{"code": why.code, "criterion": why.criterion} for why in sheet.reasons]
    findings = data["findings"]
    assert isinstance(findings, list)
    assert [found["code"] for found in findings] == [found.code for found in sheet.findings]
    labels = [found["label"] for found in findings]
    assert labels[0] == f"{sheet.findings[0].params['section']}.{sheet.findings[0].params['name']}"


def test_what_is_true_of_a_case_is_as_recorded(trials: tuple[Trial, ...], request: pytest.FixtureRequest) -> None:
    for trial in trials[:4]:
        case = trial.desk.case
        events = replayed(trial.opened(), trial.ideal).events
        found = references_of(case, trial.key, events, prompt="写一份报告")
        rows = [repr({name: value for name, value in asdict(fact).items() if value}) for fact in found.facts]
        said = [*rows, repr(found.private), repr(found.secrets), found.prompt, found.lang, *found.known.split("\n")]
        recorded(request, "written-references", f"{case.scenario} {case.lang}", said)


def test_a_month_is_added_up(trials: tuple[Trial, ...], handbook: Handbook) -> None:
    cases = [trial.desk.case for trial in trials if trial.lang == "zh"]
    often = [cases[0], cases[0], *cases]
    month = month_of(often, 17, handbook, 2026, 3)
    product = cases[0].product
    causes = [cause_of(one) for one in often if one.product == product]
    assert (month.year, month.month, month.total, month.before) == (2026, 3, len(often), 17)
    assert (month.product, month.of_product) == (product, sum(one.product == product for one in often))
    assert (month.cause, month.of_cause) == (cause_of(cases[0]), causes.count(cause_of(cases[0])))
    assert month.outages == sum(one.kind == "outage" for one in often)
    with pytest.raises(ValueError, match="a month needs tickets"):
        month_of([], 0, handbook, 2026, 3)


NO_WAY_ROUND: dict[Lang, tuple[str, ...]] = {
    "zh": ("没有临时方案，先修好再用。", "目前暂无可用的替代办法。", "查过了，找不到绕过的办法。"),
    "en": ("There is no workaround.", "No interim solution is available.", "Nothing temporary: none was found."),
}
INVENTED: dict[Lang, tuple[str, ...]] = {
    "zh": ("临时方案：先用备用服务器。", "可能没有临时方案。"),
    "en": ("Temporary solution: use the spare server.", "Perhaps there is no workaround."),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_no_detour_is_known_saying_so_is_the_temporary_solution(
    lang: Lang, sit: Sit, root: Path, kinds: Kinds, desks: Desks
) -> None:
    path = next((root / "scenarios" / "content" / "scenarios").glob("S039*.yaml"))
    scenario, problems = parse_scenario(path.read_text("utf-8"), path.name)
    assert scenario is not None, problems
    trial = sit(scenario, 2, lang)
    references = references_of(trial.desk.case, trial.key, ())
    (relief,) = references.of("relief")
    plan = kinds.kind("solution_plan")
    assert plan is not None

    told = {one.code: ". ".join(fact.value for fact in references.of(one.carries[0])) for one in plan.sections}

    def score_with(temporary: str) -> Sheet:
        written = Written(id="p", sections={**told, "temporary": temporary})
        return score_written(written, plan, references, kinds, desks["ASC"][0])

    for text in NO_WAY_ROUND[lang]:
        assert said_of(relief, text).manner == "told", text
        assert score_with(text).verdict == "pass", (text, score_with(text).findings)
    for text in INVENTED[lang]:
        assert said_of(relief, text).manner != "told", text
        assert score_with(text).verdict != "pass", text
