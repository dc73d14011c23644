"""May this visitor see this page?

The first statement of every page is `guest = guard("<url>")`. It asks on every rerun, so signing out, a closed
account or another role reach open tabs; and it is the page's own lock, should anything run the page directly.
"""

from dataclasses import dataclass

import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.page_table import load_table
from mysterydesk.sign_in_card import ask_to_sign_in
from mysterydesk.store.records import Account
from mysterydesk.visitor import visitor
from mysterydesk.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A person who may see this page.

    Attributes:
        account: Who.
        t: Translation of this session.
        world: The installation, for the use-cases.
    """

    account: Account
    t: Translation
    world: World


def guard(url: str) -> Guest:
    """Let the visitor pass, or stop the page.

    Args:
        url: Path segment of the page in `pages/table.py`; a page that is not there is nobody's.
    """
    someone = visitor()
    if someone.account is None:
        ask_to_sign_in(someone.t)
        st.stop()
    if not any(row.url == url and someone.account.role in row.roles for row in load_table()):
        st.error(someone.t("error.not_for_role"))
        st.stop()
    return Guest(account=someone.account, t=someone.t, world=someone.world)
