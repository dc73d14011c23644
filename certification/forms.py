"""In which form does a credential come: JSON, one line of text, or inside a picture?"""

from dataclasses import dataclass
from typing import Literal

from certification.baked_png import SIGNATURE, unbake_png
from certification.baked_svg import is_svg, unbake_svg
from certification.compact import is_compact
from certification.fault import CredentialError

Form = Literal["json", "jwt", "png", "svg"]
MAX_BYTES = 4_000_000
"""The largest file that is looked at, pictures included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """A credential out of its wrapping.

    Attributes:
        form: In which form the file came.
        data: The credential as it was put in, byte for byte.
        compact: Whether that is a VC-JWT; else it has to be JSON.
    """

    form: Form
    data: bytes
    compact: bool


def unwrap(data: bytes) -> Unwrapped:
    """Tell the form of a file by its content, never by its name, and take the credential out.

    Raises:
        CredentialError: `file_empty`, `too_large`, or a code of `unbake_png` and `unbake_svg`.
    """
    if len(data) > MAX_BYTES:
        raise CredentialError("too_large", limit=MAX_BYTES)
    if not data.strip():
        raise CredentialError("file_empty")
    if data.startswith(SIGNATURE):
        form: Form = "png"
        inner = unbake_png(data)
    elif is_svg(data):
        form, inner = "svg", unbake_svg(data)
    else:
        form, inner = "json", data
    compact = is_compact(inner.strip().decode("latin-1"))
    return Unwrapped(
        form="jwt" if compact and form == "json" else form, data=inner.strip() if compact else inner, compact=compact
    )
