"""What now: the one thing to do, what is open, the drills by kind, what is still missing for the credential."""

from functools import partial

import streamlit as st

from mysterydesk import awarding, results, scenario_shelf, shelf
from mysterydesk.awarding import Standing
from mysterydesk.clock import now
from mysterydesk.dossier import DrillEntry, dossier
from mysterydesk.i18n import Translation
from mysterydesk.next_step import EASY_FIRST, NextStep, last_of, next_step
from mysterydesk.standing_words import condition_words
from pages.parts.begin_card import asking, begin_card, offered_under, wanted_now
from pages.parts.desk_names import channel_words
from pages.parts.frame import badges, style
from pages.parts.guard import Guest, guard
from pages.parts.links import go
from pages.parts.now_words import REASONS, TITLES
from pages.parts.shift_card import shift_card
from pages.parts.stretch import stretch, to_newest
from pages.parts.verdicts import book_of, customer_name, drill_line, number_of, total_words, verdict_badge
from policy.handbook import Handbook
from scenarios.scenario import Scenario
from scenarios.seating import offered
from simulator.state import Mode

guest = guard("home")

MOST = 6  # finished drills in view
OPEN = 5  # open drills in view beside the one to do now
OF_A_KIND = 6  # mystery customers of each kind in view
FEW_PRODUCTS = 3  # fewer need no choice between them
BOOK = "home_book_kept"  # the manual chosen last: a widget's own state is gone once the page was left


def _ask_to_begin(scenario: str, mode: Mode, handbook: str = "") -> None:
    """Lead to the card that says what is about to begin; its key is made here, once."""
    st.query_params.from_dict(asking(scenario, mode, handbook))


def _now(guest: Guest, step: NextStep) -> None:
    """Say the one thing to do, and why it is this one."""
    t = guest.t
    with st.container(border=True, key="card_now", gap="small"):
        st.markdown(f":small[:gray[{t('home.now')}]]")
        who = customer_name(t, step.scenario) if step.scenario else ""
        st.subheader(t(TITLES[step.code], who=who), anchor=False)
        st.markdown(t(REASONS[step.code]))
        _now_button(guest, step)


def _now_button(guest: Guest, step: NextStep) -> None:
    t = guest.t
    if step.code == "go_on":
        if st.button(t("home.go_on"), type="primary", icon=":material/play_arrow:", key="now"):
            go("desk", attempt=step.attempt)
    elif step.code == "paper":
        if st.button(t("home.exam"), type="primary", icon=":material/edit_note:", key="now"):
            go("exam")
    elif step.code == "claim":
        if st.button(t("home.claim"), type="primary", icon=":material/workspace_premium:", key="now"):
            go("credentials")
    elif step.scenario:
        words = t("home.certify") if step.mode == "certifying" else t("home.practise")
        st.button(
            words, type="primary", icon=":material/headset_mic:", key="now", on_click=_ask_to_begin,
            args=(step.scenario, step.mode),
        )  # fmt: skip


def _open_drills(guest: Guest, entries: list[DrillEntry], step: NextStep) -> None:
    """List what else is open; the newest is the thing to do now."""
    t = guest.t
    others = [one for one in entries if one.attempt != step.attempt]
    if not others:
        return

    def draw(entry: DrillEntry) -> None:
        left, right = st.columns([3.6, 1.25], vertical_alignment="center")
        left.markdown(drill_line(t, entry))
        if right.button(t("home.go_on"), key=f"open_{entry.attempt}", width="stretch"):
            go("desk", attempt=entry.attempt)

    with st.container(border=True, key="card_open", gap="small"):
        st.markdown(f"**{t('home.open')}**")
        stretch(t, "open", others[::-1], OPEN, draw)


def _drills(guest: Guest, entries: tuple[DrillEntry, ...]) -> None:
    """List the mystery customers under their kind of drill, a few of each at a time, with how it went last."""
    t = guest.t
    with st.container(border=True, key="card_drills", gap="xsmall"):
        st.markdown(f"**{t('home.start')}**")
        st.markdown(f":small[:gray[{t('home.start_help')}]]")
        left, right = st.columns(2, gap="small")
        with left:
            handbook = _chosen_handbook(t)
        known = scenario_shelf.scenarios(guest.world.store).values()
        chosen = [one for one in known if str(handbook.id) in offered_under(one)]
        with right:
            chosen = _of_product(guest, chosen)
        done = [one for one in entries if book_of(one) == handbook.id]
        for kind in EASY_FIRST:
            mine = [one for one in chosen if one.kind == kind]
            if mine:
                st.markdown(f":small[**{t(f'kind.{kind}')}**]")
                stretch(t, f"kind_{kind}", mine, OF_A_KIND, partial(_drill, guest, handbook, done), by_time=False)


def _of_product(guest: Guest, scenarios: list[Scenario]) -> list[Scenario]:
    """Let a product be chosen, where the customers have several; give the scenarios about it."""
    t, store = guest.t, guest.world.store
    names = {one.product: t.of(scenario_shelf.product_of(store, one)) for one in scenarios}
    if len(names) < FEW_PRODUCTS:
        return scenarios
    names = {"": t("home.every_product"), **names}
    chosen = st.selectbox(
        t("home.product"), list(names), format_func=names.__getitem__, key="home_product", filter_mode=None,
        on_change=to_newest, args=tuple(f"kind_{kind}" for kind in EASY_FIRST),
    )  # fmt: skip
    return [one for one in scenarios if chosen in {"", one.product}]


