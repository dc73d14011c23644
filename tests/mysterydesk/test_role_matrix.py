"""Six roles against every page and every use-case: the matrix says it, the code does it, nothing is left out."""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeGuard, get_type_hints

import pytest

from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.errors import NotAllowed, WorldError
from mysterydesk.roles import MATRIX, PAGES, ROLES, USE_CASES, Permission, Role, may
from mysterydesk.store import Account, AccountId, SqliteStore
from pages import table
from policy.text import Text

ROOT = Path(__file__).resolve().parent.parent.parent
AT = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
ASKING = {"require", "may"}
PACKAGES = {"mysterydesk": "", "mysterydesk.exams": "exams."}


def _modules() -> Iterator[tuple[str, ModuleType, ast.Module]]:
    home = ROOT / "mysterydesk"
    for place in sorted((*home.glob("*.py"), *home.glob("exams/*.py"))):
        if place.stem not in {"__init__", "app", "asgi"}:
            name = ".".join(place.relative_to(home).with_suffix("").parts)
            yield name, import_module(f"mysterydesk.{name}"), ast.parse(place.read_text(encoding="utf-8"))


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))


def _asking() -> set[str]:
    """Give every public function of the edge that asks what a role may do, methods by the names they are given."""
    found, methods = set(), set()
    for name, module, tree in _modules():
        for node in tree.body:
            if _asks(node) and (name, node.name) not in {("accounts", "require"), ("roles", "may")}:
                found.add(f"{name}.{node.name}")
            if isinstance(node, ast.ClassDef):
                methods |= {getattr(getattr(module, node.name), one.name) for one in node.body if _asks(one)}
    for name, module, _ in _modules():
        for known, one in vars(module).items():
            if getattr(one, "__func__", None) in methods:
                found.add(f"{name}.{known}")
    return found


def _asks(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    """Tell whether a statement is a public function that asks for a permission."""
    return (
        isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any(isinstance(one.func, ast.Name) and one.func.id in ASKING for one in _calls(node))
    )


def _imported(tree: ast.Module) -> Mapping[str, str]:
    """Say where a page's names come from: `drills` -> `drills`, `dossier` -> `dossier.dossier`."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in PACKAGES:
            names.update({alias.asname or alias.name: PACKAGES[node.module] + alias.name for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mysterydesk."):
            module = str(node.module).removeprefix("mysterydesk.")
            names.update({alias.asname or alias.name: f"{module}.{alias.name}" for alias in node.names})
    return names


def _takes_a_person(name: str) -> bool:
    """Tell whether a function takes the store and the person who acts."""
    module, _, function = name.rpartition(".")
    found = getattr(import_module(f"mysterydesk.{module}"), function, None)
    if not (inspect.isfunction(found) or inspect.ismethod(found)):
        return False
    kinds = list(get_type_hints(found).values())
    return Account in kinds and any(getattr(one, "__name__", "") == "Store" for one in kinds)


def _called_by_pages() -> Mapping[str, str]:
    """Give every function that takes store and person and that a page calls, with one page that does."""
    found: dict[str, str] = {}
    for place in sorted((ROOT / "pages").rglob("*.py")):
        tree = ast.parse(place.read_text(encoding="utf-8"))
        names = _imported(tree)
        for call in _calls(tree):
            match call.func:
                case ast.Attribute(value=ast.Name(id=owner), attr=attr) if owner in names:
                    name = f"{names[owner]}.{attr}"
                case ast.Name(id=owner) if "." in names.get(owner, ""):
                    name = names[owner]
                case _:
                    continue
            if name.removeprefix("exams.").count(".") == 1 and _takes_a_person(name):
                found[name] = str(place.relative_to(ROOT))
    return found


def test_no_page_is_missing_and_the_table_agrees() -> None:
    assert {row.url: row.roles for row in table.PAGES} == dict(PAGES)
    assert all(roles <= set(ROLES) and roles for roles in PAGES.values())


def test_no_use_case_is_missing() -> None:
    """Whatever asks for a permission, and whatever a page calls for a person, stands in the matrix."""
    assert _asking() - set(USE_CASES) == set()
    assert {name: page for name, page in _called_by_pages().items() if name not in USE_CASES} == {}
    assert len(_called_by_pages()) > 10


def test_the_matrix_names_nothing_that_is_not_there() -> None:
    assert [name for name in USE_CASES if not _takes_a_person(name)] == []


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path_factory.mktemp("matrix") / "desk.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def people(store: SqliteStore) -> Mapping[Role, Account]:
    """One person of each role."""
    return {
        role: open_account(
            store,
            NewAccount(login=role, name=Text(zh="甲", en="A"), role=role, phrase="a long enough phrase"),
            by=None,
            at=AT,
        )
        for role in ROLES
    }


class Nothing:
    """Stands for an argument that a refused call must never look at."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"looked at {name} before asking for the permission")


def _call(function: Callable[..., object], store: SqliteStore, person: Account) -> None:
    """Call a use-case for a person, with arguments that nothing has."""
    given: dict[str, object] = {}
    for name, kind in get_type_hints(function).items():
        if name == "return":
            continue
        if kind is Account:
            given[name] = person
        elif getattr(kind, "__name__", "") == "Store":
            given[name] = store
        elif kind is datetime:
            given[name] = AT
        elif kind in {str, AccountId} or getattr(kind, "__supertype__", None) is str:
            given[name] = "nothing"
        elif kind is int:
            given[name] = 0
        elif kind is bool:
            given[name] = True
        else:
            given[name] = Nothing()
    function(**given)


def _function(name: str) -> Callable[..., object]:
    module, _, function = name.rpartition(".")
    found = getattr(import_module(f"mysterydesk.{module}"), function)
    assert callable(found)
    return found  # type: ignore[no-any-return]  # what it gives is of no interest here


def _cells(*, allowed: bool) -> list[tuple[str, Role]]:
    return [
        (name, role)
        for name, permission in USE_CASES.items()
        for role in ROLES
        if (permission is None or may(role, permission)) is allowed
    ]


@pytest.mark.parametrize(("name", "role"), _cells(allowed=False))
def test_a_role_is_refused_before_anything_else(
    store: SqliteStore, people: Mapping[Role, Account], name: str, role: Role
) -> None:
    with pytest.raises(NotAllowed) as caught:
        _call(_function(name), store, people[role])
    assert caught.value.code == "not_allowed"


@pytest.mark.parametrize("name", [name for name, permission in USE_CASES.items() if permission is not None])
def test_a_closed_account_is_refused_everywhere(
    store: SqliteStore, people: Mapping[Role, Account], name: str
) -> None:
    permission = USE_CASES[name]
    role = next(one for one in ROLES if permission in MATRIX[one])
    closed = Account(id=people[role].id, login=role, name=people[role].name, role=role, active=False, created_at=AT)
    with pytest.raises(NotAllowed):
        _call(_function(name), store, closed)


@pytest.mark.parametrize(("name", "role"), _cells(allowed=True))
def test_a_role_that_may_is_let_in(store: SqliteStore, people: Mapping[Role, Account], name: str, role: Role) -> None:
    """Whatever comes behind the door (there is no such attempt, no such paper), it is not the door."""
    refused = False
    try:
        _call(_function(name), store, people[role])
    except NotAllowed:
        refused = True
    except (WorldError, AssertionError):
        pass  # behind the door there is no such thing
    assert not refused


def test_every_permission_of_a_use_case_exists() -> None:
    known: set[Permission] = set().union(*MATRIX.values())
    assert {one for one in USE_CASES.values() if one is not None} <= known
