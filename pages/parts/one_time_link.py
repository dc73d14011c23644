"""How is an address shown that works once, so that it can be copied by mouse and by keyboard?"""

from importlib.resources import files

import streamlit as st

from mysterydesk.i18n import Translation


def _asset(name: str) -> str:
    return files("pages").joinpath("parts", "assets", name).read_text(encoding="utf-8")


def one_time_link(t: Translation, url: str) -> None:
    """Draw the address in a field that can be selected, with a button that copies it."""
    draw = st.components.v2.component(
        "mysterydesk_one_time_link",
        html='<div class="link"><input readonly><button type="button"></button><span role="status"></span></div>',
        css=_asset("one_time_link.css"),
        js=_asset("one_time_link.js"),
    )
    words = {
        "label": t("admin.link_label"),
        "copy": t("admin.link_copy"),
        "copied": t("admin.link_copied"),
        "by_hand": t("admin.link_by_hand"),
    }
    draw(data={"url": url, **words}, key="one_time_link")
