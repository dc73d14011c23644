"""How does a branch stand beside the drill it began with: outcome, clocks, findings, the steps of each?"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from mysterydesk import results
from mysterydesk.branches import Beside, beside
from mysterydesk.explain_words import STATES
from mysterydesk.i18n import Translation
from mysterydesk.ideal import steps_of
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.result_findings import Row, finding_title
from pages.parts.result_side import total_of
from pages.parts.step_words import said_step
from pages.parts.verdicts import total_words, verdict_badge
from sla.clock import SlaClock
from sla.timeline import Timeline

MARKS = {"met": ":green[:material/check_circle:]", "not_met": ":red[:material/cancel:]"}
NO_MARK = ":gray[:material/help:]"


def _outcome(t: Translation, shown: results.Result, name: str) -> None:
    """Say under a name what came of a drill."""
    low, high = total_of(shown)
    badge = verdict_badge(t, str(shown.card["verdict"]))
    st.markdown(f"**{name}**　{badge} {total_words(t, low, high)}")


def _steps(t: Translation, shown: results.Result, own: Timeline) -> None:
    """List what makes the handling from the parting on; talk stands in the replay."""
    lines = [said_step(t, shown.attempt, event) for event in steps_of(own)] or [t("branch.nothing")]
    st.html('<ul class="md-list">' + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>")


def _clock_line(t: Translation, shown: results.Result, pair: tuple[SlaClock | None, SlaClock | None]) -> str:
    known = pair[1] or pair[0]
    title = t.of(shown.attempt.desk.handbook.clock(known.name).title) if known else ""
    before, after = (t(STATES[one.state]) if one else t("branch.none") for one in pair)
    return t("branch.turned", what=title, before=before, after=after)


def _finding_line(t: Translation, both: Beside, pair: tuple[Row | None, Row | None]) -> str:
    before, after = pair
    known, shown = (after, both.after) if after is not None else (before, both.before)
    title = finding_title(t, shown.attempt, known) if known else ""
    marks = [MARKS.get(str(row["verdict"]), NO_MARK) if row else NO_MARK for row in pair]
    words = [t(f"verdict_of.{row['verdict']}") if row else t("branch.none") for row in pair]
    said = t("branch.turned", what=title, before=words[0], after=words[1])
    return f"{marks[0]} → {marks[1]} {said}"


def _listed(head: str, lines: Sequence[str]) -> None:
    if lines:
        st.markdown(f"**{head}**")
        st.markdown("  \n".join(f":small[{line}]" for line in lines))


def branch_card(guest: Guest, shown: results.Result) -> None:
    """Draw the card of a branch; nothing for any other drill."""
    t, both = guest.t, beside(guest.world.store, guest.account, shown)
    if both is None:
        return
    before, after = both.own_parts()
    with st.container(border=True, key="card_branch", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{t('branch.title')}**　:small[:gray[{t('branch.no_count')}]]", width="content")
            if st.button(t("branch.to_origin"), key="to_origin", icon=":material/fork_left:"):
                go("result", attempt=both.before.attempt.id)
        left, right = st.columns(2, gap="small")
        with left:
            _outcome(t, both.before, t("branch.before"))
            _steps(t, both.before, before)
        with right:
            _outcome(t, both.after, t("branch.after"))
            _steps(t, both.after, after)
        _listed(t("branch.clocks"), [_clock_line(t, shown, pair) for pair in both.clocks()])
        turned = [_finding_line(t, both, pair) for pair in both.turned()]
        _listed(t("branch.findings"), turned or [t("branch.alike")])
