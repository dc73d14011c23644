"""Which shipped content is there, parsed once and pinned by digest?

A bundle is the text of some files as one document. Attempts pin bundles, so that a later change of a shipped file
leaves every old attempt as it was (DESIGN decision 19).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from mysterydesk.errors import WorldError, shown
from mysterydesk.library import Room, list_files, read_text
from mysterydesk.model_cache import model_for
from mysterydesk.settings import cache_folder
from policy.handbook import Handbook
from policy.parse import parse_handbook
from policy.problem import Problems
from policy.vocabulary import Vocabulary, parse_vocabulary
from scenarios.parse import parse_scenario, parse_world
from scenarios.scenario import Scenario
from scenarios.world import World
from simulator.reading.lexicon import parse_rules
from simulator.reading.rules import Rules
from simulator.wording import Wording, parse_wording

Parsed = TypeVar("Parsed")

HANDBOOKS = ("STD", "ASC", "SMO", "DSK", "NET")
"""Handbooks that ship: their clauses can be read and their clocks run."""

SCORED = HANDBOOKS
"""Those of them with a rubric and scenarios: drills are offered and scored under these alone."""


MODEL_IN_DRILLS = False
"""Whether new attempts are read by rules and classifier; an attempt keeps what it was begun with."""


class ContentError(WorldError):
    """Shipped or stored content does not parse; `problems` says where."""

    def __init__(self, problems: Problems) -> None:
        first = problems[0] if problems else None
        where = f"{first.source}:{first.line} {first.code}" if first else "?"
        super().__init__("content_broken", where=where, count=len(problems))
        self.problems = problems


def bundle(room: Room, *folders: str) -> bytes:
    """Put the YAML files of some folders of a room together, as canonical JSON bytes."""
    names = [name for folder in folders for name in list_files(room, folder) if name.endswith(".yaml")]
    if not names:
        names = [f"{folder}.yaml" for folder in folders]
    return json.dumps({name: read_text(room, name) for name in names}, ensure_ascii=False, sort_keys=True).encode()


def _files(data: bytes) -> Mapping[str, str]:
    loaded = json.loads(data)
    return {str(name): str(text) for name, text in loaded.items()}


def _whole(parsed: tuple[Parsed | None, Problems]) -> Parsed:
    value, problems = parsed
    if value is None:
        raise ContentError(problems)
    return value


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Give the event vocabulary."""
    return _whole(parse_vocabulary(read_text("policy", "events.yaml"), "events.yaml"))


@lru_cache(maxsize=16)
def handbook_of(data: bytes) -> Handbook:
    """Parse a handbook bundle."""
    return _whole(parse_handbook(_files(data), vocabulary()))


@lru_cache(maxsize=16)
def world_of(data: bytes) -> World:
    """Parse a world bundle."""
    return _whole(parse_world(_files(data)))


@lru_cache(maxsize=16)
def rules_of(data: bytes) -> Rules:
    """Parse a bundle of reading rules; one with labelled messages too brings the classifier learnt from them."""
    files = _files(data)
    rules = _whole(parse_rules({name: text for name, text in files.items() if name.endswith(".yaml")}))
    labelled = {name: text for name, text in files.items() if name.endswith(".jsonl")}
    return replace(rules, model=model_for(labelled, rules, cache_folder())) if labelled else rules


@lru_cache(maxsize=1)
def corpus() -> Mapping[str, str]:
    """Give the shipped labelled messages, text by name of the file."""
    return {
        name: read_text("simulator", name) for name in list_files("simulator", "corpus") if name.endswith(".jsonl")
    }


def reading_bundle(*, model: bool) -> bytes:
    """Put together what reads messages: the lexicons, and with a classifier the messages it is learnt from."""
    files = json.loads(bundle("simulator", "lexicon"))
    return json.dumps(files | (dict(corpus()) if model else {}), ensure_ascii=False, sort_keys=True).encode()


@lru_cache(maxsize=16)
def wording_of(data: bytes) -> Wording:
    """Parse a bundle of wordings."""
    return _whole(parse_wording(_files(data)))


BUNDLES: Mapping[str, Callable[[], bytes]] = {
    "world": lru_cache(maxsize=1)(lambda: bundle("scenarios", "products", "articles")),
    "rules": lru_cache(maxsize=1)(lambda: reading_bundle(model=MODEL_IN_DRILLS)),
    "wording": lru_cache(maxsize=1)(
        lambda: json.dumps(
            {name: read_text("simulator", name) for name in ("colleagues.yaml", "customer.yaml", "phrases.yaml")},
            ensure_ascii=False,
            sort_keys=True,
        ).encode()
    ),
}
"""Bundles that ship, by kind; handbooks have their own because there are several."""


@lru_cache(maxsize=8)
def handbook_bundle(handbook_id: str) -> bytes:
    """Give the bundle of a shipped handbook.

    Raises:
        WorldError: `no_such_handbook`.
    """
    if handbook_id not in HANDBOOKS:
        raise WorldError("no_such_handbook", name=shown(handbook_id), known=", ".join(HANDBOOKS))
    return bundle("policy", handbook_id)


def handbook(handbook_id: str = "STD") -> Handbook:
    """Give a shipped handbook."""
    return handbook_of(handbook_bundle(handbook_id))


def scored(handbook_id: str) -> Handbook:
    """Give a shipped handbook that drills are offered under.

    Raises:
        WorldError: `no_such_handbook`, or `handbook_not_scored` for one that has clocks but no rubric.
    """
    found = handbook(handbook_id)
    if handbook_id not in SCORED:
        raise WorldError("handbook_not_scored", name=handbook_id, known=", ".join(SCORED))
    return found


def world() -> World:
    """Give the shipped products and articles."""
    return world_of(BUNDLES["world"]())


def rules() -> Rules:
    """Give the shipped reading rules."""
    return rules_of(BUNDLES["rules"]())


@lru_cache(maxsize=1)
def tried_rules() -> Rules:
    """Give them with every pattern tried, which a start leaves to the first message of a language.

    Raises:
        ContentError: When one of them is broken, with its place.
    """
    return _whole(parse_rules(_files(reading_bundle(model=False)), tried=True))


def wording() -> Wording:
    """Give the shipped wordings of customers, colleagues and phrases."""
    return wording_of(BUNDLES["wording"]())


class _Scenarios(Mapping[str, Scenario]):
    """The shipped scenarios by id, each parsed when it is first asked for: a whole library takes seconds."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = {name.rpartition("/")[2].removesuffix(".yaml"): name for name in files}
        self._parsed: dict[str, Scenario] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __getitem__(self, name: str) -> Scenario:
        if name not in self._parsed:
            file = self._files[name]
            self._parsed[name] = _whole(parse_scenario(read_text("scenarios", file), file))
        return self._parsed[name]


@lru_cache(maxsize=1)
def scenarios() -> Mapping[str, Scenario]:
    """Give all shipped scenarios by id, which is the name of their file."""
    return _Scenarios(list_files("scenarios", "scenarios"))


def scenario(scenario_id: str) -> Scenario:
    """Give one shipped scenario.

    Raises:
        WorldError: `no_such_scenario`.
    """
    known = scenarios()
    if scenario_id not in known:
        raise WorldError("no_such_scenario", name=shown(scenario_id), known=", ".join(sorted(known)))
    return known[scenario_id]


def digest(data: bytes) -> str:
    """Give the sha256 of bytes in hexadecimal, as the document store names them."""
    return sha256(data).hexdigest()
