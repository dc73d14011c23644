"""What does each term of a credential mean, without asking the network?

The published JSON-LD contexts lie in `content/contexts/`; nothing else is ever loaded (CREDENTIAL.md trap 5).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pyld import ContextResolver

from certification.fault import CredentialError

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"

FILES: Mapping[str, str] = {
    "credentials-v2.json": CREDENTIALS,
    "ob-v3p0-context-3.0.3.json": OPEN_BADGES,
    "ob-v3p0-extensions.json": OPEN_BADGES_EXTENSIONS,
    "data-integrity-v2.json": DATA_INTEGRITY,
}
"""File in `content/contexts/` -> address under which credentials name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexts:
    """The contexts that may be used, and nothing beside them.

    Attributes:
        documents: Address -> context document.
        resolver: pyld's own cache of processed contexts, tied to `load`.
    """

    documents: Mapping[str, Mapping[str, Any]]
    resolver: ContextResolver = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Tie pyld's resolver to this set, so that its global cache cannot answer instead."""
        object.__setattr__(self, "resolver", ContextResolver({}, self.load))

    def load(self, url: str, _options: object = None) -> dict[str, Any]:
        """Answer pyld's document loader from the bundle.

        Raises:
            CredentialError: `context_unknown`, for any other address.
        """
        if url not in self.documents:
            raise CredentialError("context_unknown", url=url)
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": self.documents[url],
        }


def parse_contexts(texts: Mapping[str, str]) -> Contexts:
    """Read the bundled contexts.

    Args:
        texts: File name in `content/contexts/` -> its text; every name of `FILES` must be there.
    """
    return Contexts(documents={url: json.loads(texts[name]) for name, url in FILES.items()})
