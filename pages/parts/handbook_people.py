"""Who does what under a handbook: tiers, seats, groups, escalation; what is asked, numbered and rated?"""

from collections.abc import Iterable
from html import escape

import streamlit as st

from mysterydesk.handbook_terms import length, priority
from mysterydesk.i18n import Translation
from pages.parts.handbook_tabs import HEIGHT, head, silence
from pages.parts.handbook_words import Rows, basis, said, table, whose
from policy.handbook import Handbook
from policy.text import Text


def _part(t: Translation, title: str, columns: Iterable[str], rows: Rows) -> str:
    lines = list(rows)
    heads = [t(f"handbooks.col_{name}") for name in columns]
    return head(title) + (table(heads, lines, title) if lines else silence(t))


def _texts(t: Translation, texts: Iterable[Text]) -> str:
    return "<br>".join(said(t.of(one)) for one in texts)


def _tiers(t: Translation, handbook: Handbook) -> str:
    def duties(one: int) -> str:
        tier = handbook.tiers[one]
        direct = t("handbooks.and").join(priority(t, handbook, code) for code in tier.receives)
        extra = f"<br>{escape(t('handbooks.receives', names=direct))}" if direct else ""
        return _texts(t, tier.duties) + extra

    rows = (
        [f"<b>{escape(t.of(one.name))}</b>", duties(place), basis(t, handbook, one.basis)]
        for place, one in enumerate(handbook.tiers)
    )
    return _part(t, t("handbooks.tiers"), ("name", "duties", "basis"), rows)


def _seats(t: Translation, handbook: Handbook) -> str:
    rows = (
        [
            f"<b>{escape(t.of(one.name))}</b>",
            escape(whose(t, handbook, one.tier or one.group)),
            _texts(t, one.duties),
            basis(t, handbook, one.basis),
        ]
        for one in handbook.seats
    )
    return _part(t, t("handbooks.seats"), ("name", "belongs", "duties", "basis"), rows)


def _groups(t: Translation, handbook: Handbook) -> str:
    types = {one.code: t.of(one.title) for one in handbook.lists.get("ticket_types", ())}
    rows = (
        [
            f"<b>{escape(t.of(one.name))}</b>",
            said(t("handbooks.and").join(types.get(code, code) for code in one.takes)),
            basis(t, handbook, one.basis),
        ]
        for one in handbook.groups
    )
    return _part(t, t("handbooks.groups"), ("name", "takes", "basis"), rows)


def _escalations(t: Translation, handbook: Handbook) -> str:
    rows = (
        [
            escape(f"{whose(t, handbook, one.source)} → {whose(t, handbook, one.target)}"),
            said(t.of(one.when)),
            escape(length(t, one.limit)) if one.limit else "",
            basis(t, handbook, one.basis),
        ]
        for one in handbook.escalations
    )
    return _part(t, t("handbooks.escalations"), ("way", "when", "limit", "basis"), rows)


def _intake(t: Translation, handbook: Handbook) -> str:
    rows = (
        [
            said(t.of(one.title)),
            escape(t("handbooks.required") if one.required else t("handbooks.optional")),
            basis(t, handbook, one.basis),
        ]
        for one in handbook.intake
    )
    return _part(t, t("handbooks.intake"), ("field", "required", "basis"), rows)


def _number(t: Translation, handbook: Handbook) -> str:
    number = handbook.ticket_number
    if number is None:
        return head(t("handbooks.number")) + silence(t)
    words = t("handbooks.number_told" if number.tell_customer else "handbooks.number_kept", example=number.example)
    return head(t("handbooks.number")) + said(words) + basis(t, handbook, number.basis)


def _rated(t: Translation, handbook: Handbook) -> str:
    scale = handbook.satisfaction
    if scale is None:
        return head(t("handbooks.satisfaction")) + silence(t)
    rows = (
        [
            escape(t.of(one.name)),
            f"{one.value:g}" if one.value is not None else "",
            escape(t("handbooks.low") if one.code in scale.low else ""),
        ]
        for one in scale.grades
    )
    shown = _part(t, t("handbooks.satisfaction"), ("grade", "value", "after"), rows)
    rated = t("handbooks.and").join(t.of(one) for one in scale.dimensions)
    told = f"<div>{escape(t('handbooks.dimensions'))}{said(rated)}</div>" if rated else ""
    return shown + told + basis(t, handbook, scale.basis)


def people(t: Translation, handbook: Handbook) -> None:
    """Draw all of it, one section below the other."""
    parts = (_tiers, _seats, _groups, _escalations, _intake, _number, _rated)
    with st.container(height=HEIGHT, key="scroll_people", border=False):
        st.html("".join(one(t, handbook) for one in parts))
