"""Why can a credential not be made, or not be believed?"""

from collections.abc import Mapping


class CredentialError(ValueError):
    """A document that may not be signed, or whose signature does not hold; the edge words the code.

    Attributes:
        code: Kind of fault, e.g. `undefined_term`.
        params: Values of the sentence.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, str] = {name: str(value) for name, value in params.items()}
