"""How does somebody judge an attempt blind: what happened on the left, one question a criterion on the right?"""

from collections.abc import Mapping
from html import escape
from itertools import groupby, pairwise

import streamlit as st

from mysterydesk import calibrating
from mysterydesk.calibrating import ToJudge
from mysterydesk.calibration_record import SAID, Said, Session
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.results import right_level
from pages.parts.finding_words import said_params
from pages.parts.frame import clause_words
from pages.parts.guard import Guest
from pages.parts.replay_steps import SILENT
from pages.parts.step_words import time_of, what_of, who_of, written
from simulator.drill import Attempt
from sla.timeline import Event

KEPT = "calibration_kept"
Row = Mapping[str, object]


def _line(t: Translation, attempt: Attempt, event: Event) -> str:
    who, clock = who_of(t, attempt, event, t("calibrate.trainee")), time_of(attempt, event)
    words = str(event.fields.get("text") or "")
    head = f'<div class="md-who">{escape(who)}　{clock}　{escape(what_of(t, attempt, event))}</div>'
    said = f'<div class="md-said">{escape(words)}</div>' if words else ""
    return f"{head}{said}{written(t, attempt, event)}"


def _said_already(before: Event | None, event: Event) -> bool:
    """Tell whether an event only marks the message before it."""
    words = event.fields.get("text")
    return bool(words) and before is not None and before.at == event.at and before.fields.get("text") == words


def _truth(t: Translation, attempt: Attempt) -> str:
    """Say what was so: whoever judges has to know it, as the scorer does."""
    case, handbook = attempt.desk.case, attempt.desk.handbook
    cause = t.of(case.fault_model.cause(case.true_cause).title)
    return t("result.truth", cause=cause, level=t.of(handbook.priority(right_level(attempt)).name))


def _story(t: Translation, shown: ToJudge) -> None:
    events = [one for one in shown.attempt.events if one.kind not in SILENT]
    events = [one for before, one in pairwise((None, *events)) if one and not _said_already(before, one)]
    body = "".join(f'<div class="md-step">{_line(t, shown.attempt, one)}</div>' for one in events)
    with st.container(height=640, key="scroll_said"):
        st.html(body)


def _title(t: Translation, attempt: Attempt, row: Row) -> str:
    params = row["params"]
    known = {str(name): one for name, one in params.items()} if isinstance(params, Mapping) else {}
    return t(f"finding.{row['code']}", **said_params(t, attempt, known))


def _keep(guest: Guest, session: Session, attempt: str, places: tuple[int, ...]) -> None:
    """Keep the sheet; what was chosen stays chosen where it is refused."""
    said: dict[int, Said] = {}
    for place in places:
        chosen = st.session_state.get(_key(attempt, place))
        if chosen in SAID:
            said[place] = chosen
    try:
        calibrating.rate(guest.world.store, guest.account, session.id, attempt, said, now())
    except WorldError as fault:
        st.session_state[KEPT] = (fault_text(guest.t, fault), False)
        return
    st.session_state[KEPT] = (guest.t("calibrate.kept"), True)
    st.session_state.pop("cal_at", None)


def _key(attempt: str, place: int) -> str:
    return f"cal_{attempt}_{place}"


def _questions(guest: Guest, session: Session, attempt: str, shown: ToJudge) -> None:
    t = guest.t
    names: Mapping[Said, str] = {one: t(f"calibrate.said_{one}") for one in SAID}
    with st.container(height=560, key="scroll_ask"):
        rows = sorted(shown.questions.items())
        for family, group in groupby(rows, key=lambda one: str(one[1]["family"])):
            st.markdown(f"**{t(f'family.{family}')}**")
            for place, row in group:
                label = f"{_title(t, shown.attempt, row)} · {clause_words(str(row['clause']))}"
                st.segmented_control(
                    label, SAID, format_func=lambda one, names=names: names[one], key=_key(attempt, place),
                    default=shown.said.get(place),
                )  # fmt: skip
    st.button(
        t("calibrate.keep"), key="cal_keep", type="primary", on_click=_keep,
        args=(guest, session, attempt, tuple(shown.questions)),
    )  # fmt: skip


def judge(guest: Guest, session: Session) -> None:
    """Draw one attempt of a session, the first that this person has not judged unless another is chosen."""
    t, store, account = guest.t, guest.world.store, guest.account
    mine = session.sheets.get(account.id, {})
    own = calibrating.own_in(store, account, session)
    todo = [one for one in session.attempts if one not in own]
    left = [one for one in todo if one not in mine]
    names = {one: t("calibrate.number", n=at, of=len(todo)) for at, one in enumerate(todo, start=1)}
    marks = {one: f"{'✓ ' if one in mine else ''}{name}" for one, name in names.items()}
    words, well = st.session_state.pop(KEPT, ("", True))
    if words:
        (st.success if well else st.error)(words)
    if not todo:
        st.info(t("calibrate.all_own"))
        return
    first = todo.index((left or todo)[0])
    attempt = st.selectbox(
        t("calibrate.which"), todo, index=first, format_func=marks.__getitem__, key="cal_at", width=320
    )
    shown = calibrating.sheet(store, account, session.id, attempt)
    st.markdown(f":small[{_truth(t, shown.attempt)} :gray[{t('calibrate.blind')}]]")
    story, ask = st.columns([1.2, 1], gap="small")
    with story:
        _story(t, shown)
    with ask:
        _questions(guest, session, attempt, shown)
