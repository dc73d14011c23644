"""What has a person said about a score, and what can this reader say: change a verdict, close, appeal, decide?"""

from collections.abc import Callable, Mapping

import streamlit as st

from mysterydesk import reviewing
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text, message_id
from mysterydesk.results import Result
from mysterydesk.review_record import Amendment, Appeal, On, Review, reasons
from mysterydesk.roles import may
from mysterydesk.store.records import AccountId
from pages.parts.guard import Guest
from pages.parts.result_findings import Row, finding_title, rows_of
from pages.parts.verbatim import verbatim
from pages.parts.verdicts import points, verdict_badge
from pages.parts.written_rows import moment, who
from scoring.amendment import Settled

SAID = "review_said"
WORDS, CLOSING, APPEAL, ABOUT, ANSWER, GRANTED = (
    "rv_words", "rv_closing", "rv_appeal", "rv_about", "rv_answer", "rv_granted",
)  # fmt: skip
CHOICES: tuple[Settled, ...] = ("met", "not_met")


def is_reviewer(guest: Guest, shown: Result) -> bool:
    """Tell whether the reader may judge this attempt: a reviewer, and not whose it is."""
    return not shown.own and may(guest.account.role, "review_attempts")


def _do(guest: Guest, shown: Result, step: Callable[[On], None], done: str) -> None:
    """Take one step, and keep what came of it for the next drawing; the typed words stay unless it was written."""
    try:
        step(On(attempt=shown.attempt.id, seen=shown.review.seen))
    except WorldError as fault:
        st.session_state[SAID] = (fault_text(guest.t, fault), False)
        return
    st.session_state[SAID] = (guest.t(done), True)


def _key(shown: Result, name: str) -> str:
    """Name a field anew after each step, so that nothing typed for one is still there for the next."""
    return f"{name}_{shown.review.seen}"


def _typed(shown: Result, name: str) -> str:
    return str(st.session_state.get(_key(shown, name)) or "")


def said(_guest: Guest) -> None:
    """Say once what came of the last step."""
    words, well = st.session_state.pop(SAID, ("", True))
    if words:
        (st.success if well else st.error)(words)


def review_card(guest: Guest, shown: Result) -> None:
    """Show what people said about this score, and the reader's next step."""
    t, review = guest.t, shown.review
    why = reasons(shown.entry, review)
    if shown.attempt.state.mode == "practice" and not (why or review.seen or is_reviewer(guest, shown) or shown.own):
        return
    with st.container(border=True, key="card_review", gap="small"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f"**{t('review.title')}**", width="content")
            for reason in why:
                st.markdown(f":orange-badge[{t(f'review.why_{reason}')}]", width="content")
        said(guest)
        _history(guest, shown, review)
        if is_reviewer(guest, shown):
            _reviewer(guest, shown, review, why)
        elif shown.own:
            _trainee(guest, shown, review)


def _history(guest: Guest, shown: Result, review: Review) -> None:
    t, entry = guest.t, shown.entry
    if review.amendments:
        first = f"{verdict_badge(t, entry.first_verdict)} → {verdict_badge(t, entry.verdict)}"
        st.markdown(f"{t('review.first_then')} {first}")
    lines = [(one.version, _amended(guest, shown, one)) for one in review.amendments]
    lines += [(one.version, _looked(guest, one.by, one.words)) for one in review.looks]
    lines += [(one.version, _appealed(guest, shown, one)) for one in review.appeals]
    for _, line in sorted(lines):
        st.markdown(f":small[{line}]")


def _titles(t: Translation, shown: Result) -> Mapping[str, str]:
    return {str(row["code"]): finding_title(t, shown.attempt, row) for row in rows_of(shown.card["findings"])}


def _amended(guest: Guest, shown: Result, one: Amendment) -> str:
    t = guest.t
    return t(
        "review.amended", at=moment(one.at), by=verbatim(who(guest, one.by)),
        what=_titles(t, shown).get(one.code, one.code), before=t(f"verdict_of.{one.before}"),
        after=t(f"verdict_of.{one.after}"), words=verbatim(one.words),
    )  # fmt: skip


def _looked(guest: Guest, by: AccountId, words: str) -> str:
    noted = guest.t("review.noted", words=verbatim(words)) if words else ""
    return guest.t("review.looked", by=verbatim(who(guest, by))) + noted


def _appealed(guest: Guest, shown: Result, one: Appeal) -> str:
    t = guest.t
    about = t("replay.and").join(_titles(t, shown).get(code, code) for code in one.codes)
    filed = t("review.appealed", at=moment(one.at), what=about, words=verbatim(one.words))
    if one.granted is None or one.by is None:
        return f"{filed} {t('review.appeal_waits')}"
    by, words = verbatim(who(guest, one.by)), verbatim(one.answer)
    granted = t("review.appeal_granted", by=by, words=words)
    return f"{filed} {granted if one.granted else t('review.appeal_refused', by=by, words=words)}"


