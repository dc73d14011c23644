"""How is a YAML text shown for changing: with numbered lines, and those with a problem marked?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import streamlit as st

KEY = "pk_yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands in the editor.

    Attributes:
        pack: Id of the pack.
        file: Name of the file.
        text: Its text.
        rev: Goes up when something else than the editor has changed the text.
        marks: Lines with a problem, each with its words.
        fixed: Whether it can only be read.
        line: To be scrolled to, after a number that goes up each time, and whether the cursor goes there too; None
            for nowhere.
    """

    pack: str
    file: str
    text: str
    rev: int
    marks: Sequence[tuple[int, str]]
    fixed: bool
    line: tuple[int, int, bool] | None


def _asset(name: str) -> str:
    return files("pages").joinpath("parts", "assets", name).read_text(encoding="utf-8")


def yaml_editor(shown: Shown, label: str, typed: Callable[[Mapping[str, object]], None], more_css: str = "") -> None:
    """Draw the editor; what is typed is handed over, with the file and the `rev` it was typed into."""

    def changed() -> None:
        state = st.session_state.get(KEY)
        edit = state.get("edit") if state is not None else None
        if isinstance(edit, Mapping):
            typed(edit)

    component = st.components.v2.component(
        "mysterydesk_pack_yaml",
        html='<div class="yaml md-said"><div class="gutter" aria-hidden="true"></div>'
        '<textarea spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off"></textarea></div>',
        css=_asset("pack_yaml.css") + more_css,
        js=_asset("pack_yaml.js"),
    )
    component(
        data={
            "pack": shown.pack,
            "file": shown.file,
            "text": shown.text,
            "rev": shown.rev,
            "marks": [list(one) for one in shown.marks],
            "fixed": shown.fixed,
            "goto": list(shown.line) if shown.line else None,
            "label": label,
        },
        key=KEY,
        on_edit_change=changed,
    )
