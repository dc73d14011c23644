"""In which forms does an issued credential go out? The same credential each time; no award is made here."""

import json
from collections.abc import Mapping
from typing import Literal, get_args

from certification.compact import compact
from certification.credential import Issuer
from certification.document import issuer_of
from mysterydesk.awarding import kept_award
from mysterydesk.bundled import contexts
from mysterydesk.errors import WorldError, shown
from mysterydesk.house_key import key_of
from mysterydesk.issuing import NAME, kept_credential, printed
from mysterydesk.settings import Settings
from mysterydesk.store.protocol import Store

OutForm = Literal["json", "jwt", "png", "svg", "pdf"]
FORMS: tuple[OutForm, ...] = get_args(OutForm)
MEDIA: Mapping[OutForm, str] = {
    "json": "application/ld+json",
    "jwt": "application/vc+jwt",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}


def as_form(text: str) -> OutForm:
    """Take a word for a form.

    Raises:
        WorldError: `no_such_form`.
    """
    found = next((one for one in FORMS if one == text.strip().lower()), None)
    if found is None:
        raise WorldError("no_such_form", form=shown(text), known=", ".join(FORMS))
    return found


def credential_as(store: Store, settings: Settings, number: str, form: OutForm) -> bytes:
    """Give an issued credential in a form.

    JSON is as it was signed then; the pictures carry those bytes; a VC-JWT is signed now, by a key that serves the
    same issuer.

    Raises:
        WorldError: `no_such_credential`, `font_missing`, `print_…`, and for a VC-JWT as `house_key.key_of`.
        StoreError: `document_erased`.
    """
    data = kept_credential(store, number)
    if form == "json":
        return data
    document = json.loads(data)
    if form == "jwt":
        return compact(document, key_of(store, issuer_of(document)), contexts()).encode()
    if form == "pdf":
        return printed(kept_award(store, number), issuer_in(document), settings.url)
    return _baked(store, settings, number, form)


def issuer_in(document: Mapping[str, object]) -> Issuer:
    """Read who issued, as the credential says it, so that a print years later names no other."""
    return Issuer(id=issuer_of(document), name=NAME)


def _baked(store: Store, settings: Settings, number: str, form: OutForm) -> bytes:
    from certification.badge import as_png, as_svg, badge  # noqa: PLC0415  Pillow is slow to load
    from certification.baked_png import bake_png  # noqa: PLC0415  the same
    from certification.baked_svg import bake_svg  # noqa: PLC0415  the same

    data = kept_credential(store, number)
    picture = badge(kept_award(store, number), issuer_in(json.loads(data)), f"{settings.url}/verify/{number}")
    return bake_png(as_png(picture), data) if form == "png" else bake_svg(as_svg(picture), data.decode())
