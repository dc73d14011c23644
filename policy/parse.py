"""What does an authored pack say, and everything that is wrong with it?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from policy.digest import digest_of
from policy.document import Document, Plain, read_document
from policy.draft import ALWAYS, SECTIONS, UNLESS_SILENT, Draft, Placed, draft_of
from policy.entries import PackShape
from policy.handbook import Handbook, HandbookId
from policy.lint import problems_in
from policy.problem import Problem, Problems, in_order, problem
from policy.vocabulary import Vocabulary

Sections = dict[str, Placed[Plain]]


def _read_all(files: Mapping[str, str], problems: list[Problem]) -> list[Document]:
    read = [read_document(text, source) for source, text in sorted(files.items())]
    problems.extend(one for _, unread in read for one in unread)
    return [document for document, _ in read if document is not None]


def _sections(documents: list[Document], problems: list[Problem]) -> Sections:
    """Put the files together; a section stands in one file."""
    sections: Sections = {}
    for document in documents:
        members = document.value if isinstance(document.value, dict) else {}
        for name, value in members.items():
            part = Placed(one=value, document=document, path=(name,))
            if name not in SECTIONS:
                problems.append(part.problem("unknown_field", field=name))
            elif name in sections:
                first = sections[name].document.source
                problems.append(part.problem("duplicate_section", field=name, first=first))
            else:
                sections[name] = part
    return sections


def _missing(draft: Draft, source: str) -> Iterator[Problem]:
    for name in (*ALWAYS, *UNLESS_SILENT):
        section = draft.sections.get(name)
        absent = section is None or section.one in ([], {})
        if absent and (name in ALWAYS or name not in draft.silent):
            yield problem(source, 0, "missing_field", field=name, where=name)


def _handbook(draft: Draft, pack: PackShape) -> Handbook:
    clauses = [placed.one.value() for placed in draft.clauses]
    assumptions = [placed.one.value() for placed in draft.assumptions]
    made = Handbook(
        id=HandbookId(pack.id),
        title=pack.title.value(),
        version=pack.version,
        zone=pack.zone,
        priorities=tuple(placed.one.value() for placed in draft.priorities),
        clocks=tuple(placed.one.value() for placed in draft.clocks),
        tiers=tuple(placed.one.value() for placed in draft.tiers),
        escalations=tuple(placed.one.value() for placed in draft.escalations),
        intake=tuple(placed.one.value() for placed in draft.intake),
        ladder=tuple(placed.one.value() for placed in draft.ladder),
        lists={name: tuple(item.one.value() for item in items) for name, items in draft.lists.items()},
        settings={name: placed.one.setting() for name, placed in draft.settings.items()},
        clauses={clause.id: clause for clause in clauses},
        assumptions={assumption.id: assumption for assumption in assumptions},
        silent=draft.silent,
        digest="",
        seats=tuple(placed.one.value() for placed in draft.seats),
        groups=tuple(placed.one.value() for placed in draft.groups),
        ticket_number=None if draft.ticket_number is None else draft.ticket_number.one.value(),
        satisfaction=None if draft.satisfaction is None else draft.satisfaction.one.value(),
        calendar=None if draft.calendar is None else draft.calendar.one.value(),
        phrases=tuple(placed.one.value() for placed in draft.phrases),
    )
    return replace(made, digest=digest_of(made))


def parse_handbook(
    files: Mapping[str, str], vocabulary: Vocabulary | None = None
) -> tuple[Handbook | None, Problems]:
    """Read a policy pack.

    Args:
        files: Name -> YAML text; sections may be spread over the files as the author likes.
        vocabulary: Kinds of events; with it, triggers of clocks and escalations are checked against it.

    Returns:
        The handbook, or None with every problem found, by file and line; never an exception. The digest is
        over what the pack says: comments, order of keys and split into files do not change it.
    """
    problems: list[Problem] = []
    documents = _read_all(files, problems)
    draft = draft_of(_sections(documents, problems))
    problems.extend(draft.problems)
    problems.extend(problems_in(draft, vocabulary))
    # Where a text could not be read, its sections are not missing, only unread.
    if len(documents) == len(files):
        problems.extend(_missing(draft, min(files, default="")))
    if problems or draft.pack is None:
        return None, in_order(problems)
    return _handbook(draft, draft.pack.one), ()
