"""Who is looking at this Streamlit page, and in which language?

Asked anew on every rerun: the token in the cookie is looked up in the store, so signing out in one tab reaches all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.runtime.secrets import SecretsValue

from mysterydesk.accounts import account_of
from mysterydesk.browser import SESSION_COOKIE
from mysterydesk.clock import now
from mysterydesk.i18n import LANG_COOKIE, Translation, choose_lang, translation
from mysterydesk.settings import Settings, from_environment
from mysterydesk.store.records import Account
from mysterydesk.world import World, open_world

SECTION = "mysterydesk"
"""Section of `st.secrets` in which `asgi.build_app` hands the settings to the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who is there.

    Attributes:
        account: The person, or None for a stranger.
        token: Token of the session, so that it can be ended.
        t: Translation of this session.
        world: The installation.
    """

    account: Account | None
    token: str | None
    t: Translation
    world: World


def settings_as_secrets(settings: Settings) -> Mapping[str, SecretsValue]:
    """Write settings in the form that `st.App(secrets=…)` takes."""
    return {
        SECTION: {
            "database": str(settings.database),
            "host": settings.host,
            "port": str(settings.port),
            "public_url": settings.public_url,
        }
    }


def visitor() -> Visitor:
    """Look at the cookies of this browser tab and at the store."""
    world = _world(_settings())
    cookies = st.context.cookies
    token = cookies.get(SESSION_COOKIE)
    t = translation(choose_lang(cookies.get(LANG_COOKIE), st.context.headers.get("Accept-Language")))
    return Visitor(account=account_of(world.store, token, at=now()), token=token, t=t, world=world)


def _settings() -> Settings:
    try:
        given = st.secrets[SECTION]
    except (KeyError, StreamlitSecretNotFoundError):
        return from_environment()
    return Settings(
        database=Path(given["database"]),
        host=given["host"],
        port=int(given["port"]),
        public_url=given["public_url"],
    )


@st.cache_resource(show_spinner=False)
def _world(settings: Settings) -> World:
    """Open the store once a process, not once a rerun."""
    return open_world(settings)
