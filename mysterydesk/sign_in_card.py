"""What does a stranger see inside Streamlit?"""

from html import escape
from urllib.parse import quote, urlsplit

import streamlit as st

from mysterydesk.browser import local_path
from mysterydesk.i18n import Translation


def ask_to_sign_in(t: Translation) -> None:
    """Say that one has to sign in, with a link that leads back to this address."""
    here = urlsplit(st.context.url or "/")
    wish = f"{here.path}?{here.query}" if here.query else here.path
    target = quote(local_path(wish), safe="")
    st.header(t("guard.sign_in_title"), anchor=False)
    st.text(t("guard.sign_in"))
    st.html(f'<a href="/login?next={target}" target="_self">{escape(t("login.submit"))}</a>')
