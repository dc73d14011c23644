"""Which page does Streamlit show to this visitor?

The router of `st.navigation`. It must not lie beside `pages/`: there, Streamlit's old page discovery would run a
page before this file has asked who is there.
"""

from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import streamlit as st

from mysterydesk.page_table import PageRow, load_table, rows_for, start_of
from mysterydesk.sign_in_card import ask_to_sign_in
from mysterydesk.visitor import Visitor, visitor

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


def route(guest: Visitor) -> None:
    """Build the navigation of this visitor and run the page that was asked for."""
    content = files("mysterydesk").joinpath("content")
    st.set_page_config(page_icon=str(content / "icon.svg"), layout="wide")
    st.logo(str(content / f"logo-{guest.t.lang}.svg"), size="large")
    if guest.world.demo:
        st.markdown(f":small[:orange-background[{guest.t('frame.demo_banner')}]]")
    if guest.account is None:
        _for_strangers(guest).run()
    else:
        name = guest.t.of(guest.account.name)
        rows = rows_for(guest.account.role, load_table())
        start = start_of(guest.account.role, rows)
        bar = [_page(guest, row, default=row == start) for row in rows if row.menu == "bar"]
        own = [_page(guest, row) for row in rows if row.menu == "account"]
        hidden = [_page(guest, row) for row in rows if row.menu == "none"]
        st.navigation({"": bar + hidden, name: own}, position="top").run()


def _for_strangers(guest: Visitor) -> "Page":
    """Answer every address with the same request to sign in, so that none is "not found"."""

    def show() -> None:
        ask_to_sign_in(guest.t)

    title = guest.t("guard.sign_in_title")
    start = st.Page(show, title=title, url_path="start", default=True)
    rest = [st.Page(show, title=title, url_path=row.url) for row in load_table()]
    return st.navigation([start, *rest], position="hidden")


def _page(guest: Visitor, row: PageRow, *, default: bool = False) -> "Page":
    visibility: Literal["visible", "hidden"] = "hidden" if row.menu == "none" else "visible"
    return st.Page(
        row.file, title=guest.t(row.title), icon=row.icon, url_path=row.url, default=default, visibility=visibility
    )


if __name__ == "__main__":
    route(visitor())
