"""What is a person told before a drill begins: seat, handbook, time, channel, and what counts?"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import streamlit as st

from mysterydesk import drills, scenario_shelf, shelf
from mysterydesk.clock import now
from mysterydesk.i18n import Translation
from mysterydesk.store.protocol import Store
from pages.parts.desk_names import channel_words
from pages.parts.frame import badges
from pages.parts.guard import Guest
from pages.parts.links import go
from pages.parts.verdicts import customer_name, number_of
from policy.handbook import Handbook
from scenarios.scenario import Scenario
from scenarios.seating import SEAT_RULES, offered, post_of, seat_of, seats_at
from simulator.state import LIVE_CHANNELS, Mode

MARKS = ("A-costs", "A-grace", "A-absence")
"""Assumptions that rule the time of a drill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person is about to begin.

    Attributes:
        scenario: Which mystery customer.
        mode: Practice or certifying.
        handbook: Under which manual.
        once: Idempotency key, made when the card was asked for: it stands in the address, so that neither a second
            click nor a reload begins a second drill.
    """

    scenario: Scenario
    mode: Mode
    handbook: Handbook
    once: str


def asking(scenario: str, mode: Mode, handbook: str = "") -> Mapping[str, str]:
    """Give the query that asks for the card, with its key: made here, once.

    The customer is named by number as on the start page: an id of a scenario tells what is behind it.

    Args:
        scenario: Id of the scenario.
        mode: Practice or certifying.
        handbook: Id of the manual; empty for the first that the scenario is offered under.
    """
    ships = sorted(shelf.scenarios())
    number = ships.index(scenario) + 1 if scenario in ships else number_of(scenario)
    book = {"book": handbook} if handbook else {}
    return {"begin": str(number), "mode": mode, **book, "once": secrets.token_hex(8)}


def offered_under(scenario: Scenario) -> tuple[str, ...]:
    """Name the manuals that a scenario can be taken under."""
    return tuple(name for name in scenario.handbooks if name in shelf.SCORED)


def wanted_now(store: Store) -> Wanted | None:
    """Read the card from the address; None when it asks for none that is known."""
    number, once = st.query_params.get("begin", ""), st.query_params.get("once", "")
    known = {str(place): name for place, name in enumerate(sorted(shelf.scenarios()), start=1)}
    offers = scenario_shelf.scenarios(store)
    known |= {str(number_of(name)): name for name in offers if name not in shelf.scenarios()}
    if not once or number not in known:
        return None
    mode: Mode = "certifying" if st.query_params.get("mode") == "certifying" else "practice"
    scenario, book = offers[known[number]], st.query_params.get("book", "")
    handbook = shelf.handbook(book if book in offered_under(scenario) else scenario.handbooks[0])
    return Wanted(scenario=scenario, mode=mode, handbook=handbook, once=once)


def _costs(t: Translation, handbook: Handbook) -> str:
    """Say what acts cost, with the figures of the handbook."""
    cost = {name: int(one.value) for name, one in handbook.settings.items() if name.startswith("cost_")}
    return t(
        "begin.costs",
        field=cost["cost_field_s"],
        search=cost["cost_search_s"],
        check=cost["cost_check_s"],
        action=cost["cost_action_s"],
    )


def _silence(t: Translation, handbook: Handbook, scenario: Scenario) -> str:
    """Say when silence counts: on a live channel only."""
    if not set(offered(handbook, scenario.channels)) & set(LIVE_CHANNELS):
        return t("begin.no_silence")
    return t("begin.silence", grace=int(handbook.settings["grace_s"].value))


def _absence(t: Translation, handbook: Handbook, mode: Mode) -> str:
    settings = handbook.settings
    minutes = int(settings["absence_s"].value) // 60
    if mode == "practice":
        return t("begin.absence_practice", minutes=minutes, hours=int(settings["abandon_s"].value) // 3600)
    most, all_of = int(settings["exam_absences"].value), int(settings["exam_absence_total_s"].value) // 60
    return t("begin.absence_certifying", minutes=minutes, most=most, total=all_of)


def _seat(t: Translation, handbook: Handbook, line: str, post: str) -> str:
    """Say where one sits: the seat with what the manual gives it, else the line."""
    tier, seat = t.of(handbook.tier(line).name), seat_of(handbook, post)
    if seat is None:
        return t("begin.seat_is", tier=tier)
    duties = ("；" if t.lang == "zh" else ". ").join(t.of(one) for one in seat.duties)
    return t("begin.post_is", post=t.of(seat.name), duties=duties)


def _hours(t: Translation, handbook: Handbook) -> list[tuple[str, str]]:
    """Say when clocks in working hours stand still, where the manual has such hours."""
    hours = handbook.calendar
    return [] if hours is None else [(t("begin.hours"), t("begin.hours_are", hours=t.of(hours.name)))]


def _rows(t: Translation, wanted: Wanted, post: str) -> list[tuple[str, str]]:
    scenario, mode, handbook = wanted.scenario, wanted.mode, wanted.handbook
    ways = dict.fromkeys(offered(handbook, scenario.channels))
    channels = t("begin.or").join(channel_words(t, handbook, name) for name in ways)
    return [
        (t("begin.seat"), _seat(t, handbook, scenario.seat, post)),
        (t("begin.handbook"), t("begin.handbook_is", title=t.of(handbook.title), version=handbook.version)),
        (t("begin.channel"), channels),
        (t("begin.time"), _costs(t, handbook)),
        *_hours(t, handbook),
        (t("begin.pause"), _silence(t, handbook, scenario)),
        (t("begin.away"), _absence(t, handbook, mode)),
        (t("begin.counts"), _counts(t, handbook, mode)),
    ]


def _counts(t: Translation, handbook: Handbook, mode: Mode) -> str:
    """Say whether it counts: the credential stands on one manual, and only its drills do (DESIGN decision 18)."""
    own = shelf.handbook()
    if mode == "practice":
        return t("begin.counts_practice")
    if handbook.digest == own.digest:
        return t("begin.counts_certifying")
    return t("begin.counts_elsewhere", title=t.of(own.title))


def _post(t: Translation, wanted: Wanted) -> str:
    """Let one of several seats be chosen, where the manual has them side by side at one line; give its code.

    What counts is taken at the seat that the manual proposes, so that everybody is measured alike.
    """
    handbook, line = wanted.handbook, wanted.scenario.seat
    post = post_of(handbook, line, wanted.scenario.post)
    if post and post == wanted.scenario.post:
        # The case was made for this seat: what stands on it came over from others, or bounds what may be done.
        return post
    names = {one.code: t.of(one.name) for one in seats_at(handbook, line)}
    if wanted.mode == "certifying" or len(names) < 2 or SEAT_RULES not in handbook.lists:  # noqa: PLR2004  a choice
        return post
    chosen = st.segmented_control(
        t("begin.choose_seat"), list(names), default=post, format_func=names.__getitem__, key="begin_post",
        required=True,
    )  # fmt: skip
    return str(chosen or post)


def begin_card(guest: Guest, wanted: Wanted) -> None:
    """Draw the one card before a drill, with the button that begins it."""
    t, handbook = guest.t, wanted.handbook
    with st.container(key="narrow_begin"), st.container(border=True, key="card_begin", gap="small"):
        st.subheader(customer_name(t, wanted.scenario.id), anchor=False)
        st.markdown(f":small[:gray[{t('begin.lead')}]]")
        post = _post(t, wanted)
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in _rows(t, wanted, post))
        st.html(f'<dl class="md-facts">{rows}</dl>')
        badges(t, handbook, *MARKS)
        with st.container(horizontal=True, gap="small"):
            if st.button(t("begin.go"), type="primary", icon=":material/play_arrow:", key="begin_go"):
                begin = drills.Begin(
                    scenario=wanted.scenario.id,
                    lang=t.lang,
                    mode=wanted.mode,
                    key=wanted.once,
                    handbook=str(handbook.id),
                    post=post,
                )
                go("desk", attempt=drills.begin(guest.world.store, guest.account, begin, now()))
            st.button(t("begin.back"), key="begin_back", on_click=st.query_params.clear)
