"""What was it worth: verdict, gates, what matters most, one's own way beside the ideal one, every finding proven."""

from html import escape

import streamlit as st

from mysterydesk import results
from mysterydesk.clock import now
from mysterydesk.i18n import Translation
from mysterydesk.ideal import Parting, ideal_of, parting
from pages.parts.frame import Regions, clause_words, style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.opened import opened_result
from pages.parts.result_branch import branch_card
from pages.parts.result_findings import Row, choose, detail, event_detail, finding_title, rows_of, text_of
from pages.parts.result_review import amend_form, is_reviewer, review_card
from pages.parts.result_side import drill_on, figures, gates, practise, three, totals
from pages.parts.step_words import doer_of, said_step, said_together, whose_title
from pages.parts.timeline_chart import timeline
from pages.parts.timeline_rows import beyond, parting_rule
from pages.parts.verdicts import verdict_badge
from simulator.drill import Attempt

guest = guard("result")

HEIGHT = 640  # of both columns where the style sheet does not reach: it makes them as high as the window


def _regions(t: Translation) -> Regions:
    return {
        "scroll_side": ("region", t("result.region_side")),
        "scroll_story": ("region", t("result.what_happened")),
        "scroll_findings": ("region", t("result.findings")),
        "scroll_proof": ("region", t("result.region_proof")),
    }


def _sentence(t: Translation, shown: results.Result) -> str:
    broken = [row for row in rows_of(shown.card["findings"]) if row["critical"] and row["verdict"] == "not_met"]
    if broken:
        return t.count("result.sentence_gates", len(broken))
    verdict = str(shown.card["verdict"])
    return t("result.sentence_review") if verdict == "person" and not shown.own else t(f"result.sentence_{verdict}")


def _head(guest: Guest, shown: results.Result) -> None:
    t, case = guest.t, shown.attempt.desk.case
    left, right = st.columns([3.4, 1.2], vertical_alignment="center")
    with left, st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key="head"):
        st.header(whose_title(t, shown), anchor=False, width="content")
        st.markdown(f"{verdict_badge(t, str(shown.card['verdict']))} {_sentence(t, shown)}", width="content")
    with right, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if st.button(t("result.replay"), icon=":material/play_circle:", key="to_replay"):
            go("replay", attempt=shown.attempt.id)
        if shown.own and st.button(t("result.again"), icon=":material/replay:", key="again"):
            practise(case.scenario, shown.attempt)


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


def _parted(t: Translation, shown: results.Result, parted: Parting | None) -> str:
    """Say where the handling first went another way than the ideal one; no fault by itself."""
    attempt = shown.attempt
    if parted is None:
        return t("result.alike")
    mine = said_step(t, attempt, parted.mine) if parted.mine else t("result.no_step")
    best = said_step(t, attempt, parted.ideal) if parted.ideal else t("result.no_step")
    drawn = parting_rule(attempt, parted) is not None
    return t("result.parted" if drawn else "result.parted_later", who=doer_of(t, shown), mine=mine, ideal=best)


def _story(guest: Guest, shown: results.Result, findings: tuple[Row, ...]) -> int | None:
    """Draw the timeline; give the event whose mark was picked."""
    t, attempt, desk, mode = guest.t, shown.attempt, shown.attempt.desk, shown.attempt.state.mode
    ideal = ideal_of(guest.world.store, attempt, now())
    parted = parting(attempt.events, ideal) if ideal else None
    with st.container(border=True, key="card_timeline", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            facts = " · ".join((desk.case.handbook, t(f"channel.{desk.case.channel}"), t(f"mode.{mode}")))
            what = f"**{t('result.what_happened')}**　:small[:gray[{facts}]]"
            st.markdown(what, width="content", help=t("chart.legend"))
            st.markdown(f":small[:gray[{t('chart.hint')}]]", width="content")
        paints = _paints(findings)
        picked = timeline(shown, paints, ideal, parted, t)
        level = t.of(desk.handbook.priority(results.right_level(attempt)).name)
        cause = t.of(desk.case.fault_model.cause(desk.case.true_cause).title)
        lines = [t("result.truth", cause=cause, level=level), *([_parted(t, shown, parted)] if ideal else [])]
        later = said_together(t, attempt, beyond(attempt, paints))
        lines += [t("result.later", steps=t("replay.and").join(later))] if later else []
        st.markdown("  \n".join(f":small[{line}]" for line in lines))
    return picked


def _printed(t: Translation, attempt: Attempt, findings: tuple[Row, ...]) -> str:
    """List on paper what the screen shows one at a time."""
    missed = [row for row in findings if row["verdict"] == "not_met"]
    rows = "".join(
        f"<li>{escape(finding_title(t, attempt, row))} ({escape(clause_words(text_of(row['clause'])))})</li>"
        for row in missed
    )
    return f'<div class="md-print"><b>{escape(t("result.missed"))}</b><ul>{rows}</ul></div>'


def main(guest: Guest) -> None:
    """Draw the result of the attempt in the address."""
    t = guest.t
    style(t, "result", regions=_regions(t))
    shown = opened_result(guest)
    _head(guest, shown)
    findings = rows_of(shown.card["findings"])
    left, right = st.columns([1, 2.35], gap="small")
    with left, st.container(height=HEIGHT, border=False, key="scroll_side"):
        totals(t, shown)
        gates(t, shown)
        review_card(guest, shown)
        three(guest, shown)
        figures(t, shown)
    with right, st.container(height=HEIGHT, border=False, key="scroll_story"):
        picked = _story(guest, shown, findings)
        branch_card(guest, shown)
        lists, proof = st.columns([1.1, 1], gap="small")
        with lists, st.container(border=True, key="card_findings", gap="small"):
            chosen = choose(findings, t, shown, picked)
        with proof, st.container(border=True, key="card_proof", gap="small"):
            if chosen is not None:
                detail(chosen, shown, t)
                if shown.own and chosen["verdict"] == "not_met":
                    drill_on(guest, shown, chosen)
                elif is_reviewer(guest, shown):
                    amend_form(guest, shown, chosen)
            elif picked is not None:
                event_detail(picked, shown, t)
    st.html(_printed(t, shown.attempt, findings))


main(guest)
