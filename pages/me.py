"""Who am I here, in which language, and how do I leave?"""

from html import escape

import streamlit as st

from mysterydesk.accounts import sign_out
from mysterydesk.visitor import visitor
from pages.parts.endings import endings
from pages.parts.frame import style
from pages.parts.guard import guard

guest = guard("me")
t = guest.t
style(t)
with st.container(key="narrow_begin_me"), st.container(border=True, key="card_me"):
    st.header(t("me.title"), anchor=False)
    st.text(t("me.who", name=t.of(guest.account.name), role=t(f"role.{guest.account.role}")))
    endings(guest)
    other = "en" if t.lang == "zh" else "zh"
    link = f'<a href="/lang?to={other}&amp;next=/me" target="_self" lang="{other}">'
    st.html(f"{link}{escape(t('frame.other_language'))}</a>")
    if st.button(t("logout.submit")):
        sign_out(guest.world.store, visitor().token)
        st.rerun()