def _reviewer(guest: Guest, shown: Result, review: Review, why: tuple[str, ...]) -> None:
    t = guest.t
    if review.open_appeal:
        _decision(guest, shown)
        return
    if not why and review.looks:
        return
    if shown.entry.verdict == "person":
        st.markdown(f":small[:gray[{t('review.settle_first')}]]")
        return
    with st.popover(t("review.close"), key=_key(shown, "rv_close"), icon=":material/task_alt:"):
        st.container().text_area(t("review.note"), key=_key(shown, CLOSING), max_chars=reviewing.LONGEST, height=90)

        def close(on: On) -> None:
            reviewing.close(guest.world.store, guest.account, on, _typed(shown, CLOSING), now())

        st.button(
            t("review.close"), key="rv_close_go", type="primary", on_click=_do,
            args=(guest, shown, close, message_id("review.closed_now")),
        )  # fmt: skip


def _decision(guest: Guest, shown: Result) -> None:
    t = guest.t
    st.markdown(f":small[:gray[{t('review.decide_how')}]]")
    names = {True: t("review.grant"), False: t("review.refuse")}
    st.segmented_control(
        t("review.decision"),
        list(names),
        format_func=names.__getitem__,
        key=_key(shown, GRANTED),
        default=False,
        required=True,
    )
    st.container().text_area(t("review.reason"), key=_key(shown, ANSWER), max_chars=reviewing.LONGEST, height=90)

    def decide(on: On) -> None:
        granted = bool(st.session_state.get(_key(shown, GRANTED)))
        reviewing.decide(guest.world.store, guest.account, on, _typed(shown, ANSWER), now(), granted=granted)

    st.button(
        t("review.decide"), key="rv_decide", type="primary", on_click=_do,
        args=(guest, shown, decide, message_id("review.decided_now")),
    )  # fmt: skip


def _trainee(guest: Guest, shown: Result, review: Review) -> None:
    """Let the trainee appeal; nothing is lost by it, and one appeal goes at a time."""
    t = guest.t
    open_rows = [row for row in rows_of(shown.card["findings"]) if row["verdict"] != "met"]
    if review.open_appeal or not open_rows or shown.entry.branched_from:
        return
    with st.popover(t("review.appeal"), key=_key(shown, "rv_appeal_open"), icon=":material/gavel:"):
        st.markdown(f":small[{t('review.appeal_how')}]")
        titles = _titles(t, shown)
        codes = list(dict.fromkeys(str(row["code"]) for row in open_rows))
        st.multiselect(
            t("review.about"), codes, format_func=titles.__getitem__, key=_key(shown, ABOUT), placeholder=""
        )
        st.container().text_area(t("review.reason"), key=_key(shown, APPEAL), max_chars=reviewing.LONGEST, height=90)

        def appeal(on: On) -> None:
            about = list(st.session_state.get(_key(shown, ABOUT)) or [])
            reviewing.appeal(guest.world.store, guest.account, on, about, _typed(shown, APPEAL), now())

        st.button(
            t("review.appeal_go"), key="rv_appeal_go", type="primary", on_click=_do,
            args=(guest, shown, appeal, message_id("review.appealed_now")),
        )  # fmt: skip


def amend_form(guest: Guest, shown: Result, row: Row) -> None:
    """Let a reviewer change the verdict on one finding, with the reason; what another seat answers for stays."""
    t = guest.t
    rows = rows_of(shown.card["findings"])
    place = next((place for place, one in enumerate(rows) if one is row or one == row), None)
    # What waits for a person carries no points (A-abuse); what another seat answers for decides nothing.
    if place is None or (row["weight"] == "none" and not row["critical"]):
        return
    with st.popover(t("review.amend"), key=_key(shown, "rv_amend"), icon=":material/edit_note:"):
        others = [one for one in CHOICES if one != row["verdict"]]
        worth = t("result.possible", possible=points(float(str(row["points"]))))
        st.markdown(f"{finding_title(t, shown.attempt, row)}　:gray[{worth}]")
        st.container().text_area(t("review.reason"), key=_key(shown, WORDS), max_chars=reviewing.LONGEST, height=90)
        for after in others:

            def amend(on: On, after: Settled = after) -> None:
                change = (place, after)
                reviewing.amend(guest.world.store, guest.account, on, change, _typed(shown, WORDS), now())

            st.button(
                t("review.amend_to", verdict=t(f"verdict_of.{after}")), key=f"rv_to_{after}", on_click=_do,
                args=(guest, shown, amend, message_id("review.amended_now")),
            )  # fmt: skip
