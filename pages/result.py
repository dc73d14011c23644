"""What was it worth: verdict, gates, what matters most, the timeline, every finding with its proof."""

from collections.abc import Mapping

import streamlit as st

from mysterydesk import drills, results
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from pages.parts.frame import badge, style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.result_findings import Row, choose, detail, finding_title, lost, rows_of
from pages.parts.timeline_chart import timeline
from pages.parts.verdicts import points, total_words, verdict_badge
from simulator.drill import Attempt

guest = guard("result")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _head(guest: Guest, shown: results.Result) -> None:
    t, case = guest.t, shown.attempt.desk.case
    card = shown.card
    left, right = st.columns([4, 1.2], vertical_alignment="center")
    with left, st.container(horizontal=True, vertical_alignment="center"):
        st.header(shown.title.get(t.lang, ""), anchor=False, width="content")
        st.markdown(verdict_badge(t, str(card["verdict"])))
    gates = rows_of(card["findings"])
    broken = [row for row in gates if row["critical"] and row["verdict"] == "not_met"]
    sentence = t.count("result.sentence_gates", len(broken)) if broken else t(f"result.sentence_{card['verdict']}")
    facts = f"{case.handbook} · {t(f'channel.{case.channel}')} · {t(f'mode.{shown.attempt.state.mode}')}"
    st.markdown(f"{sentence}　:small[:gray[{facts}]]")
    if shown.own and right.button(t("result.again"), icon=":material/replay:", key="again", width="stretch"):
        wanted = drills.Begin(scenario=case.scenario, lang=t.lang, mode="practice")
        attempt = drills.begin(guest.world.store, guest.account, wanted, now())
        st.session_state.clear()
        go("desk", attempt=attempt)


def _totals(guest: Guest, shown: results.Result) -> None:
    t, card = guest.t, shown.card
    total = card["total"]
    low, high = (_number(total[0]), _number(total[1])) if isinstance(total, list) else (0.0, 0.0)
    tallies = card["points"] if isinstance(card["points"], Mapping) else {}
    with st.container(border=True, key="card_totals"):
        st.metric(t("result.total"), total_words(t, low, high))
        second, third = st.columns(2)
        second.metric(t("result.state"), _half(tallies.get("state")))
        third.metric(t("result.words"), _half(tallies.get("words")))
        st.progress(
            min(1.0, low / 100),
            text=t("result.pass_line", total=points(shown.attempt.desk.handbook.settings["pass_total"].value)),
        )
        handbook = shown.attempt.desk.handbook
        st.html("　".join(badge(t, handbook, name) for name in ("A-pass-total", "A-weights", "A-review-share")))


def _half(tally: object) -> str:
    if not isinstance(tally, Mapping):
        return "–"
    reached = _number(tally.get("possible")) - _number(tally.get("lost")) - _number(tally.get("unjudged"))
    return f"{points(reached)} / {points(_number(tally.get('possible')))}"


def _gates(guest: Guest, shown: results.Result) -> None:
    t = guest.t
    with st.container(border=True, key="card_gates"):
        st.markdown(f"**{t('result.gates')}**")
        for row in rows_of(shown.card["findings"]):
            if row["critical"]:
                mark = {"not_met": ":red[:material/dangerous:]", "met": ":green[:material/check_circle:]"}
                icon = mark.get(str(row["verdict"]), ":gray[:material/help:]")
                words = t(f"gate.{row['code']}")
                st.markdown(f"{icon} {words}")


def _three(guest: Guest, shown: results.Result) -> None:
    t = guest.t
    worst = sorted(rows_of(shown.card["findings"]), key=lost, reverse=True)[:3]
    with st.container(border=True, key="card_three"):
        st.markdown(f"**{t('result.three')}**")
        todo = [row for row in worst if lost(row)]
        for number, row in enumerate(todo, start=1):
            st.markdown(f"{number}. {finding_title(t, shown.attempt, row)}　:gray-badge[+{points(lost(row))}]")
        if not todo:
            st.markdown(t("result.nothing_lost"))


def _paints(findings: tuple[Row, ...]) -> dict[int, str]:
    paints: dict[int, str] = {}
    for row in findings:
        if row["verdict"] != "not_met":
            continue
        for proof in rows_of(row.get("proof")):
            number = proof.get("event")
            if isinstance(number, int):
                paints[number] = "gate" if row["critical"] or paints.get(number) == "gate" else "lost"
    return paints


def _truth(guest: Guest, attempt: Attempt) -> None:
    """Say what was so: the cause and the right priority, now that it may be known."""
    t, case = guest.t, attempt.desk.case
    level = results.right_level(attempt)
    cause = t.of(case.fault_model.cause(case.true_cause).title)
    st.markdown(f":small[{t('result.truth', cause=cause, level=t.of(attempt.desk.handbook.priority(level).name))}]")


def main(guest: Guest) -> None:
    """Draw the result of the attempt in the address."""
    t = guest.t
    style(t)
    name = st.query_params.get("attempt", "")
    try:
        shown = results.result(guest.world.store, guest.account, name)
    except WorldError:
        st.info(t("result.nothing"), icon=":material/fact_check:")
        return
    _head(guest, shown)
    left, right = st.columns([1, 2.35], gap="small")
    with left:
        _totals(guest, shown)
        _gates(guest, shown)
        _three(guest, shown)
    findings = rows_of(shown.card["findings"])
    with right:
        with st.container(border=True, key="card_timeline"):
            st.markdown(f"**{t('result.what_happened')}**")
            timeline(shown.clocks, shown.attempt, _paints(findings), t)
            _truth(guest, shown.attempt)
        lists, proof = st.columns([1.1, 1], gap="small")
        with lists, st.container(border=True, key="card_findings"):
            chosen = choose(findings, t, shown.attempt)
        with proof, st.container(border=True, key="card_proof"):
            if chosen is not None:
                detail(chosen, shown.attempt, t)


main(guest)
