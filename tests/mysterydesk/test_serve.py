import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mysterydesk.asgi import welcome
from mysterydesk.clock import now
from mysterydesk.daily import sign_now
from mysterydesk.demo_accounts import make_demo
from mysterydesk.errors import ServeError, StoreError
from mysterydesk.i18n import fault_text, translation
from mysterydesk.manifests import read_manifest
from mysterydesk.port import listen
from mysterydesk.serve import serve
from mysterydesk.settings import Settings, from_environment, is_loopback
from mysterydesk.store import SqliteStore
from mysterydesk.world import open_world


def test_a_port_in_use_says_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings = Settings(database=tmp_path / "desk.db", port=other.getsockname()[1])
        with pytest.raises(ServeError) as caught:
            serve(settings)
    assert caught.value.code == "port_in_use"
    assert f"端口 {settings.port} 已被占用" in fault_text(translation("zh"), caught.value)


def test_an_address_of_another_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServeError) as caught:
        listen(Settings(database=tmp_path / "desk.db", host="203.0.113.7", port=0))
    assert caught.value.code == "address_unknown"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "desk.example.com"])  # noqa: S104  the point of the test
def test_a_demo_store_is_not_served_to_others(tmp_path: Path, host: str) -> None:
    store = SqliteStore(tmp_path / "demo.db")
    make_demo(store, at=now())
    store.close()
    with pytest.raises(ServeError) as caught:
        serve(Settings(database=tmp_path / "demo.db", host=host))
    assert caught.value.code == "demo_not_loopback"


def test_a_foreign_database_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_text("notes")
    with pytest.raises(StoreError) as caught:
        serve(Settings(database=tmp_path / "desk.db", port=0))
    assert "换一个路径" in fault_text(translation("zh"), caught.value)


def test_an_empty_store_prints_one_link_in_both_languages_and_a_used_one_none(tmp_path: Path) -> None:
    world = open_world(Settings(database=tmp_path / "desk.db", public_url="https://desk.example.com"))
    zh, en = welcome(world)
    assert "第一个管理员" in zh
    assert "first administrator" in en
    assert zh.split("https://desk.example.com/link/")[1] == en.split("https://desk.example.com/link/")[1]
    make_demo(world.store, at=now())
    assert welcome(world) == ()


def test_settings_come_from_the_environment() -> None:
    plain = from_environment({})
    assert (plain.host, plain.port, plain.secure) == ("127.0.0.1", 8501, False)
    behind = from_environment({"MYSTERYDESK_URL": "https://desk.example.com/", "MYSTERYDESK_HOST": "::1"})
    assert (behind.url, behind.secure) == ("https://desk.example.com", True)
    assert Settings(database=Path("x"), host="::1").url == "http://[::1]:8501"
    assert [is_loopback(host) for host in ("127.8.8.8", "::1", "10.0.0.1", "name.example")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_server_signs_how_far_every_stream_has_come(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One file a day beside the store; where it cannot be written, the log says so and the server goes on."""
    world = open_world(Settings(database=tmp_path / "desk.db"))
    make_demo(world.store, at=now())
    at = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
    place = sign_now(world, at)
    assert place == tmp_path / "desk.db.manifests" / "2026-11-24.json"
    assert read_manifest(place.read_bytes(), "x").heads == world.store.events.heads()
    place.unlink()
    place.parent.rmdir()
    place.parent.write_text("in the way")
    assert sign_now(world, at) is None
    assert any(str(place) in record.getMessage() for record in caplog.records)
    world.store.close()
