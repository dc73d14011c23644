"""Which of the manual's types of contact does a category or a tag name, and is it one that is right?"""

from scoring.question import Question
from scoring.records import loose


def types_named(question: Question, named: str) -> frozenset[str]:
    """Give the types that a name means: by their code, or by their title in either language."""
    wanted = loose(named)
    types = question.handbook.lists.get("ticket_types", ())
    return frozenset(
        one.code for one in types if wanted and wanted in {loose(one.code), loose(one.title.zh), loose(one.title.en)}
    )


def is_other_type(question: Question, *names: str) -> bool:
    """Tell whether names mean types of the manual, and none that is right; where nobody knows the right one, no."""
    named = frozenset[str]().union(*(types_named(question, one) for one in names))
    types = {one.code for one in question.handbook.lists.get("ticket_types", ())}
    right = question.key.types & types if question.key else frozenset()
    return bool(named and right) and not named & right
