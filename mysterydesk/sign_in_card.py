"""What does a stranger see inside Streamlit?"""

from html import escape
from urllib.parse import quote, urlsplit

import streamlit as st

from mysterydesk.browser import local_path
from mysterydesk.i18n import Translation

_BUTTON = (
    "display:inline-block;padding:.55rem 1.6rem;border-radius:.5rem;background:#3B4CA8;color:#FFF;font-weight:600;"
    "text-decoration:none"
)
"""The look of the link; no style sheet of a page has been sent to a stranger."""


def ask_to_sign_in(t: Translation) -> None:
    """Say that one has to sign in, with a link that leads back to this address."""
    here = urlsplit(st.context.url or "/")
    wish = f"{here.path}?{here.query}" if here.query else here.path
    target = quote(local_path(wish), safe="")
    st.header(t("guard.sign_in_title"), anchor=False)
    st.text(t("guard.sign_in"))
    st.html(f'<a href="/login?next={target}" target="_self" style="{_BUTTON}">{escape(t("login.submit"))}</a>')
