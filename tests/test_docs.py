"""Do the documents say what is there: commands, labels, links, the same in both languages?"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from mysterydesk.cli import app
from mysterydesk.demo_accounts import DEMO_ACCOUNTS
from mysterydesk.i18n import catalogue_texts, merged
from pages.table import PAGES
from policy.text import Lang

ROOT = Path(__file__).resolve().parent.parent
READERS = ("trainee", "trainer", "qa", "operator", "developer")
LANGS: tuple[Lang, ...] = ("zh", "en")
DECISIONS = tuple(sorted((ROOT / "docs" / "decisions").glob("*.md")))
PAIRS = (
    (ROOT / "README.zh-CN.md", ROOT / "README.md"),
    *((ROOT / "docs" / "zh" / f"{reader}.md", ROOT / "docs" / "en" / f"{reader}.md") for reader in READERS),
)
DOCS = (
    *(page for pair in PAIRS for page in pair),
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    *DECISIONS,
)
LABELLED = ("trainee", "trainer")
"""Documents in which bold is kept for labels of the screen."""

HOSTS = ("127.0.0.1", "keepachangelog.com", "semver.org", "www.w3.org", "www.imsglobal.org")
"""Where a document may lead: this machine, and published standards."""

ROUTES = (
    "/verify",
    "/did.json",
    "/.well-known/",
    "/status/",
    "/link/",
    "/login",
    "/healthz",
    *(f"/{row.url}" for row in PAGES),
)
"""Absolute paths that a document may name: addresses of the product, never places on a disk."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|[|;&] *|\.venv/bin/)mysterydesk(?= |$)((?: +[^\s`|;&>]+)*)")
ABSOLUTE = re.compile(r"(?<![\w.:/>)~\-])(/[a-zA-Z][\w./{}-]*)")
HOME_OR_DRIVE = re.compile(r"(?<!\w)(?:~/|[A-Z]:\\|\$HOME)")
URL_HOST = re.compile(r"https?://([^/:\s)\"`]+)")


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _code(text: str) -> Iterator[str]:
    for kind, block in FENCE.findall(text):
        if kind == "sh":
            yield from block.splitlines()
    yield from INLINE.findall(FENCE.sub("", text))


