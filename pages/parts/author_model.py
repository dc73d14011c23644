"""How does somebody write what is broken without YAML: causes, what each check shows under them, what actions do?"""

from html import escape
from typing import Final, get_args

import streamlit as st

from mysterydesk import shelf
from mysterydesk.i18n import message_id
from pages.parts.author_bench import Bench
from pages.parts.author_fields import (
    adder,
    as_condition,
    as_sets,
    choice_field,
    condition_words,
    drop_button,
    entry_of,
    sets_words,
    several_field,
    titles,
    whole_field,
)
from pages.parts.guard import Guest
from pages.parts.pack_fields import Line, both_field, key_of, text_field
from pages.parts.text_desk import rewrite
from policy.document import Plain
from scenarios.fault_model import Check, FaultModel, result_of, state_under

REPAIRS: Final = (
    "architecture", "bug_fix", "configuration", "core_repair", "data_recovery", "guidance", "integration",
)  # fmt: skip
"""Kinds of repair of the manuals that ship, each with its name in the catalogue."""
NEEDS: Final = ("consent", "identity", "approval", "remote")
VIA: Final = get_args(Check.__annotations__["via"])
MODEL: Final = "fault_model"
WRONG: Final = message_id("author.wrong_sets")
WORDS: Final[Plain] = {"zh": "……", "en": "..."}


def causes(guest: Guest, found: Bench) -> None:
    """Draw one cause, and below it what every check shows under each."""
    t, path = guest.t, (MODEL, "causes")
    with st.container():
        text_field(
            guest, found, (MODEL, "healthy"),
            Line(label=t("author.healthy"), read=as_sets, wrong=WRONG,
                 shown=sets_words(found.sheet().at(MODEL, "healthy"))),
        )  # fmt: skip
    chosen = entry_of(guest, found, t("author.cause"), path, titles(found, t.lang, path))
    if chosen is not None:
        both_field(guest, found, (*path, chosen, "title"), t("packs.name"))
        _sets(guest, found, (*path, chosen, "sets"), t("author.sets"))
        _is_true(guest, found, chosen)
        drop_button(guest, found, (*path, chosen), chosen)
    adder(guest, found, path, t("author.add_cause"), lambda: {"title": WORDS, "sets": _some_state(found)})
    _matrix(guest, found)


def _some_state(found: Bench) -> Plain:
    """Give one variable of the system as it is when all is well: the author says what the cause makes of it."""
    healthy = found.sheet().at(MODEL, "healthy")
    return dict(list(healthy.items())[:1]) if isinstance(healthy, dict) else {}


def _sets(guest: Guest, found: Bench, path: tuple[str | int, ...], label: str) -> None:
    shown = sets_words(found.sheet().at(*path))
    text_field(guest, found, path, Line(label=label, read=as_sets, wrong=WRONG, shown=shown))


def _when(guest: Guest, found: Bench, path: tuple[str | int, ...], label: str) -> None:
    shown = condition_words(found.sheet().at(*path))
    text_field(guest, found, path, Line(label=label, read=as_condition, wrong=WRONG, shown=shown))


def _is_true(guest: Guest, found: Bench, cause: str) -> None:
    """Draw whether a cause can be the true one."""
    key, there = key_of(found, ("true_causes", cause)), found.sheet().at("true_causes")
    true = [str(one) for one in there] if isinstance(there, list) else []
    st.session_state[key] = cause in true
    st.checkbox(guest.t("author.is_true"), key=key, on_change=_turn, args=(found, guest, key, cause, true))


def _turn(found: Bench, guest: Guest, key: str, cause: str, true: list[str]) -> None:
    wanted = [*true, cause] if st.session_state.get(key) else [one for one in true if one != cause]
    rewrite(found, guest, ("true_causes",), lambda: found.sheet().put(list(wanted), "true_causes"))