def _keep_handbook() -> None:
    st.session_state[BOOK] = st.session_state["home_book"]


def _chosen_handbook(t: Translation) -> Handbook:
    """Let the manual be chosen, where drills are offered under several; give it."""
    if len(shelf.SCORED) == 1:
        return shelf.handbook(shelf.SCORED[0])
    names = {name: t.of(shelf.handbook(name).title) for name in shelf.SCORED}
    kept = st.session_state.get(BOOK)
    chosen = st.selectbox(
        t("home.handbook"), list(names), index=list(names).index(kept) if kept in names else 0,
        format_func=names.__getitem__, key="home_book", filter_mode=None, on_change=_keep_handbook,
    )  # fmt: skip
    return shelf.handbook(chosen)


def _drill(guest: Guest, handbook: Handbook, done: list[DrillEntry], scenario: Scenario) -> None:
    """Draw one mystery customer, and how it went last under this manual."""
    t, last, place = guest.t, last_of(done, scenario.id), number_of(scenario.id)
    what, practise, certify = st.columns([3.1, 1, 1.15], vertical_alignment="center", gap="small")
    channels = " · ".join(
        channel_words(t, handbook, name) for name in dict.fromkeys(offered(handbook, scenario.channels))
    )
    product = t.of(scenario_shelf.product_of(guest.world.store, scenario))
    how = (
        f":small[:gray[{t('home.not_yet')}]]"
        if last is None
        else f"{verdict_badge(t, last.verdict)} {_total(guest, last)}"
    )
    what.markdown(f"{customer_name(t, scenario.id)}　{how}  \n:small[:gray[{product} · {channels}]]")
    practise.button(
        t("home.practise"), key=f"practise_{place}", width="stretch", on_click=_ask_to_begin,
        args=(scenario.id, "practice", str(handbook.id)),
    )  # fmt: skip
    if scenario_shelf.is_own(guest.world.store, scenario.id):
        certify.markdown(f":small[:gray[{t('home.practice_only')}]]")
        return
    certify.button(
        t("home.certify"), key=f"certify_{place}", width="stretch", on_click=_ask_to_begin,
        args=(scenario.id, "certifying", str(handbook.id)),
    )  # fmt: skip


def _total(guest: Guest, entry: DrillEntry) -> str:
    return f":small[:gray[{total_words(guest.t, entry.low, entry.high)}]]"


def _towards(guest: Guest, standing: Standing) -> None:
    """Show what the credential asks for and what is there."""
    t, handbook = guest.t, shelf.handbook()
    with st.container(border=True, key="card_towards", gap="xsmall"):
        st.markdown(f"**{t('home.towards', title=t.of(standing.title))}**")
        for condition in standing.conditions:
            mark = ":green[:material/check_circle:]" if condition.met else ":gray[:material/radio_button_unchecked:]"
            state = t("home.reached") if condition.met else t("home.not_reached")
            st.markdown(f"{mark} {condition_words(t, condition)}　:small[:gray[{state}]]")
        badges(t, handbook, *standing.assumptions)
        if st.button(t("home.exam"), icon=":material/edit_note:", key="to_exam"):
            go("exam")
        if standing.ready and st.button(t("home.claim"), key="to_credentials"):
            go("credentials")


def _done(guest: Guest, entries: list[DrillEntry]) -> None:
    t = guest.t

    def draw(entry: DrillEntry) -> None:
        left, right = st.columns([2.6, 1], vertical_alignment="center", gap="small")
        left.markdown(drill_line(t, entry))
        if right.button(t("home.see"), key=f"done_{entry.attempt}", width="stretch"):
            go("result", attempt=entry.attempt)

    with st.container(border=True, key="card_done", gap="small"):
        st.markdown(f"**{t('home.done')}**")
        if not entries:
            st.markdown(t("home.none"))
        stretch(t, "done", entries[::-1], MOST, draw)


def _step(drills: tuple[DrillEntry, ...], standing: Standing | None) -> NextStep:
    kinds = {name: shelf.scenario(name).kind for name in sorted(shelf.scenarios())}
    unmet = () if standing is None else tuple(one for one in standing.conditions if not one.met)
    return next_step(
        drills,
        kinds,
        missing=None if standing is None else frozenset(one.code for one in unmet),
        wanted=frozenset(kind for one in unmet for kind in one.kinds),
        ready=standing is not None and standing.ready,
    )


def main(guest: Guest) -> None:
    """Draw the start page, or the card of the drill that is about to begin."""
    t = guest.t
    style(t)
    wanted = wanted_now(guest.world.store)
    if wanted is not None:
        begin_card(guest, wanted)
        return
    store, at = guest.world.store, now()
    entries = tuple(results.as_it_stands(store, one, at) for one in dossier(store, guest.account).drills)
    standing = awarding.standing(store, guest.account) if guest.account.role == "trainee" else None
    step = _step(entries, standing)
    with st.container(key="narrow"):
        st.header(t("home.hello", name=t.of(guest.account.name)), anchor=False)
        left, right = st.columns([1.55, 1], gap="medium")
        with left:
            _now(guest, step)
            shift_card(guest)
            _open_drills(guest, [one for one in entries if not one.is_over], step)
            _drills(guest, entries)
        with right:
            if standing is not None:
                _towards(guest, standing)
            _done(guest, [one for one in entries if one.scored_at is not None])


main(guest)
