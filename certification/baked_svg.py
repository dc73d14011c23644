"""How does a picture carry its credential, as SVG?

Open Badges 3.0, 5.3 ("baked badge"): one element `openbadges:credential`, with a VC-JWT in its attribute `verify` or
with JSON as character data. A drawing is a program for its reader: a document type, and with it every entity, is
refused before anything of it is expanded.
"""

import re
from xml.parsers.expat import ExpatError, ParserCreate

from certification.compact import is_compact
from certification.fault import CredentialError

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
ELEMENT = f"{NAMESPACE} credential"
OPENING = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s>]")
MAX_BYTES = 4_000_000
MAX_DEPTH = 64
NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) does not take, and the carriage return, which its readers change (2.11)."""


def bake_svg(picture: str, text: str) -> bytes:
    """Put a credential into a drawing; `unbake_svg` gives the same bytes back.

    Args:
        picture: An SVG that ends with `</svg>` and carries none yet.
        text: JSON or VC-JWT.

    Raises:
        CredentialError: `not_bakeable`: what XML would not give back unchanged; `svg_damaged`, `baked_twice`.
    """
    if "openbadges:credential" in picture:
        raise CredentialError("baked_twice")
    head, closing, tail = picture.rpartition("</svg>")
    if not closing or tail.strip() or "<svg " not in head:
        raise CredentialError("svg_damaged")
    if NOT_XML.search(text) or "]]>" in text:
        raise CredentialError("not_bakeable")
    # Some readers search for the element by its text, without any attribute but `verify`: the root declares the name.
    declared = head.replace("<svg ", f'<svg xmlns:openbadges="{NAMESPACE}" ', 1)
    inner = f' verify="{text}"/>' if is_compact(text) else f"><![CDATA[{text}]]></openbadges:credential>"
    return f"{declared}<openbadges:credential{inner}{closing}".encode()


def is_svg(data: bytes) -> bool:
    """Tell whether bytes look like a drawing.

    >>> is_svg(b'<?xml version="1.0"?><svg/>'), is_svg(b'<svg xmlns="x">'), is_svg(b'{"a": "<svg>"}')
    (True, True, False)
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start == b"<" and (OPENING.search(data[:100_000]) is not None or b"<svg" in data[:100_000])


def unbake_svg(data: bytes) -> bytes:
    """Take the credential out of a drawing.

    Raises:
        CredentialError: `svg_too_large`, `svg_damaged`, `svg_entities`, `too_deep`, `baked_missing`, `baked_twice`.
    """
    if len(data) > MAX_BYTES:
        raise CredentialError("svg_too_large", limit=MAX_BYTES)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CredentialError("svg_entities")
    # Readers that search for the text would take another one than those that parse.
    if data.count(b"<openbadges:credential") > 1:
        raise CredentialError("baked_twice")
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003  expat takes no names
    except CredentialError:
        raise
    except (ExpatError, ValueError, LookupError) as cause:
        raise CredentialError("svg_damaged") from cause
    if not reader.found:
        raise CredentialError("baked_missing")
    if len(reader.found) > 1:
        raise CredentialError("baked_twice")
    return reader.found[0].encode()


class _Reader:
    """Walks the elements and keeps what ours hold."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._depth = 0
        self._inside: list[str] | None = None
        self.parser = ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise CredentialError("too_deep", limit=MAX_DEPTH)
        if self._depth == 1 and name.rpartition(" ")[2] != "svg":
            raise CredentialError("svg_damaged")
        if self._inside is not None:
            raise CredentialError("svg_damaged")
        if name == ELEMENT:
            self._inside = [attributes["verify"]] if "verify" in attributes else [""]

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name == ELEMENT and self._inside is not None:
            said, *texts = self._inside
            written = "".join(texts)
            if said and written.strip():
                raise CredentialError("baked_twice")
            self.found.append(said or written)
            self._inside = None

    def _data(self, text: str) -> None:
        if self._inside is not None:
            self._inside.append(text)

    def _doctype(self, *_said: object) -> None:
        raise CredentialError("svg_entities")
