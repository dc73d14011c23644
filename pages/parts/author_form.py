"""How does somebody write a scenario without YAML: the situation, who calls, what is known, what is broken?

Each field stands for one value of the text beside it and shows what the text says now.
"""

from collections.abc import Callable, Mapping
from typing import Final, get_args

import streamlit as st

from mysterydesk import shelf
from mysterydesk.i18n import message_id
from pages.parts.author_bench import Bench
from pages.parts.author_draws import draws
from pages.parts.author_fields import (
    choice_field,
    drop_button,
    entry_of,
    lines_field,
    several_field,
    text_of,
    titles,
    whole_field,
)
from pages.parts.author_model import actions, causes, checks
from pages.parts.author_more import (
    complaint,
    people_buttons,
    rarer_of_fact,
    tells_field,
    twists,
    weekday_field,
)
from pages.parts.desk_names import channel_words
from pages.parts.guard import Guest
from pages.parts.pack_fields import Line, both_field, check_field, text_field
from pages.parts.text_desk import rewrite
from policy.document import Plain
from scenarios.check import SLOTS
from scenarios.scenario import Disclosure, Kind

PARTS: Final[Mapping[str, str]] = {
    "frame": message_id("author.form.frame"),
    "opening": message_id("author.form.opening"),
    "facts": message_id("author.form.facts"),
    "personas": message_id("author.form.personas"),
    "causes": message_id("author.form.causes"),
    "checks": message_id("author.form.checks"),
    "actions": message_id("author.form.actions"),
    "impacts": message_id("author.form.impacts"),
    "draws": message_id("author.form.draws"),
    "twists": message_id("author.form.twists"),
    "complaint": message_id("author.form.complaint"),
}
"""Parts with a form, in the order in which a scenario is written."""

DISCLOSURES: Final = {name: message_id(f"author.disclosure.{name}") for name in get_args(Disclosure)}
VERBOSITY: Final = ("terse", "plain", "chatty")
TEMPER: Final = ("polite", "plain", "blunt")


def form(guest: Guest, found: Bench) -> None:
    """Draw the choice of the part, and its fields."""
    t = guest.t
    part = st.selectbox(
        t("packs.part"), list(PARTS), format_func=lambda one: t(PARTS[one]), filter_mode=None, key="au_part"
    )
    if found.sheet().at("format") is None:
        st.info(t("author.form_later"))
        return
    drawers: Mapping[str, Callable[[Guest, Bench], None]] = {
        "frame": frame, "opening": opening, "facts": facts, "personas": personas, "causes": causes, "checks": checks,
        "actions": actions, "impacts": impacts, "draws": draws, "twists": twists, "complaint": complaint,
    }  # fmt: skip
    drawers[part](guest, found)


def frame(guest: Guest, found: Bench) -> None:
    """Draw what the scenario is about, and where it is played."""
    t = guest.t
    found.point(("title",))
    both_field(guest, found, ("title",), t("packs.title"))
    several_field(guest, found, ("handbooks",), t("author.handbooks"), {one: one for one in shelf.HANDBOOKS})
    with st.container(horizontal=True, gap="small"):
        kinds = {one: t(f"kind.{one}") for one in get_args(Kind)}
        choice_field(guest, found, ("kind",), t("author.kind"), kinds)
        seats = {str(one.code): t.of(one.name) for one in shelf.handbook().tiers}
        choice_field(guest, found, ("seat",), t("author.seat"), seats)
    products = {name: t.of(one.name) for name, one in found.checked().world.products.items()}
    choice_field(guest, found, ("product",), t("author.product"), products)
    several_field(guest, found, ("channels",), t("author.channels"), _channels(guest, found))
    with st.container(horizontal=True, gap="small"):
        text_field(guest, found, ("submitted", 0), Line(label=t("author.from")))
        text_field(guest, found, ("submitted", 1), Line(label=t("author.until")))
        weekday_field(guest, found)
    both_field(guest, found, ("company",), t("author.company"))
    check_field(guest, found, ("time_critical",), t("author.time_critical"))
    check_field(guest, found, ("typical",), t("author.typical"))


def _channels(guest: Guest, found: Bench) -> dict[str, str]:
    """Name the channels of all manuals that the scenario is for: each has ways of its own to be reached."""
    named = found.sheet().at("handbooks")
    ids = [str(one) for one in named if one in shelf.HANDBOOKS] if isinstance(named, list) else []
    books = [shelf.handbook(one) for one in ids] or [shelf.handbook()]
    ways = [(one.code, book) for book in books for one in book.lists.get("channels", ())]
    return {code: channel_words(guest.t, book, code) for code, book in ways}


def opening(guest: Guest, found: Bench) -> None:
    """Draw the first messages."""
    found.point(("opening",))
    st.markdown(f":small[:gray[{guest.t('author.one_a_line')}]]")
    lines_field(guest, found, ("opening",), guest.t("author.form.opening"), 190)


