"""Was the customer given up rightly: tried often enough, on enough channels, without an answer (A-unreachable)?"""

from scoring.question import Question

TRIES, CHANNELS = "unreachable_tries", "unreachable_channels"
MOVE = "try_contact"


def given_up(question: Question) -> bool:
    """Tell whether the tries that the Assumption asks for were made, and reached nobody."""
    settings = question.handbook.settings
    moves = {one.code for one in question.handbook.lists.get("desk_moves", ())}
    if MOVE not in moves or TRIES not in settings:
        return False
    tries = [
        one
        for one in question.own("contact.attempted", "agent.msg", "callback.done")
        if one.fields.get("reached") is False
    ]
    channels = {str(one.fields.get("channel") or "") for one in tries}
    return len(tries) >= settings[TRIES].value and len(channels) >= settings[CHANNELS].value
