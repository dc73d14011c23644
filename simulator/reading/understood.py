"""How is a reading written for machines that ask what was understood?"""

from collections.abc import Mapping

from simulator.reading.reading import Reading


def as_understood(name: str, reading: Reading) -> Mapping[str, object]:
    """Give what `mysterydesk understand` prints for one message; an ask is named `ask:<slot>`."""
    acts = [
        {"act": f"ask:{act.slot}" if act.name == "ask" else act.name, "slot": act.slot, "evidence": act.quote}
        for act in reading.acts
    ]
    return {"id": name, "acts": acts, "unsure": reading.unsure}
