"""How are scenarios of one's own listed, and how is one begun: from a template, a seed, a copy, or a file?"""

from functools import partial
from typing import Final

import streamlit as st

from mysterydesk import scenario_drafts, shelf
from mysterydesk.clock import now
from mysterydesk.i18n import Translation, message_id
from mysterydesk.pack_files import Files
from mysterydesk.pack_sheet import sheet_of
from mysterydesk.scenario_files import FIRST, read_upload
from mysterydesk.scenario_record import ORIGINS, Authored
from mysterydesk.scenario_seeds import seeds, template_text, templates
from mysterydesk.scenario_source import NewScenario
from mysterydesk.scenario_stream import files_of
from mysterydesk.scenario_world import without_shipped
from pages.parts.author_ticket import PASTED, brought_ticket
from pages.parts.guard import Guest
from pages.parts.pack_told import listed
from pages.parts.verdicts import number_of
from pages.parts.written_rows import Listed, begun_with, listed_rows, moment, titles_and_go, who
from policy.problem import Problems
from policy.text import Text

HOW, FROM, SLUG, ZH, EN, FAULT = "au_how", "au_from", "au_slug", "au_zh", "au_en", "au_fault"
MOST_MB: Final = 2

STANDINGS: Final = {
    "draft": message_id("author.standing.draft"),
    "in_review": message_id("author.standing.in_review"),
    "published": message_id("author.standing.published"),
    "retired": message_id("author.standing.retired"),
}
WAYS: Final = {
    "template": message_id("author.way.template"),
    "seed": message_id("author.way.seed"),
    "shipped": message_id("author.way.shipped"),
    "own": message_id("author.way.own"),
    "upload": message_id("author.way.upload"),
    "ticket": message_id("author.way.ticket"),
}


def title_of(guest: Guest, one: Authored) -> str:
    """Give the title of a scenario as its text has it now."""
    sheet = sheet_of({FIRST: files_of(guest.world.store, one.files).get(FIRST, "")})
    return sheet.words("title", guest.t.lang) or one.id


def listing(guest: Guest) -> None:
    """Draw every scenario of one's own with how it stands, each to be opened."""
    t = guest.t
    found = scenario_drafts.drafts(guest.world.store, guest.account)
    with st.container(border=True, key="card_own"):
        st.markdown(f"**{t('author.own')}**")
        if not found:
            st.markdown(t("author.none_yet"))
        rows = [Listed(id=one.id, title=title_of(guest, one), state=state(guest, one)) for one in found]
        listed_rows(t, "au", rows, open_scenario)


def state(guest: Guest, one: Authored) -> str:
    """Say how a scenario stands, in a line."""
    t, newest = guest.t, one.newest
    parts = [t(STANDINGS[one.standing])]
    if one.standing in {"draft", "in_review"}:
        parts.append(t("author.changed_by", by=who(guest, one.author), at=moment(one.changed_at)))
    if newest:
        parts.append(t("author.newest", n=newest.number, at=moment(newest.at)))
    if newest and one.retired and one.standing != "retired":
        parts.append(t(STANDINGS["retired"]))
    return " · ".join(parts)


def open_scenario(scenario_id: str) -> None:
    """Go to the editor."""
    st.query_params["scenario"] = scenario_id


def begin(guest: Guest) -> None:
    """Draw what a scenario is begun with."""
    t = guest.t
    with st.container(border=True, key="card_begin"):
        st.markdown(f"**{t('author.begin')}**")
        way = st.selectbox(
            t("packs.source"), list(WAYS), format_func=lambda one: t(WAYS[one]), filter_mode=None, key=HOW
        )
        files, problems, name = _brought(t, guest, way)
        st.text_input(t("author.slug"), key=SLUG, help=t("author.slug_help"), autocomplete="off")
        go = partial(_begin, guest, way, name, files)
        titles_and_go(t, ZH, EN, FAULT, "au_begin", go, can=bool(name or files))
        if problems:
            st.html(listed(t, problems))


def _brought(t: Translation, guest: Guest, way: str) -> tuple[Files, Problems, str]:
    """Ask for what it is begun from: one of a list, or a zip or YAML document."""
    if way == "upload":
        brought = st.file_uploader(
            t("packs.file"), type=["zip", "yaml", "yml"], key="au_file", max_upload_size=MOST_MB
        )
        st.markdown(f":small[:gray[{t('author.file_help')}]]")
        files, problems = ({}, ()) if brought is None else read_upload(brought.name, brought.getvalue())
        return without_shipped(files) if files else {}, problems, ""
    if way == "ticket":
        files, problems = brought_ticket(t)
        return files, problems, ""
    names = _names(guest, way)
    if not names:
        st.markdown(t("author.none_published"))
        return {}, (), ""
    if st.session_state.get(FROM) not in names:
        st.session_state[FROM] = next(iter(names))
    chosen = st.selectbox(t("author.which"), list(names), format_func=names.__getitem__, key=FROM)
    return {}, (), chosen


def _names(guest: Guest, way: str) -> dict[str, str]:
    """Name what can be begun from in this way."""
    t = guest.t
    match way:
        case "template":
            kinds = {name: sheet_of({FIRST: template_text(name)}).words("kind") for name in templates()}
            return {name: f"{t(f'kind.{kinds[name]}')} · {t.of(title)}" for name, title in templates().items()}
        case "seed":
            return {name: f"{name[1:]} {t.of(one.title)}" for name, one in seeds().items()}
        case "shipped":
            return {name: f"{number_of(name):03} {t.of(one.title)}" for name, one in shelf.scenarios().items()}
        case _:
            return {
                f"{one.id}:{each.number}": t("packs.own_version", title=title_of(guest, one), n=each.number)
                for one in scenario_drafts.drafts(guest.world.store, guest.account)
                for each in reversed(one.versions)
            }


def _begin(guest: Guest, way: str, chosen: str, files: Files) -> None:
    name, _, number = chosen.partition(":")

    def made(title: Text) -> str:
        wanted = NewScenario(
            slug=str(st.session_state.get(SLUG, "")).strip().lower(),
            title=title,
            origin=next(one for one in ORIGINS if one == way),
            name=name,
            version=int(number or 0),
            files=files,
        )
        return scenario_drafts.begin(guest.world.store, guest.account, wanted, now()).id

    if begun := begun_with(guest, ("au_file", "au_ticket", PASTED, SLUG, ZH, EN), FAULT, made):
        open_scenario(begun)
