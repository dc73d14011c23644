"""How do the pages look that work without Streamlit and without JavaScript?

One frame for signing in, one-time links, errors and public verification. Nothing is loaded from anywhere: style
and sign stand in the page, and the content security policy allows nothing else.
"""

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from starlette.responses import HTMLResponse

from mysterydesk.i18n import Translation
from mysterydesk.library import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage:
    """What a page without Streamlit says.

    Attributes:
        t: In which language.
        title: Name of the page, unescaped.
        body: HTML of its middle, already escaped.
        here: Path and query of this page, for coming back after switching the language.
        demo: Whether to show the banner of demo stores.
    """

    t: Translation
    title: str
    body: str
    here: str
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of a form.

    Attributes:
        name: Name of the field.
        label: Its label, unescaped.
        kind: HTML input type.
        value: What stands in it at first.
        autocomplete: Hint to password keepers (HTML, autofill).
        focus: Whether the cursor starts here.
        fixed: Whether it only shows what is so, and cannot be changed.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    autocomplete: str = "off"
    focus: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A narrow card with a form.

    Attributes:
        title: Heading.
        lead: Sentence below it.
        action: Where it goes.
        hidden: Fields that nobody sees, the form token among them.
        fields: Lines.
        submit: Words on the button.
        error: What went wrong the last time, or nothing.
        note: Small line below the button, or nothing.
    """

    title: str
    lead: str
    action: str
    hidden: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    submit: str
    error: str = ""
    note: str = ""


def frame(page: PlainPage) -> str:
    """Put the frame around a page."""
    t = page.t
    other = "en" if t.lang == "zh" else "zh"
    switch = f"/lang?to={other}&next={quote(page.here, safe='')}"
    banner = f'<aside class="demo">{escape(t("frame.demo_banner"))}</aside>' if page.demo else ""
    product = escape(t("frame.product"))
    return (
        f'<!doctype html><html lang="{t.html_lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(page.title)} · {product}</title><style>{_css()}</style></head>"
        f"<body>{banner}<header>{_sign()}<b>{product}</b>"
        f'<a href="{escape(switch)}" lang="{other}">{escape(t("frame.other_language"))}</a></header>'
        f"<main>{page.body}</main></body></html>"
    )


def form_card(form: Form) -> str:
    """Write a form; its error, if any, is announced and stands above the fields."""
    error = f'<p role="alert">{escape(form.error)}</p>' if form.error else ""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in form.hidden
    )
    note = f'<p class="quiet small">{escape(form.note)}</p>' if form.note else ""
    return (
        f'<form class="card narrow" method="post" action="{escape(form.action)}">'
        f'<h1>{escape(form.title)}</h1><p class="quiet">{escape(form.lead)}</p>{error}{hidden}'
        f"{''.join(map(_line, form.fields))}<button>{escape(form.submit)}</button>{note}</form>"
    )


def notice_card(title: str, text: str, link: tuple[str, str] | None = None) -> str:
    """Write a card with one message and, at most, one way to go on: `(path, words)`."""
    button = f'<a class="button" href="{escape(link[0])}">{escape(link[1])}</a>' if link else ""
    return f'<div class="card narrow"><h1>{escape(title)}</h1><p class="quiet">{escape(text)}</p>{button}</div>'


def respond(page: PlainPage, status: int = 200) -> HTMLResponse:
    """Answer with a page that no cache keeps and no frame shows."""
    style = base64.b64encode(hashlib.sha256(_css().encode()).digest()).decode()
    return HTMLResponse(
        frame(page),
        status_code=status,
        headers={
            "Cache-Control": "no-store",
            "Content-Security-Policy": (
                f"default-src 'none'; style-src 'sha256-{style}'; img-src 'self' data:; form-action 'self'; "
                "base-uri 'none'; frame-ancestors 'none'"
            ),
            # "no-referrer" would make browsers send "Origin: null" with our own forms.
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _line(field: Field) -> str:
    more = f"{' autofocus' if field.focus else ''}{' readonly' if field.fixed else ''}"
    return (
        f'<label for="{escape(field.name)}">{escape(field.label)}</label>'
        f'<input id="{escape(field.name)}" name="{escape(field.name)}" type="{escape(field.kind)}" '
        f'value="{escape(field.value)}" autocomplete="{escape(field.autocomplete)}" '
        f'autocapitalize="none" spellcheck="false" required{more}>'
    )


def _css() -> str:
    return read_text("mysterydesk", "plain.css").replace("\n", "")


def _sign() -> str:
    return read_text("mysterydesk", "icon.svg").replace("<svg ", '<svg aria-hidden="true" ').strip()
