"""What does a mapping profile say that somebody wrote or saved, and how is one saved?"""

import io
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from ruamel.yaml import YAML

from mysterydesk.importers.profile import CANONICAL, NEEDED, SPANS, Form, Profile
from mysterydesk.importers.times import words_of
from policy.document import Document, read_document
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Code, Shape, TextShape, shaped

Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Cell = Annotated[str, StringConstraints(max_length=200)]
Unit = Literal["seconds", "minutes", "hours"]
Meaning = Annotated[
    str, StringConstraints(pattern=r"^(new|active|resolved|closed|cancelled|same|wait:[a-z_]{1,40})$")
]


class ProfileShape(Shape):
    """The keys of a profile file; what each means stands at `Profile`."""

    id: Code
    title: TextShape
    source: Code
    form: Form
    columns: dict[str, Annotated[list[Word], Field(min_length=1)]]
    recognised_by: list[Word] = Field(default_factory=list)
    units: dict[str, Unit] = Field(default_factory=dict)
    prefixes: dict[str, Word] = Field(default_factory=dict)
    cut_at: dict[str, Word] = Field(default_factory=dict)
    labels: list[Word] = Field(default_factory=list)
    repeats: dict[str, list[Word]] = Field(default_factory=dict)
    wrapped: bool = False
    missing: list[Cell] = Field(default_factory=lambda: [""])
    formats: list[Word] = Field(default_factory=list)
    languages: list[Word] = Field(default_factory=list)
    states: dict[str, Meaning] = Field(default_factory=dict)
    ranks: dict[str, Annotated[int, Field(ge=1, le=99)]] = Field(default_factory=dict)
    guessed: list[Word] = Field(default_factory=list)
    channels: dict[str, Code] = Field(default_factory=dict)
    tiers: dict[str, Code] = Field(default_factory=dict)
    personal: list[Word] = Field(default_factory=list)
    moments: list[Word] = Field(default_factory=list)
    dropped: list[Word] = Field(default_factory=list)

    def value(self) -> Profile:
        """Give the frozen value."""
        return Profile(
            id=self.id,
            title=self.title.value(),
            source=self.source,
            form=self.form,
            columns={name: tuple(names) for name, names in self.columns.items()},
            recognised_by=tuple(self.recognised_by),
            units=self.units,
            prefixes=self.prefixes,
            cut_at=self.cut_at,
            labels=tuple(self.labels),
            repeats={name: tuple(names) for name, names in self.repeats.items()},
            wrapped=self.wrapped,
            missing=frozenset(self.missing) | {""},
            formats=tuple(self.formats),
            languages=tuple(self.languages),
            states={state.lower(): meaning for state, meaning in self.states.items()},
            ranks={priority.lower(): rank for priority, rank in self.ranks.items()},
            guessed=tuple(priority.lower() for priority in self.guessed),
            channels={written.lower(): code for written, code in self.channels.items()},
            tiers=self.tiers,
            personal=tuple(self.personal),
            moments=tuple(self.moments),
            dropped=tuple(self.dropped),
        )


def parse_profile(text: str, source: str) -> tuple[Profile | None, Problems]:
    """Read a profile file.

    Args:
        text: YAML, from anybody.
        source: Name for the problems.

    Returns:
        The profile, or None with everything that is wrong with it.
    """
    document, unread = read_document(text, source)
    if document is None:
        return None, unread
    shape, misshapen = shaped(ProfileShape, document.value, document, ())
    if shape is None:
        return None, misshapen
    wrong = tuple(_mistakes(shape, document))
    return (None, in_order(wrong)) if wrong else (shape.value(), ())


def _mistakes(shape: ProfileShape, document: Document) -> Iterator[Problem]:
    for section, named in (
        ("columns", shape.columns), ("units", shape.units), ("prefixes", shape.prefixes), ("cut_at", shape.cut_at),
    ):  # fmt: skip
        for name in sorted(named.keys() - set(CANONICAL)):
            line = document.line((section, name))
            yield problem(document.source, line, "profile_column_unknown", name=name, known=", ".join(CANONICAL))
    for name in NEEDED[shape.form]:
        if name not in shape.columns:
            yield problem(document.source, document.line(("columns",)), "profile_column_needed", name=name)
    for name in sorted(SPANS & shape.columns.keys() - shape.units.keys()):
        yield problem(document.source, document.line(("columns", name)), "profile_unit_needed", name=name)
    if shape.form == "events" and not shape.states:
        yield problem(document.source, document.line(()), "profile_states_needed")
    for index, language in enumerate(shape.languages):
        try:
            words_of((language,))
        except ValueError:
            yield problem(document.source, document.line(("languages", index)), "profile_language", name=language)


def profile_text(profile: Profile) -> str:
    """Write a profile so that `parse_profile` reads the same again."""
    data: dict[str, object] = {
        "id": profile.id,
        "title": {"zh": profile.title.zh, "en": profile.title.en},
        "source": profile.source,
        "form": profile.form,
    }
    for name in list(ProfileShape.model_fields)[4:]:
        value = getattr(profile, name)
        if value:
            data[name] = _plain(value)
    written = io.StringIO()
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False
    yaml.width = 110
    yaml.dump(data, written)
    return written.getvalue()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
