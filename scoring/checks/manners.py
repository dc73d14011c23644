"""Was the customer greeted, and spoken to in the words the manual asks for?"""

from scoring.checks.marked import saying
from scoring.finding import Judgements, Right, met
from scoring.question import Question
from scoring.words import owed

COURTEOUS = ("greet", "thank", "apologise")
OPENING = 2


def manners(question: Question) -> Judgements:
    """Judge courtesy (ASC-4.3, NET-2.3.lang): a greeting at the beginning, in whatever form."""
    words = question.words
    if not words or question.seat != "T1":
        return ()
    polite = saying(question, "courtesy", words[:OPENING])
    if polite:
        return (met("courtesy", polite[0].event),)
    return (owed("courtesy", words[:1], COURTEOUS, Right(code="greet")),)
