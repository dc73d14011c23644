"""What is left unsaid, and what is said that must not be? (VALIDITY G2)."""

from collections.abc import Callable, Mapping

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Mutant
from scoring.validate.sentences import Sentences
from simulator.player import Player
from simulator.state import is_live
from sla.timeline import Timeline

UNSAID: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "greeting": (("greet_intro", "greet_letter"), ("F067",)),
    "anything_else": (("anything_else",), ()),
    "farewell": (("farewell",), ("F076",)),
    "rating_asked": (("ask_rating",), ()),
}
"""Moments left out, by the criterion that asks for them."""

SAID: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "rude": ("polite", ()),
    "forbidden_phrase": ("polite", ()),
    "blame_shift": ("no_blame", ("F069",)),
    "overpromise": ("no_overpromise", ()),
    "ask_secret": ("no_secret_asked", ("F065",)),
    "far_promise": ("promise_possible", ("F075",)),
    "false_fixed": ("fixed_claim", ("F120",)),
    "false_colleague": ("colleague_true", ("F074",)),
}
"""Sentences put in, with the criterion that shuns them."""


def in_talk(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Leave out what has to be said, and put in what must not be."""
    said = dict(SAID)
    if trial.key.lay:
        said["jargon"] = ("plain_words", ("F070",))
    if trial.desk.case.channel != "phone":
        said["slang"] = ("formal", ("F071",))
    left_out = tuple(
        Mutant(name=f"no_{code}", code=code, ids=ids, fault=Fault(unsaid=moments), also=("callback",))
        for code, (moments, ids) in UNSAID.items()
        if code != "rating_asked" or is_live(trial.desk)
    )
    put_in = tuple(
        Mutant(
            name=act,
            code=code,
            critical=act == "ask_secret",
            ids=ids,
            fault=Fault(before="kb_search", then=says(sentences, act)),
            also=("promise_kept", "empathy", "progress_true"),
            void=_unlimited(trial) if act == "far_promise" else lambda _events: False,
        )
        for act, (code, ids) in said.items()
    )
    return (*left_out, *put_in, *_cold(trial))


def _unlimited(trial: Trial) -> Callable[[Timeline], bool]:
    """A manual without a time for the solution, and nobody who has named one, rules out no later hour."""
    limited = any(one.name == "resolution" for one in trial.desk.handbook.clocks)
    return lambda _events: not limited


def says(sentences: Sentences, act: str) -> Callable[[Meddler], None]:
    """Say the faulty sentence of an act."""

    def then(player: Meddler) -> None:
        Player.do(player, "say", text=sentences.faults[act].in_lang(player.desk.case.lang))

    return then


def _cold(trial: Trial) -> tuple[Mutant, ...]:
    """Show an upset customer no understanding."""
    if not trial.key.upset:
        return ()
    return (Mutant(name="no_empathy", code="empathy", ids=("F072",), fault=Fault(unsaid=("empathise",))),)
