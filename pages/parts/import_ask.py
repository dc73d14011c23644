"""How does somebody bring a file, and say by what and how it is to be judged?"""

from collections.abc import Mapping
from html import escape
from typing import Final

import streamlit as st

from mysterydesk import shelf
from mysterydesk.i18n import Translation
from mysterydesk.import_mapping import MINE, Recognised, known_by, of_format
from mysterydesk.import_page import Choice
from mysterydesk.import_seen import Sample
from mysterydesk.import_upload import MOST_MB, Upload
from mysterydesk.import_zones import ZONES, zone_title
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.shipped import shipped
from pages.parts.import_bench import Bench, bench, clear, take
from pages.parts.import_words import data, told
from policy.handbook import Handbook

TYPES: Final = ("csv", "tsv", "txt", "xlsx", "zip")

BEGINS: Final = {"imp_handbook": shelf.HANDBOOKS[0], "imp_zone": "", "imp_waits": False, "imp_people": "left_out"}
"""Fields, with what stands in them at first."""

SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def bring(t: Translation) -> None:
    """Let a file be brought."""
    found = bench()
    file = st.file_uploader(
        t("imports.file"), type=list(TYPES), key=f"imp_file_{found.turn}", max_upload_size=MOST_MB
    )
    st.markdown(f":small[:gray[{t('imports.file_kinds', most=MOST_MB)}]]")
    if file is not None:
        with st.spinner(t("imports.looking")):
            take(file)
        st.rerun()
    if found.problems:
        told(t, found.problems)


def facts(t: Translation, upload: Upload) -> None:
    """Say what was brought, with a way to another file."""
    script = upload.table.script
    how = [size(upload.size)]
    if script is None:
        how.append(t("imports.workbook"))
    else:
        how += [
            data(script.encoding.upper().removesuffix("-SIG")),
            escape(t(f"imports.by.{SEPARATORS.get(script.delimiter, 'other')}")),
        ]
    how.append(escape(t.count("imports.columns_n", len(upload.table.header))))
    st.html(f'<div class="md-imp-file"><b>{data(upload.name)}</b><div class="md-muted">{" · ".join(how)}</div></div>')
    st.button(t("imports.other_file"), key="imp_other", icon=":material/upload_file:", on_click=clear)


def size(count: int) -> str:
    """Say how many bytes.

    >>> size(27_412_345), size(950)
    ('27.4 MB', '1 KB')
    """
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} KB"  # noqa: PLR2004  a million


def _other_format(name: str) -> None:
    found = bench()
    if found.upload is not None:
        found.use(of_format(found.upload.table, str(st.session_state[name])))


def _title(t: Translation, name: str) -> str:
    return t("imports.mine") if name == MINE else t.of(shipped()[name].title)


def mapping(t: Translation, found: Bench, upload: Upload, profile: Profile) -> None:
    """Let the format be chosen, and say why it was taken for this one."""
    names = [*shipped(), MINE]
    name = f"imp_format_{found.turn}_{profile.id}"  # another field, should the mapping have become one's own
    st.selectbox(
        t("imports.format"), names, index=names.index(profile.id) if profile.id in names else len(names) - 1,
        format_func=lambda name: _title(t, name), key=name, on_change=_other_format, args=(name,),
        filter_mode=None,
    )  # fmt: skip
    st.html(f'<div class="md-muted">{_reason(t, found.known, upload, profile)}</div>')


def _reason(t: Translation, known: Recognised | None, upload: Upload, profile: Profile) -> str:
    if profile.id == MINE:
        return escape(t("imports.is_guess") if known and not known.columns else t("imports.is_mine"))
    columns = known_by(upload.table, profile)
    if len(columns) < len(profile.recognised_by):
        return escape(t("imports.is_not"))
    named = escape(t("imports.comma")).join(data(one) for one in columns)
    return f"{escape(t('imports.is_known'))}{named}"


def _begin(books: Mapping[str, Handbook]) -> None:
    """Put back what was here before another page was."""
    state = st.session_state
    for name, value in BEGINS.items():
        if name not in state:
            state[name] = state.get(f"kept_{name}", value)
        state[f"kept_{name}"] = state[name]
    if state["imp_handbook"] not in books:
        state["imp_handbook"] = BEGINS["imp_handbook"]


def _zone(t: Translation) -> str:
    return st.selectbox(
        t("imports.zone"), ["", *ZONES], key="imp_zone", help=t("imports.zone_help"),
        format_func=lambda name: zone_title(name, t.lang) if name else t("imports.zone_choose"),
    )  # fmt: skip


def _people(t: Translation) -> str | None:
    st.radio(
        t("imports.people"), ["left_out", "named"], key="imp_people",
        format_func=lambda one: t(f"imports.people_{one}"), help=t("imports.people_help"),
    )  # fmt: skip
    if st.session_state.imp_people == "left_out":
        return None
    return st.text_input(t("imports.secret"), type="password", key="imp_secret", autocomplete="off") or ""


def _ask() -> None:
    found = bench()
    found.stage, found.problems = "asked", ()


def ask(t: Translation, books: Mapping[str, Handbook], found: Bench, profile: Profile, sample: Sample) -> Choice:
    """Draw the conditions and the button; give what stands there."""
    _begin(books)
    asked = sample.zone_needed or any(one.code == "import_zone_needed" for one in found.problems)
    zone = _zone(t) if asked else ""
    if not asked and sample.times:
        st.markdown(f":small[:gray[{t('imports.zone_told')}]]")
    handbook = st.selectbox(
        t("imports.handbook"), list(books), key="imp_handbook", filter_mode=None,
        format_func=lambda name: t.of(books[name].title),
    )  # fmt: skip
    waits = st.checkbox(t("imports.waits"), key="imp_waits", help=t("imports.waits_help"))
    secret = _people(t)
    choice = Choice(
        profile=profile,
        handbook=handbook,
        zone=zone,
        secret=secret,
        levels=found.levels_under(handbook),
        wait_customer=waits,
    )
    missing = t("imports.go_not") if sample.problems else t("imports.go_no_zone") if asked and not zone else None
    st.button(
        t("imports.go"), key="imp_go", type="primary", width="stretch", icon=":material/gavel:", on_click=_ask,
        disabled=missing is not None, help=missing,
    )  # fmt: skip
    return choice
