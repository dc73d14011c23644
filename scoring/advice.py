"""What does the knowledge base advise on a case?"""

from collections.abc import Mapping

from scenarios.case import Case
from scenarios.world import Article


def advised(case: Case, articles: Mapping[str, Article]) -> Mapping[str, frozenset[str]]:
    """Give the actions of the case that each sound article advises, by article; one about something else is left out.

    Args:
        case: Its scenario is what an article names its actions by.
        articles: Knowledge base of the desk, by id.
    """
    start = f"{case.scenario}/"
    found = {
        name: frozenset(path.removeprefix(start) for path in one.advises if path.startswith(start))
        for name, one in articles.items()
        if one.fitness == "sound"
    }
    return {name: actions for name, actions in found.items() if actions}
