"""Which published contexts and which sentences does every credential need? Read once."""

from functools import lru_cache

from certification.contexts import Contexts, parse_contexts
from certification.wording import Wording, parse_wording
from mysterydesk import shelf
from mysterydesk.library import list_files, read_text


@lru_cache(maxsize=1)
def contexts() -> Contexts:
    """Give the bundled JSON-LD contexts."""
    names = list_files("certification", "contexts")
    return parse_contexts({name.rpartition("/")[2]: read_text("certification", name) for name in names})


@lru_cache(maxsize=1)
def wording() -> Wording:
    """Give the sentences of the credential."""
    parsed, problems = parse_wording(read_text("certification", "credential.yaml"), "credential.yaml")
    if parsed is None:
        raise shelf.ContentError(problems)
    return parsed