def facts(guest: Guest, found: Bench) -> None:
    """Draw one fact: what it is, when it is told and in which words."""
    t = guest.t
    chosen = entry_of(guest, found, t("author.fact"), ("facts",), _slots(guest, found))
    if chosen is not None:
        both_field(guest, found, ("facts", chosen, "value"), t("author.fact_value"))
        disclosures = {name: t(key) for name, key in DISCLOSURES.items()}
        choice_field(guest, found, ("facts", chosen, "disclosure"), t("author.told_when"), disclosures)
        st.markdown(f":small[:gray[{t('author.one_a_line')}]]")
        lines_field(guest, found, ("facts", chosen, "say"), t("author.fact_say"))
        sheet = found.sheet()
        if sheet.at("facts", chosen, "vague") is not None:
            lines_field(guest, found, ("facts", chosen, "vague"), t("author.fact_vague"))
        if sheet.at("facts", chosen, "believes") is not None:
            both_field(guest, found, ("facts", chosen, "believes"), t("author.fact_believes"))
        rarer_of_fact(guest, found, ("facts", chosen))
        drop_button(guest, found, ("facts", chosen), chosen)
    _add_fact(guest, found)


def _slots(guest: Guest, found: Bench) -> Mapping[str, str]:
    """Name the facts there are as the manual's ticket names them."""
    t = guest.t
    named = {str(one.fact): t.of(one.title) for one in shelf.handbook().intake if one.fact}
    return {name: named.get(name) or t(f"author.slot.{name}") if name in SLOTS else name
            for name in titles(found, t.lang, ("facts",), "")}  # fmt: skip


def _add_fact(guest: Guest, found: Bench) -> None:
    t, there = guest.t, found.sheet().at("facts")
    left = [name for name in sorted(SLOTS) if not isinstance(there, dict) or name not in there]
    if not left:
        return
    with st.popover(t("author.add_fact"), icon=":material/add:", key="au_fact_more"):
        st.selectbox(
            t("author.fact"),
            left,
            format_func=lambda one: t(f"author.slot.{one}"),
            filter_mode=None,
            key="au_fact_new",
        )
        st.button(t("packs.add"), key="au_fact_go", on_click=_new_fact, args=(found, guest))


def _new_fact(found: Bench, guest: Guest) -> None:
    slot = str(st.session_state.get("au_fact_new"))
    words: Plain = {"zh": "……", "en": "..."}
    row: Plain = {"disclosure": "on_ask", "value": words, "say": {"zh": ["……"], "en": ["..."]}}
    if rewrite(found, guest, ("facts", slot), lambda: found.sheet().put(row, "facts", slot)):
        st.session_state["au_at_facts"] = slot


def personas(guest: Guest, found: Bench) -> None:
    """Draw one kind of person who may call."""
    t = guest.t
    there = found.sheet().at("personas")
    names = {
        str(at): text_of(t.lang, one.get("title") if isinstance(one, dict) else None, str(at + 1))
        for at, one in enumerate(there if isinstance(there, list) else ())
    }
    key = "au_at_personas"
    if st.session_state.get(key) not in names:
        st.session_state[key] = next(iter(names), None)
    chosen = st.selectbox(t("author.persona"), list(names), format_func=names.__getitem__, key=key, filter_mode=None)
    if chosen is None:
        return
    at = int(chosen)
    found.point(("personas", at))
    both_field(guest, found, ("personas", at, "title"), t("author.persona"))
    with st.container(horizontal=True, gap="small"):
        whole_field(guest, found, ("personas", at, "temper"), t("author.temper"), 1000)
        whole_field(guest, found, ("personas", at, "start_mood"), t("author.start_mood"), 1000)
        whole_field(guest, found, ("personas", at, "patience_s"), t("author.patience"), 172_800)
    with st.container(horizontal=True, gap="small"):
        spoken = {one: t(f"author.verbosity.{one}") for one in VERBOSITY}
        choice_field(guest, found, ("personas", at, "verbosity"), t("author.verbosity"), spoken)
        tone = {one: t(f"author.tone.{one}") for one in TEMPER}
        choice_field(guest, found, ("personas", at, "temper_words"), t("author.tone"), tone)
    tells_field(guest, found, at)
    check_field(guest, found, ("personas", at, "jargon_ok"), t("author.jargon_ok"))
    people_buttons(guest, found, at)


def impacts(guest: Guest, found: Bench) -> None:
    """Draw how each business function is hit."""
    t, sheet = guest.t, found.sheet()
    found.point(("impacts",))
    product = found.checked().world.products.get(sheet.words("product"))
    functions = {name: t.of(one) for name, one in product.functions.items()} if product else {}
    st.markdown(f":small[:gray[{t('author.impact_help')}]]")
    for at, _ in sheet.rows("impacts"):
        with st.container(border=True, key=f"au_impact_{at}"):
            choice_field(guest, found, ("impacts", at, "function"), t("author.function"), functions)
            with st.container(horizontal=True, gap="small"):
                for name in ("total", "stopped", "hindered"):
                    line = Line(label=t(f"author.impact.{name}"), read=_number)
                    text_field(guest, found, ("impacts", at, name), line)
            check_field(guest, found, ("impacts", at, "alternative"), t("author.alternative"))


def _number(typed: str) -> Plain:
    said = typed.strip()
    return int(said) if said.isdecimal() else said or None
