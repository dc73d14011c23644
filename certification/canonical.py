"""Which exact text is signed?

RDFC-1.0 (W3C, the algorithm once called URDNA2015) over what JSON-LD makes of a document. pyld drops unknown
terms without a word, so that they would stand in the document unsigned; here they refuse the whole document
(CREDENTIAL.md trap 1), as do relative addresses, which RDF would drop as well.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015

from certification.contexts import Contexts
from certification.document import Document, bounded
from certification.fault import CredentialError

ABSOLUTE = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]+""")
"""An IRI as N-Quads may carry it; what it leaves out could forge the border between two statements."""

MAX_ALIKE = 5
MAX_PATHS = 400
"""Bounds on comparing nodes that look alike, whose cost grows with the factorial (RDFC-1.0 section 7.1)."""


class _BoundedCanon(URDNA2015):  # type: ignore[misc]  # pyld carries no types
    """RDFC-1.0 that gives up on graphs made to exhaust it."""

    def __init__(self) -> None:
        super().__init__()
        self.paths = 0

    def create_hash_to_related(self, id_: str, issuer: object) -> dict[str, list[str]]:
        self.paths += 1
        related: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        if self.paths > MAX_PATHS or any(len(alike) > MAX_ALIKE for alike in related.values()):
            raise CredentialError("too_alike")
        return related


def canonical(document: Document, contexts: Contexts) -> str:
    """Give the canonical N-Quads of a document.

    Raises:
        CredentialError: `undefined_term`, `relative_address`, `empty_value`, `keyword`, `context_unknown`,
            `not_json_ld`, `too_alike`, or a code of `document.bounded`.
    """
    bounded(document)
    _check_source({name: value for name, value in document.items() if name != "@context"})
    _check_contexts(document.get("@context"), contexts)
    # No base at all: an empty one makes pyld complete a relative address from a base of its own.
    options = {"documentLoader": contexts.load, "contextResolver": contexts.resolver, "base": None}
    try:
        expanded = jsonld.JsonLdProcessor(on_property_dropped=_refuse).expand(dict(document), options)
        _check_expanded(expanded)
        dataset = jsonld.JsonLdProcessor().to_rdf(expanded, options)
    except jsonld.JsonLdError as cause:
        raise CredentialError("not_json_ld", reason=_deepest(cause)) from cause
    return str(_BoundedCanon().main(dataset, {"format": "application/n-quads"}))


def _refuse(term: str | None) -> None:
    raise CredentialError("undefined_term", term=term)


def _deepest(cause: BaseException) -> str:
    while cause.__cause__ is not None:
        cause = cause.__cause__
    return str(getattr(cause, "code", None) or type(cause).__name__)


def _check_contexts(named: object, contexts: Contexts) -> None:
    """Allow a list of bundled addresses and nothing else: a context written inline can rename any term."""
    if not isinstance(named, list | tuple) or not named:
        raise CredentialError("context_missing")
    for one in named:
        if not isinstance(one, str) or one not in contexts.documents:
            raise CredentialError("context_unknown", url=one if isinstance(one, str) else "inline")


def _check_source(value: object) -> None:
    """Refuse what expansion would drop or reinterpret: null, empty objects, JSON-LD keywords, `_:` names."""
    if value is None or value == {}:
        raise CredentialError("empty_value")
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name.startswith("@"):
                raise CredentialError("keyword", term=name)
            _check_source(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check_source(inner)
    elif isinstance(value, str) and value.startswith("_:"):
        raise CredentialError("relative_address", address=value)


def _check_expanded(value: object) -> None:
    for address in _addresses(value):
        if not isinstance(address, str) or not ABSOLUTE.fullmatch(address):
            raise CredentialError("relative_address", address=address)


def _addresses(value: Any) -> Iterator[object]:  # noqa: ANN401  what pyld gives is untyped
    """Walk all addresses of expanded JSON-LD: properties, ids, types and datatypes."""
    if isinstance(value, list):
        for inner in value:
            yield from _addresses(inner)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name in {"@id", "@type"}:
                yield from inner if isinstance(inner, list) else (inner,)
            elif not name.startswith("@"):
                yield name
                yield from _addresses(inner)
            elif name != "@value":
                yield from _addresses(inner)
