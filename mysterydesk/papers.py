"""How is a theory paper begun, answered and handed in? Keys never leave the server."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from certification.bank import Bank
from certification.bank_reading import parse_bank
from certification.blueprint import Blueprint
from certification.form import ExamForm, assemble, cut_for, form_from_json, form_to_json, questions
from certification.item import Question
from certification.marking import Marked, mark
from mysterydesk import shelf
from mysterydesk.accounts import require
from mysterydesk.dossier import PaperEntry, dossier, note
from mysterydesk.errors import WorldError, shown
from mysterydesk.library import list_files, read_text
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, Batch, Digest, NewEvent, StreamId

LEVEL = "junior_short"


@lru_cache(maxsize=1)
def facts() -> frozenset[str]:
    """Give the ids of the product catalogue that items may stand on: products, known issues, articles."""
    world = shelf.world()
    issues = (issue.id for product in world.products.values() for issue in product.known_issues)
    return frozenset({*world.products, *world.articles, *issues})


@lru_cache(maxsize=8)
def bank(handbook_id: str = "STD") -> Bank:
    """Give the shipped items of a handbook."""
    names = [name for name in list_files("certification", handbook_id) if name.endswith(".yaml")]
    files = {name: read_text("certification", name) for name in names}
    parsed, problems = parse_bank(files, shelf.handbook(handbook_id), facts())
    if parsed is None:
        raise shelf.ContentError(problems)
    return parsed


def has_bank(handbook_id: str) -> bool:
    """Tell whether a handbook has items of its own."""
    return bool(list_files("certification", handbook_id))


def blueprint(handbook_id: str = "STD", level: str = LEVEL) -> Blueprint:
    """Give the plan of the paper of a level."""
    return next(one for one in bank(handbook_id).blueprints.values() if one.level == level)


def stream_of(paper_id: str) -> StreamId:
    """Name the stream of a paper."""
    return StreamId(f"paper/{paper_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A paper as its candidate may see it.

    Attributes:
        paper: Id of the paper.
        entry: Its line in the dossier.
        questions: Without keys.
        answers: Letters saved so far, by question.
        version: Version of the last stored event.
        marked: The result, once handed in.
        form: The whole form, only once handed in: then its keys may be shown.
    """

    paper: str
    entry: PaperEntry
    questions: tuple[Question, ...]
    answers: Mapping[str, tuple[str, ...]]
    version: int
    marked: Marked | None
    form: ExamForm | None


def begin(store: Store, account: Account, at: datetime) -> str:
    """Draw a fresh paper for one candidate; an open one is given back instead."""
    require(account, "sit_exam")
    mine = dossier(store, account).papers
    unfinished = [one.paper for one in mine if one.handed_in_at is None]
    if unfinished:
        return unfinished[-1]
    seen = frozenset(str(place.item.id) for one in mine for place in form_of(store, one.form).places)
    form = assemble(bank(), blueprint(), shelf.handbook(), secrets.randbelow(2**62), seen)
    with store.atomic():  # two clicks at once begin one paper
        unfinished = [one.paper for one in dossier(store, account).papers if one.handed_in_at is None]
        if unfinished:
            return unfinished[-1]
        kept = store.documents.put("exam_form", form_to_json(form), at=at, durable=True)
        paper = uuid4().hex
        begun = NewEvent(kind="paper.begun", body={"form": str(kept)})
        store.events.append(
            Batch(stream=stream_of(paper), expected_version=0, key="begin", at=at, events=(begun,)), durable=True
        )
        note(store, account.id, "paper.begun", f"paper-{paper}", {"paper": paper, "form": str(kept)}, at)
    return paper


def form_of(store: Store, digest: str) -> ExamForm:
    """Read a kept form, keys and all; for this side of the wire only."""
    return form_from_json(store.documents.get(Digest(digest)).data)


def _entry(store: Store, account: Account, paper: str) -> PaperEntry:
    for one in dossier(store, account).papers:
        if one.paper == paper:
            return one
    raise WorldError("no_such_paper", name=shown(paper))


def _answers(store: Store, paper: str) -> tuple[dict[str, tuple[str, ...]], int]:
    answers: dict[str, tuple[str, ...]] = {}
    version = 0
    for one in store.events.read(stream_of(paper)):
        version = one.version
        letters = one.body.get("letters")
        if one.kind == "paper.answered" and isinstance(letters, list):
            answers[str(one.body["question"])] = tuple(str(letter) for letter in letters)
    return answers, version


def sitting(store: Store, account: Account, paper: str) -> Sitting:
    """Show one's own paper."""
    require(account, "sit_exam")
    entry = _entry(store, account, paper)
    form = form_of(store, entry.form)
    answers, version = _answers(store, paper)
    over = entry.handed_in_at is not None
    if over:
        answers = {name: tuple(letters) for name, letters in json.loads(entry.answers).items()}
    return Sitting(
        paper=paper,
        entry=entry,
        questions=questions(form),
        answers=answers,
        version=version,
        marked=mark(form, answers) if over else None,
        form=form if over else None,
    )


def answer(store: Store, account: Account, paper: str, question: str, letters: tuple[str, ...], at: datetime) -> None:
    """Save one answer at once; the last one counts until the paper is handed in.

    Raises:
        WorldError: `paper_over`, `no_such_paper`.
    """
    require(account, "sit_exam")
    entry = _entry(store, account, paper)
    if entry.handed_in_at is not None:
        raise WorldError("paper_over", name=shown(paper))
    offered = {
        str(one.id): {option.letter for option in one.options} for one in questions(form_of(store, entry.form))
    }
    if question not in offered or not set(letters) <= offered[question] or len(set(letters)) != len(letters):
        raise WorldError("no_such_answer", question=shown(question[:10]))
    with store.atomic():  # answers of two windows at once are both kept
        answers, version = _answers(store, paper)
        if answers.get(question) == letters:
            return
        saved = NewEvent(kind="paper.answered", body={"question": question, "letters": list(letters)})
        key = f"answer-{version}-{question}-{'.'.join(letters)}"
        store.events.append(
            Batch(stream=stream_of(paper), expected_version=version, key=key, at=at, events=(saved,)), durable=True
        )


def hand_in(store: Store, account: Account, paper: str, at: datetime) -> Marked:
    """Mark a paper for good."""
    require(account, "sit_exam")
    entry = _entry(store, account, paper)
    form = form_of(store, entry.form)
    answers, _ = _answers(store, paper)
    marked = mark(form, answers)
    if entry.handed_in_at is None:
        body = {
            "paper": paper,
            "points": marked.points,
            "possible": marked.possible,
            "cut": marked.cut,
            "passed": marked.passed,
            "answers": json.dumps(answers, sort_keys=True),
        }
        note(store, account.id, "paper.handed_in", f"handed-in-{paper}", body, at)
    return marked


def cut(plan: Blueprint, handbook_id: str = "STD") -> int:
    """Give the points that pass a paper of this plan."""
    return cut_for(shelf.handbook(handbook_id), plan.total)
