"""What do trainees do who know nothing? None of them may pass (VALIDITY G5)."""

from collections.abc import Callable, Iterator, Mapping

from scoring.validate.exam_room import Trial, played
from scoring.validate.sentences import Sentences
from simulator.drill import Attempt
from simulator.move import Move

CLOSING = ("resolve", "close")


def _move(kind: str, **fields: str | int) -> Move:
    return Move(kind=kind, fields=fields)


def _archive(text: str) -> Move:
    return _move("archive", description=text, steps=text, feedback=text)


def _fields(trial: Trial, value: str) -> Iterator[Move]:
    for one in trial.desk.handbook.intake:
        yield _move("field", name=one.name, value=value)


def silent(_trial: Trial, _sentences: Sentences) -> Iterator[Move]:
    """Say and do nothing for a day."""
    yield _move("wait", seconds=86_400)


def close_at_once(_trial: Trial, _sentences: Sentences) -> Iterator[Move]:
    """Mark the ticket resolved and closed without a word."""
    yield from (_move(kind) for kind in CLOSING)


def escalate_everything(trial: Trial, sentences: Sentences) -> Iterator[Move]:
    """Set the most urgent priority, pass everything to the last line, and wait."""
    handbook = trial.desk.handbook
    text = sentences.template[trial.lang][1]
    yield _move("say", text=text)
    yield _move("priority", level=handbook.priorities[0].code)
    yield _move("escalate", to=handbook.tiers[-1].code, symptom=text, done=text, ask=text)
    yield _move("wait", seconds=36_000)
    yield from (_move(kind) for kind in CLOSING)


def click_everything(trial: Trial, sentences: Sentences) -> Iterator[Move]:
    """Press every button there is, in the order of the screen."""
    desk, text = trial.desk, sentences.template[trial.lang][0]
    yield _move("say", text=text)
    yield from _fields(trial, sentences.filler.in_lang(trial.lang))
    yield from (_move("priority", level=one.code) for one in desk.handbook.priorities)
    yield _move("kb_search", query=desk.case.opening)
    yield from (_move("kb_open", article=name) for name in desk.articles)
    yield from (_move("check", check=one.id) for one in desk.case.fault_model.checks)
    yield from (_move("act", action=one.id) for one in desk.case.fault_model.actions)
    yield _move("update", text=text)
    yield _move("verify", text=text)
    yield _move("ask_rating", text=text)
    yield from (_move(kind) for kind in CLOSING)
    yield _archive(text)
    yield _move("call_back", text=text)


def copy_customer(trial: Trial, _sentences: Sentences) -> Iterator[Move]:
    """Repeat the customer's own words, in the talk and in every field."""
    words = trial.desk.case.opening
    yield from (_move("say", text=words) for _ in range(3))
    yield from _fields(trial, words)
    yield _move("priority", level=trial.desk.handbook.priorities[1].code)
    yield _move("kb_search", query=words)
    yield _move("verify", text=words)
    yield _archive(words)
    yield from (_move(kind) for kind in CLOSING)
    yield _move("call_back", text=words)


def canned_template(trial: Trial, sentences: Sentences) -> Iterator[Move]:
    """Send the same polite phrases on every ticket and keep the procedure's form."""
    lines = sentences.template[trial.lang]
    yield from (_move("say", text=line) for line in lines[:2])
    yield from _fields(trial, sentences.filler.in_lang(trial.lang))
    yield _move("priority", level=trial.desk.handbook.priorities[1].code)
    yield _move("kb_search", query=sentences.filler.in_lang(trial.lang))
    yield _move("verify", text=lines[-1])
    yield _move("resolve")
    yield _move("ask_rating", text=lines[-1])
    yield _archive(sentences.filler.in_lang(trial.lang))
    yield _move("close")
    yield _move("call_back", text=lines[-1])


def vague_text(trial: Trial, sentences: Sentences) -> Iterator[Move]:
    """Say only what could mean anything, and record it too."""
    lines = sentences.vague[trial.lang]
    yield from (_move("say", text=line) for line in lines)
    yield from _fields(trial, lines[0])
    yield _move("priority", level=trial.desk.handbook.priorities[-1].code)
    yield _move("verify", text=lines[1])
    yield _move("resolve")
    yield _archive(lines[2])
    yield _move("close")
    yield _move("call_back", text=lines[3])


NULLS: Mapping[str, Callable[[Trial, Sentences], Iterator[Move]]] = {
    "silent": silent,
    "close_at_once": close_at_once,
    "escalate_everything": escalate_everything,
    "click_everything": click_everything,
    "copy_customer": copy_customer,
    "canned_template": canned_template,
    "vague_text": vague_text,
}
"""The seven trainees of G5."""


def play_null(trial: Trial, name: str, sentences: Sentences) -> Attempt:
    """Let one of them handle a case."""
    return played(trial.opened(), NULLS[name](trial, sentences))
