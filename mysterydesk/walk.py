"""Does the whole job work without a browser: drills, paper, award, credential, verification?

A person's part is played by the search (`simulator.solve`) and by the keys of the paper; everything else is the real
thing: the use-cases, a store of its own, the scorer, the award rule, the signature.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from certification.ladder import Refused
from mysterydesk import attempts, awarding, drills, issuing, papers, shelf
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.demo_accounts import mark_demo
from mysterydesk.dossier import DrillEntry, dossier
from mysterydesk.errors import WorldError
from mysterydesk.interchange import event_as_data
from mysterydesk.scores import kept_card
from mysterydesk.settings import Settings
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Lang, Text
from scenarios.codec import case_to_json
from simulator.move import Refusal
from simulator.solve import solve

LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What came of a walk.

    Attributes:
        drills: Their lines in the dossier.
        points: Points of the paper.
        possible: Points that could be reached.
        number: Number of the credential, empty if none was awarded.
        verdict: What the verifier says of it.
        refused: Codes of the reasons why none was awarded.
        files: Name -> bytes.
    """

    drills: tuple[DrillEntry, ...]
    points: int
    possible: int
    number: str
    verdict: str
    refused: tuple[str, ...]
    files: Mapping[str, bytes]


def _play(store: Store, account: Account, attempt_id: str, begin: datetime) -> datetime:
    """Play the ideal handling through the use-case, move by move; give the wall time of the last."""
    attempt = attempts.load(store, attempt_id)
    at = begin
    for timed in solve(attempt.desk, begin):
        done = drills.move(store, account, attempt_id, timed.move, seen=len(attempt.events), at=timed.wall)
        if isinstance(done, Refusal):
            raise WorldError("ideal_refused", case=attempt.desk.case.id, refusal=done.code)
        attempt, at = done, timed.wall
    return at


def _sit(store: Store, account: Account, at: datetime) -> tuple[int, int]:
    """Sit the paper with its keys, every answer saved on its own."""
    paper = papers.begin(store, account, at)
    entry = dossier(store, account).papers[-1]
    form = papers.form_of(store, entry.form)
    for place in form.places:
        letters = {str(option): letter for letter, option in place.by_letter().items()}
        right = tuple(letters[str(option)] for option in place.item.key)
        papers.answer(store, account, paper, str(place.question), right, at)
    marked = papers.hand_in(store, account, paper, at)
    return marked.points, marked.possible


def _chosen(seed: int) -> tuple[str, ...]:
    """Choose a scenario for each kind that the level asks for; the seed says which of several."""
    shipped = sorted(shelf.scenarios().values(), key=lambda one: one.id)
    pools = ([one.id for one in shipped if one.kind in slot] for slot in awarding.rung().kind_slots)
    return tuple(pool[seed % len(pool)] for pool in pools if pool)


def walk(begin: datetime, seed: int) -> Walked:
    """Walk the whole job in a store of its own, which is thrown away.

    Args:
        begin: Wall time of the first drill.
        seed: Decides scenarios and the language of the first drill, so that walks differ; cases draw their own seeds.
    """
    with TemporaryDirectory() as folder:
        settings = Settings(database=Path(folder) / "walk.db")
        store = SqliteStore(settings.database)
        mark_demo(store)  # its key may be known to everybody, and goes with the folder
        new = NewAccount(
            login="walker", name=Text(zh="陈晓", en="Chen Xiao"), role="trainee", phrase="a-walk-of-the-whole-job"
        )
        account = open_account(store, new, by=None, at=begin)
        at = begin
        for index, scenario in enumerate(_chosen(seed)):
            lang = LANGS[(seed + index) % 2]
            wanted = drills.Begin(scenario=scenario, lang=lang, mode="certifying")
            at = _play(store, account, drills.begin(store, account, wanted, at), at)
        points, possible = _sit(store, account, at)
        done = _award(store, settings, account, at, (points, possible))
        store.close()
    return done


def _award(store: Store, settings: Settings, account: Account, at: datetime, paper: tuple[int, int]) -> Walked:
    here = issuing.house(store, settings)
    claimed = awarding.claim(store, here, account, at)
    files = _records(store, account)
    number, verdict = "", ""
    refused: tuple[str, ...] = ()
    if isinstance(claimed, Refused):
        refused = tuple(reason.code for reason in claimed.reasons)
    else:
        number = claimed
        _, found = issuing.check(store, here, number, at)
        verdict = found.verdict
        files |= {
            "credential.json": issuing.kept_credential(store, number),
            "status-list.json": _bytes(issuing.current_list(store, here, at)),
            "did.json": _bytes(issuing.did_of(store, here.issuer.id)),
        }
        files |= _print(store, here, number)
    return Walked(
        drills=dossier(store, account).drills,
        points=paper[0],
        possible=paper[1],
        number=number,
        verdict=verdict,
        refused=refused,
        files=files,
    )


def _print(store: Store, here: issuing.House, number: str) -> dict[str, bytes]:
    return {"credential.pdf": issuing.printed(awarding.kept_award(store, number), here.issuer, here.url)}


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _records(store: Store, account: Account) -> dict[str, bytes]:
    entries = dossier(store, account).drills
    played = [attempts.load(store, entry.attempt) for entry in entries]
    cases = "".join(f"{case_to_json(one.desk.case)}\n" for one in played)
    events = "".join(
        json.dumps({"attempt": one.id, **event_as_data(event)}, ensure_ascii=False) + "\n"
        for one in played
        for event in one.events
    )
    cards = [kept_card(store, entry.scorecard) for entry in entries]
    return {"cases.jsonl": cases.encode(), "events.jsonl": events.encode(), "scorecards.json": _bytes(cards)}