def _headings(text: str) -> list[tuple[int, str]]:
    bare = FENCE.sub("", text)
    return [(len(marks), title.strip()) for marks, title in re.findall(r"^(#+) (.*)$", bare, re.MULTILINE)]


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _tree() -> Mapping[str, str]:
    """Walk the command line through its own help: path of each command -> its help text, groups included."""
    runner = CliRunner()
    found: dict[str, str] = {}
    waiting: list[tuple[str, object]] = [("", get_command(app))]
    while waiting:
        path, command = waiting.pop()
        shown = runner.invoke(app, [*path.split(), "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
        assert shown.exit_code == 0, (path, shown.output)
        found[path] = shown.output
        inside: Mapping[str, object] = getattr(command, "commands", {})
        waiting.extend((f"{path} {name}".strip(), one) for name, one in inside.items())
    return found


@pytest.fixture(scope="module")
def tree() -> Mapping[str, str]:
    return _tree()


def _leaves(tree: Mapping[str, str]) -> set[str]:
    return {path for path in tree if path and not any(other.startswith(f"{path} ") for other in tree)}


def _named(text: str, tree: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give every command line of a document as the command and the words behind it."""
    for line in _code(text):
        for match in COMMAND.finditer(line):
            words = match[1].split()
            path: list[str] = []
            while words and " ".join([*path, words[0]]) in tree:
                path.append(words.pop(0))
            yield " ".join(path), tuple(words)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_named_exists_with_its_options(page: Path, tree: Mapping[str, str]) -> None:
    for path, rest in _named(_text(page), tree):
        if not path:
            assert rest in {(), ("--help",)}, f"mysterydesk {' '.join(rest)}"
        elif path not in _leaves(tree):
            assert rest in {(), ("--help",)}, f"mysterydesk {path} {' '.join(rest)}"
        for option in (word.partition("=")[0] for word in rest if word.startswith("--")):
            assert option in tree[path], f"mysterydesk {path} {option}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_operators_find_every_command(lang: Lang, tree: Mapping[str, str]) -> None:
    named = {path for path, _ in _named(_text(ROOT / "docs" / lang / "operator.md"), tree)}
    assert _leaves(tree) - named == set()


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_repository_resolves(page: Path) -> None:
    text = FENCE.sub("", _text(page))
    for target in LINK.findall(text):
        if target.startswith("http"):
            continue
        name, _, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        assert place.exists(), target
        assert ROOT in place.parents, target
        if anchor:
            assert anchor in {_anchor(title) for _, title in _headings(_text(place))}, target


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_place_on_a_machine_and_no_foreign_host_is_named(page: Path) -> None:
    text = _text(page)
    assert HOME_OR_DRIVE.findall(text) == []
    assert [path for path in ABSOLUTE.findall(LINK.sub("", text)) if not path.startswith(ROUTES)] == []
    assert set(URL_HOST.findall(text)) <= set(HOSTS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].stem)
def test_both_languages_are_built_alike(pair: tuple[Path, Path]) -> None:
    zh, en = (_text(page) for page in pair)
    assert [depth for depth, _ in _headings(zh)] == [depth for depth, _ in _headings(en)]
    assert [block for kind, block in FENCE.findall(zh) if kind == "sh"] == [
        block for kind, block in FENCE.findall(en) if kind == "sh"
    ]
    assert zh.count("\n|") == en.count("\n|"), "rows of tables"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_headings_begin_with_one_title_and_skip_no_depth(page: Path) -> None:
    depths = [depth for depth, _ in _headings(_text(page))]
    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


@pytest.mark.parametrize("page", PAIRS[0], ids=lambda page: page.name)
def test_the_first_two_commands_are_run_and_test(page: Path) -> None:
    commands = [line for kind, block in FENCE.findall(_text(page)) if kind == "sh" for line in block.splitlines()]
    assert [line.split("#")[0].strip() for line in commands[:2]] == ["make run", "make test"]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text(ROOT / "Makefile"), re.MULTILINE))
    named = {found for line in _code(_text(page)) for found in re.findall(r"(?<!\w)make ([a-z-]+)", line)}
    assert named <= targets


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("reader", LABELLED)
def test_every_label_is_one_that_the_screen_shows(lang: Lang, reader: str) -> None:
    shown = [_as_pattern(said) for message in merged(lang, catalogue_texts(lang)) for said in _said(message.string)]
    labels = re.findall(r"\*\*(.+?)\*\*", _text(ROOT / "docs" / lang / f"{reader}.md"))
    assert labels
    assert [label for label in labels if not any(pattern.fullmatch(label) for pattern in shown)] == []


def _labels(lang: Lang, reader: str) -> list[list[frozenset[str]]]:
    """Give the labels of a document section by section, each as the keys of what the screen may show there."""
    shown = [
        (str(one.id), _as_pattern(said)) for one in merged(lang, catalogue_texts(lang)) for said in _said(one.string)
    ]
    sections = re.split(r"^#+ ", _text(ROOT / "docs" / lang / f"{reader}.md"), flags=re.MULTILINE)
    return [
        [
            frozenset(key for key, said in shown if said.fullmatch(label))
            for label in re.findall(r"\*\*(.+?)\*\*", one)
        ]
        for one in sections
    ]


@pytest.mark.parametrize("reader", LABELLED)
def test_both_languages_name_the_same_labels_in_each_section(reader: str) -> None:
    for zh, en in zip(_labels("zh", reader), _labels("en", reader), strict=True):
        assert len(zh) == len(en)
        for some, others in ((zh, en), (en, zh)):
            assert [keys for keys in some if not any(keys & other for other in others)] == []


def _said(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def _as_pattern(said: str) -> re.Pattern[str]:
    """Make a pattern of a wording: a slot holds something, and a wording of slots alone matches nothing."""
    parts = re.split(r"\{\w+\}", said)
    return re.compile(".+".join(re.escape(part) for part in parts) if any(map(str.strip, parts)) else r"(?!)")


@pytest.mark.parametrize("lang", LANGS)
def test_the_demo_accounts_are_listed_as_they_are(lang: Lang) -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| `([\w-]+)` \|", _text(ROOT / "docs" / lang / "operator.md"), re.MULTILINE)
    assert rows == [(one.login, one.phrase) for one in DEMO_ACCOUNTS]


def test_decisions_are_numbered_without_gaps_and_say_what_was_given_up() -> None:
    assert [page.name[:3] for page in DECISIONS] == [f"{number:03}" for number in range(1, len(DECISIONS) + 1)]
    for page in DECISIONS:
        assert [title for depth, title in _headings(_text(page)) if depth == 2] == [
            "Context",
            "Choice",
            "What we gave up",
        ], page.name
