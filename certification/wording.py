"""In which words does a credential say what it says?"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from policy.problem import Problem, Problems, in_order, problem
from policy.text import Lang, Text

FIELDS: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "description": "handbook title",
        "description_demo": "",
        "criteria": "title handbook cut total drills",
        "clauses": "clauses",
        "assumptions": "",
        "assumption": "id text",
        "badge": "id",
        "paper": "",
        "drill": "number kind",
        "evidence_drill": "number kind low high attempt handbook scorer",
        "evidence_paper": "points total cut form",
        "evidence_handbook": "handbook id digest",
        "evidence_ladder": "level digest",
        "name_drill": "number",
        "name_paper": "",
        "name_handbook": "",
        "name_ladder": "",
        "print_heading": "",
        "print_holder": "",
        "print_statement": "handbook",
        "print_paper": "points total cut",
        "print_drills": "count scores",
        "print_period": "start end",
        "print_issuer": "issuer",
        "print_verify": "",
        "print_number": "id",
        "print_demo": "",
        "print_demo_note": "",
        "print_subject": "",
    }.items()
}
"""Sentence -> the values it is given; each must appear in both languages. `kind_…` names are free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The sentences of `content/credential.yaml`.

    Attributes:
        texts: Sentence by name, with `{values}` to fill in.
    """

    texts: Mapping[str, Text]

    def say(self, name: str, lang: Lang, **values: object) -> str:
        """Fill in one sentence in one language."""
        return self.texts[name].in_lang(lang).format(**values)

    def both(self, name: str, **values: object) -> Text:
        """Fill in one sentence in both languages; a value that is a `Text` is taken in the same language."""
        return Text(
            zh=self.say(name, "zh", **_in_lang(values, "zh")), en=self.say(name, "en", **_in_lang(values, "en"))
        )

    def kind(self, code: str) -> Text:
        """Name a kind of scenario; a kind nobody named is shown by its code."""
        return self.texts.get(f"kind_{code}", Text(zh=code, en=code))


def parse_wording(text: str, source: str) -> tuple[Wording | None, Problems]:
    """Read the sentences of the credential.

    Args:
        text: YAML, name -> {zh, en}.
        source: Name of the file, for problems.

    Returns:
        The wording, or None with every problem: `not_yaml`, `missing_sentence`, `unknown_sentence`,
        `missing_language`, `wrong_fields`.
    """
    try:
        data = YAML(typ="rt").load(text)
    except YAMLError as cause:
        mark = cause.problem_mark if isinstance(cause, MarkedYAMLError) else None
        return None, (problem(source, mark.line + 1 if mark else 0, "not_yaml"),)
    if not isinstance(data, Mapping):
        return None, (problem(source, 1, "not_yaml"),)
    found = [problem(source, 0, "missing_sentence", name=name) for name in FIELDS if name not in data]
    texts: dict[str, Text] = {}
    for name, entry in data.items():
        line = data.lc.key(name)[0] + 1 if hasattr(data, "lc") else 0
        mistakes = _mistakes(str(name), entry, source, line)
        found.extend(mistakes)
        if not mistakes:
            texts[str(name)] = Text(zh=str(entry["zh"]), en=str(entry["en"]))
    return (None, in_order(found)) if found else (Wording(texts=texts), ())


def _mistakes(name: str, entry: object, source: str, line: int) -> list[Problem]:
    if name not in FIELDS and not name.startswith("kind_"):
        return [problem(source, line, "unknown_sentence", name=name)]
    if not isinstance(entry, Mapping):
        return [problem(source, line, "missing_language", name=name, lang="zh, en")]
    wanted = FIELDS.get(name, frozenset())
    found = []
    for lang in ("zh", "en"):
        sentence = entry.get(lang)
        if not isinstance(sentence, str) or not sentence.strip():
            found.append(problem(source, line, "missing_language", name=name, lang=lang))
        elif _fields(sentence) != wanted:
            listed = ", ".join(sorted(wanted))
            found.append(problem(source, line, "wrong_fields", name=name, lang=lang, expected=listed))
    return found


def _fields(sentence: str) -> frozenset[str] | None:
    """List the names in braces; None when the braces do not match."""
    try:
        return frozenset(field for _, field, _, _ in Formatter().parse(sentence) if field is not None)
    except ValueError:
        return None


def _in_lang(values: Mapping[str, object], lang: Lang) -> dict[str, object]:
    return {name: value.in_lang(lang) if isinstance(value, Text) else value for name, value in values.items()}
