"""The command that checks handbooks: problems with their place, and what the figures contradict, side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import clock, shelf
from mysterydesk.commands.contradiction_words import as_data, lines
from mysterydesk.commands.output import INPUT_WRONG, pretty, read_input, refuse_fault, speaker
from mysterydesk.commands.which_handbook import published_or_shipped
from mysterydesk.errors import WorldError
from mysterydesk.i18n import LANGS, Translation, message_id, problem_text, translation
from policy.document import read_partly
from policy.handbook import Handbook
from policy.open_matters import OpenMatter, State, open_matters
from policy.parse import read_pack
from policy.problem import Problems
from policy.problem import as_data as problem_data
from policy.readable import Reading
from sla.calendar import EmptyCalendarError, HorizonError
from sla.contradictions.finding import Contradiction
from sla.contradictions.lint import contradictions_beside

OPEN: Mapping[State, str] = {
    "untold": message_id("cli.handbook.untold"),
    "stale": message_id("cli.handbook.stale"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in one pack.

    Attributes:
        name: As it was asked for: an id, a folder, a file, or several files.
        handbook: What it says; None where it has a problem.
        read: What can be read of it, for the words of a contradiction; None where nothing can.
        problems: Every cause of one.
        contradictions: What its figures contradict, as far as they can be read.
    """

    name: str
    handbook: Handbook | None
    read: Handbook | None
    problems: Problems
    contradictions: tuple[Contradiction, ...]


def check(
    packs: Annotated[
        list[str], typer.Argument(metavar="PACK...", help="Ids, folders of one pack each, or the files of a pack.")
    ],
    store: Annotated[
        Path | None, typer.Option(help="SQLite file; with it, ids of a company's own published handbooks too.")
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Check handbooks: each problem with file and line (then status 1), and what their figures contradict."""
    found = [*_meant(packs, store)]
    if json:
        rows = [_data(one) for one in found]
        pretty(rows[0] if len(rows) == 1 else {"packs": rows})
    else:
        t = speaker()
        for one in found:
            _say(t, one, named=len(found) > 1)
    if any(one.problems for one in found):
        raise typer.Exit(INPUT_WRONG)


def _meant(wishes: Sequence[str], store: Path | None) -> Iterator[Found]:
    """Read what was asked for, in that order; files without a head of their own go with those that have one."""
    loose: dict[str, str] = {}
    for wish in wishes:
        place = Path(wish)
        if place.is_dir():
            inside = sorted(place.glob("*.yaml"))
            if not inside:
                refuse_fault(WorldError("folder_without_pack", path=place))
            yield _read(wish, {str(one): read_input(one) for one in inside})
        elif place.exists() or wish == "-" or wish.endswith((".yaml", ".yml")):
            loose[wish] = read_input(place)
        else:
            yield _whole(published_or_shipped(wish, store))
    heads = [name for name, text in loose.items() if _has_head(text)]
    if len(heads) > 1:
        yield from (_read(name, {name: text}) for name, text in loose.items())
    elif loose:
        yield _read(" ".join(loose), loose)


def _has_head(text: str) -> bool:
    documents, _ = read_partly(text, "")
    return any(isinstance(one.value, dict) and "pack" in one.value for one in documents)


def _whole(handbook: Handbook) -> Found:
    return Found(
        name=str(handbook.id),
        handbook=handbook,
        read=handbook,
        problems=(),
        contradictions=_proved(Reading(handbook=handbook, problems=(), readable=(handbook,), torn=frozenset())),
    )


def _read(name: str, files: Mapping[str, str]) -> Found:
    reading = read_pack(files, shelf.vocabulary())
    return Found(
        name=name,
        handbook=reading.handbook,
        read=next(iter(reading.readable), None),
        problems=reading.problems,
        contradictions=_proved(reading),
    )


def _proved(reading: Reading) -> tuple[Contradiction, ...]:
    try:
        return contradictions_beside(reading)
    except (EmptyCalendarError, HorizonError, OverflowError):
        # A target longer than any calendar holds: nothing falls due that could be compared.
        return ()


def _data(one: Found) -> Mapping[str, object]:
    said = {lang: translation(lang) for lang in LANGS}
    read = one.read
    return {
        "name": one.name,
        **({} if one.handbook is None else {"handbook": one.handbook.id, "digest": one.handbook.digest}),
        "problems": [problem_data(each) for each in one.problems],
        "contradictions": [] if read is None else [as_data(each, read, said) for each in one.contradictions],
        "open": [_matter(each) for each in _open(one)],
    }


def _open(one: Found) -> tuple[OpenMatter, ...]:
    """List what the manual asks of the company and its pack has not told; nothing of a pack with a problem."""
    return () if one.handbook is None else open_matters(one.handbook, clock.now().date())


def _matter(one: OpenMatter) -> Mapping[str, object]:
    title = {lang: one.title.in_lang(lang) for lang in LANGS}
    return {"entry": one.entry, "state": one.state, "clauses": list(one.basis), "title": title, "told": one.told}


def _say(t: Translation, one: Found, *, named: bool) -> None:
    """Say it: problems as errors, the rest on the usual output."""
    if one.handbook is not None:
        clauses = len(one.handbook.clauses)
        typer.echo(t("cli.handbook.fine", name=one.handbook.id, clauses=clauses, digest=one.handbook.digest[:12]))
    elif named:
        typer.echo(t.count("cli.handbook.broken", len(one.problems), name=one.name), err=True)
    for problem in one.problems:
        typer.echo(problem_text(t, problem), err=True)
    if one.contradictions:
        often = len(one.contradictions)
        beside = t.count("contradiction.beside", often)
        typer.echo(beside if one.handbook is None else t.count("contradiction.count", often))
    if one.read is not None:
        for found in one.contradictions:
            typer.echo("\n".join(lines(t, found, one.read)))
    for matter in _open(one):
        said = {"title": t.of(matter.title), "clauses": " ".join(matter.basis), "told": matter.told}
        typer.echo(t(OPEN[matter.state], **said))
