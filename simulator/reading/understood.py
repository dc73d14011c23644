"""How is a reading written for machines that ask what was understood?"""

from collections.abc import Mapping

from simulator.reading.reading import UNSHOWN, Reading


def as_understood(id: str, reading: Reading) -> Mapping[str, object]:  # noqa: A002  named as in the output
    """Give what `mysterydesk understand` prints for one message.

    Args:
        id: Name of the message in the caller's input.
        reading: What was read.

    Returns:
        `id`, `acts` as a list of `act` (`ask:<slot>` for an ask), `slot` (empty but for asks) and `evidence` (words
        of the message as written), and `unsure`.

    >>> from simulator.reading.reading import Act
    >>> asked = Act(name="ask", slot="scope", quote="how many people", start=0, end=15)
    >>> as_understood("m1", Reading(lang="en", acts=(asked,), times=(), unsure=False, engine=""))["acts"]
    [{'act': 'ask:scope', 'slot': 'scope', 'evidence': 'how many people'}]
    """
    acts = [
        {"act": f"ask:{act.slot}" if act.name == "ask" else act.name, "slot": act.slot, "evidence": act.quote}
        for act in reading.understood
        if act.name not in UNSHOWN
    ]
    return {"id": id, "acts": acts, "unsure": reading.undecided}
