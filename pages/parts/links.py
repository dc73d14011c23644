"""How does one page lead to another without losing what it is about?"""

from pathlib import Path

import streamlit as st

from mysterydesk.page_table import load_table


def page_file(url: str) -> Path:
    """Find the file of a page by its address."""
    return next(row.file for row in load_table() if row.url == url)


def go(url: str, **query: str) -> None:
    """Open a page with its query; the navigation bar would drop it."""
    st.switch_page(page_file(url), query_params=query)
