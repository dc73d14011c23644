"""Which kinds of written work are there, and how is said what was found in one?"""

from collections.abc import Mapping
from functools import cache

from mysterydesk import shelf
from mysterydesk.i18n import Translation
from mysterydesk.library import read_text
from scoring.written.kind import Kinds, parse_kinds


@cache
def written_kinds() -> Kinds:
    """Give the shipped kinds of written work.

    Raises:
        ContentError: The shipped file is broken.
    """
    kinds, problems = parse_kinds(read_text("scoring", "written.yaml"), "written.yaml")
    if kinds is None:
        raise shelf.ContentError(problems)
    return kinds


def check_words(t: Translation, params: Mapping[str, str], code: str) -> str:
    """Say what was looked at, e.g. that a section tells the cause.

    Args:
        t: Language.
        params: Parameters of the finding.
        code: Its code, `written_<check>`.
    """
    kind = written_kinds().kind(params["kind"])
    section = kind.section(params["section"]) if kind else None
    title = t.of(section.title) if section else ""
    topic, _, number = params["name"].partition(".")
    check = code.removeprefix("written_")
    told = t(f"written.topic.{topic}", number=number or "1") if check == "fact" else ""
    return t(f"written.check.{check}", section=title, topic=told)


def reason_words(t: Translation, params: Mapping[str, str]) -> str:
    """Say why something is not met, or left to a person; nothing for what is met."""
    return t(f"written.reason.{params['reason']}", value=params["value"]) if params["reason"] else ""


def right_words(t: Translation, params: Mapping[str, str], code: str) -> str:
    """Say what would have been right, where there is something to say."""
    check = code.removeprefix("written_")
    if check == "stages":
        return t("written.right.stages")
    if check != "fact" or not params["value"]:
        return ""
    topic, _, number = params["name"].partition(".")
    name = "step" if topic == "step" and number else "fact"
    return t(f"written.right.{name}", number=number, value=params["value"])