def _matrix(guest: Guest, found: Bench) -> None:
    """Draw what each check shows under each cause, which is what tells them apart."""
    t, scenario = guest.t, found.checked().scenario
    if scenario is None:
        return
    model = scenario.fault_model
    try:
        rows = [_row(guest, model, check) for check in model.checks]
    except (KeyError, StopIteration):
        return  # a check without a last result: the problems say so
    heads = "".join(
        f'<th scope="col">{escape(t.of(one.title))}{" ✓" if one.id in scenario.true_causes else ""}</th>'
        for one in model.causes
    )
    name = escape(t("author.matrix"))
    st.html(
        f'<div class="md-muted">{name}</div><div class="md-au-wide" role="region" tabindex="0" aria-label="{name}">'
        f'<table class="md-table md-au-matrix">'
        f'<thead><tr><th scope="col">{escape(t("author.check"))}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(guest: Guest, model: FaultModel, check: Check) -> str:
    cells = []
    for cause in model.causes:
        shown = result_of(check, state_under(model, cause.id))
        cells.append(
            f'<td title="{escape(guest.t.of(shown.text))}"><span class="md-said">{escape(shown.id)}</span></td>'
        )
    return f'<tr><th scope="row">{escape(guest.t.of(check.title))}</th>{"".join(cells)}</tr>'


def checks(guest: Guest, found: Bench) -> None:
    """Draw one check with its results."""
    t, path = guest.t, (MODEL, "checks")
    chosen = entry_of(guest, found, t("author.check"), path, titles(found, t.lang, path))
    if chosen is not None:
        here = (*path, chosen)
        both_field(guest, found, (*here, "title"), t("packs.name"))
        with st.container(horizontal=True, gap="small"):
            choice_field(guest, found, (*here, "via"), t("author.via"), {one: t(f"author.via.{one}") for one in VIA})
            tiers = {str(one.code): t.of(one.name) for one in shelf.handbook().tiers}
            choice_field(guest, found, (*here, "tier"), t("author.from_tier"), tiers)
            whole_field(guest, found, (*here, "cost_s"), t("author.cost"), 172_800)
        _results(guest, found, here)
        drop_button(guest, found, here, chosen)
    adder(guest, found, path, t("author.add_check"), _new_check)


def _new_check() -> Plain:
    return {
        "title": WORDS, "via": "ask", "cost_s": 60, "tier": "T1",
        "results": {"odd": {"when": [], "text": WORDS}, "fine": {"text": WORDS}},
    }  # fmt: skip


def _results(guest: Guest, found: Bench, here: tuple[str | int, ...]) -> None:
    t, there = guest.t, found.sheet().at(*here, "results")
    for name in there if isinstance(there, dict) else ():
        with st.container(border=True, key=f"au_result_{here[-1]}_{name}"):
            st.html(f'<div class="md-said md-muted">{escape(str(name))}</div>')
            both_field(guest, found, (*here, "results", name, "text"), t("author.shows"))
            _when(guest, found, (*here, "results", name, "when"), t("author.when"))


def actions(guest: Guest, found: Bench) -> None:
    """Draw one action: who does it, what it needs, what it changes."""
    t, path = guest.t, (MODEL, "actions")
    chosen = entry_of(guest, found, t("author.action"), path, titles(found, t.lang, path))
    if chosen is not None:
        here = (*path, chosen)
        both_field(guest, found, (*here, "title"), t("packs.name"))
        with st.container(horizontal=True, gap="small"):
            hands = {one: t(f"author.hand.{one}") for one in ("customer", "desk")}
            choice_field(guest, found, (*here, "hand"), t("author.hand"), hands)
            repairs = {one: t(f"author.repair.{one}") for one in REPAIRS}
            choice_field(
                guest,
                found,
                (*here, "repair"),
                t("author.repair"),
                repairs,
            )
            whole_field(guest, found, (*here, "cost_s"), t("author.cost"), 172_800)
        several_field(
            guest, found, (*here, "needs"), t("author.needs"), {one: t(f"author.need.{one}") for one in NEEDS}
        )
        if found.sheet().at(*here, "risk") is not None:
            both_field(guest, found, (*here, "risk"), t("author.risk"))
        _effects(guest, found, here)
        drop_button(guest, found, here, chosen)
    adder(
        guest, found, path, t("author.add_action"),
        lambda: {"title": WORDS, "hand": "customer", "repair": "guidance", "cost_s": 120,
                 "effects": [{"sets": _some_state(found)}]},
    )  # fmt: skip


def _effects(guest: Guest, found: Bench, here: tuple[str | int, ...]) -> None:
    t, there = guest.t, found.sheet().at(*here, "effects")
    for at in range(len(there) if isinstance(there, list) else 0):
        with st.container(horizontal=True, gap="small", key=f"au_effect_{here[-1]}_{at}"):
            _when(guest, found, (*here, "effects", at, "when"), t("author.when"))
            _sets(guest, found, (*here, "effects", at, "sets"), t("author.sets"))
