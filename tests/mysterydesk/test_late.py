"""What the sign-in page does not need is not loaded before it, and what is loaded late answers as ever."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from typer.main import get_command

from mysterydesk.cli import app
from mysterydesk.commands.late import PLACES
from mysterydesk.drill_rows import ensure
from mysterydesk.late_routes import LateRoutes
from mysterydesk.settings import Settings
from mysterydesk.store import SqliteStore
from mysterydesk.world import World
from tests.mysterydesk.first_database import as_it_was, unpack

HEAVY = ("pandas", "numpy", "sklearn", "altair", "fpdf", "faker", "pyld", "requests", "pydantic")
ENGINE = ("policy.parse", "scenarios", "simulator", "scoring", "certification.credential")

LOADED = """
import sys
from pathlib import Path
import mysterydesk.commands.demo, mysterydesk.serve
from mysterydesk.asgi import build_app
from mysterydesk.settings import Settings
build_app(Settings(database=Path(sys.argv[1])), say=lambda line: None)
print(*sorted(sys.modules))
"""


def test_the_sign_in_page_is_served_without_the_engine(tmp_path: Path, root: Path) -> None:
    """Of a store that is there already, as on every start but the first."""
    database = unpack(tmp_path)
    with closing(SqliteStore(database)) as store:
        ensure(store)
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(database)], capture_output=True, text=True, check=True, cwd=root
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"streamlit", "sqlite_utils"} <= loaded
    assert loaded & {*HEAVY, *ENGINE} == set()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(database=unpack(tmp_path))
    with closing(SqliteStore(settings.database)) as store:
        world = World(settings=settings, store=store, demo=False)
        late = LateRoutes("mysterydesk.verify_routes:verify_routes", world)
        yield TestClient(Starlette(routes=[Route(path, late) for path in ("/verify/{number}", "/status/{name}")]))


def test_late_routes_answer_as_their_own_do(client: TestClient) -> None:
    number = as_it_was()["credentials"][0]["number"]
    assert client.get(f"/verify/{number}.json").headers["content-type"] == "application/ld+json"
    assert "陈晓" in client.get(f"/verify/{number}", headers={"accept-language": "zh"}).text
    assert [client.get(path).status_code for path in ("/status/1", "/status/2", "/verify/none")] == [200, 404, 404]
    assert client.post(f"/verify/{number}").status_code == 405


def test_every_command_of_the_table_is_where_it_says() -> None:
    commands = getattr(get_command(app), "commands", {})
    assert set(commands) == {*PLACES, "serve"}
    assert [commands[name].name for name in PLACES] == list(PLACES)
    assert ("backup" in commands, "bakup" in commands) == (True, False)


def test_what_the_store_hides_while_loading_is_there_for_others(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import mysterydesk.store, pandas, numpy; print(pandas.Timestamp(0).year)"],
        capture_output=True, text=True, check=True, cwd=root,
    )  # fmt: skip
    assert done.stdout.strip() == "1970"
