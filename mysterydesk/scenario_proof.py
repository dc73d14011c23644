"""Was this very text tried, and what came of it?

A proof stands for a text, the scorer and the manuals: another of them, and it is to be tried again.
"""

import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Final

from mysterydesk import shelf
from mysterydesk.errors import WorldError
from mysterydesk.pack_files import Files, bundled, unbundled
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_files import FIRST
from mysterydesk.scenario_trial import Proof, Run, Told, trial
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from policy.problem import Problems, problem
from scoring.scorecard import SCORER

KEPT: Final = "scenario_proof."
"""Setting that leads from a text to the document of its proof."""
KIND: Final = "scenario_proof"


def _name(data: bytes) -> str:
    found = checked(unbundled(data)).scenario
    books = [shelf.handbook(one).digest for one in found.handbooks if one in shelf.HANDBOOKS] if found else []
    return KEPT + sha256(b"|".join([data, SCORER.encode(), *(one.encode() for one in books)])).hexdigest()


def proof_of(store: Store, data: bytes) -> Proof | None:
    """Give what came of trying the files of a bundle; None where nobody has tried them."""
    kept = store.settings.get(_name(data))
    return None if kept is None else _read(store.documents.get(Digest(kept)).data)


def prove(store: Store, files: Files, at: datetime, told: Told) -> Proof:
    """Try a scenario and keep what came of it.

    Raises:
        WorldError: `scenario_has_problems`: the checks come first.
    """
    found = checked(files)
    if found.sound is None:
        raise WorldError("scenario_has_problems", count=len(found.problems))
    proof = trial(found.sound, found.world, files, told)
    keep_proof(store, files, proof, at)
    return proof


def keep_proof(store: Store, files: Files, proof: Proof, at: datetime) -> None:
    """Keep what came of trying a text."""
    with store.atomic():
        kept = store.documents.put(KIND, _written(proof), at=at)
        store.settings.put(_name(bundled(files)), str(kept))


def _written(proof: Proof) -> bytes:
    return json.dumps(asdict(proof), ensure_ascii=False, sort_keys=True).encode()


def _read(data: bytes) -> Proof:
    loaded = json.loads(data)
    return Proof(
        problems=_problems(loaded["problems"]),
        notes=_problems(loaded["notes"]),
        runs=tuple(Run(**one) for one in loaded["runs"]),
        nulls=loaded["nulls"],
        unlike=loaded["unlike"],
    )


def _problems(rows: list[dict[str, object]]) -> Problems:
    return tuple(problem(FIRST, 0, str(one["code"]), **_params(one["params"])) for one in rows)


def _params(pairs: object) -> dict[str, object]:
    return {str(name): value for name, value in pairs} if isinstance(pairs, list) else {}
