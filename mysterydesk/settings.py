"""How is this installation set up?"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What has to be known before the first request.

    Attributes:
        database: SQLite file.
        host: Address to listen on.
        port: Port to listen on; 0 lets the machine choose.
        public_url: Address that people type, without a final slash, when it is not `http://host:port`, e.g.
            behind a proxy that speaks https.
    """

    database: Path
    host: str = "127.0.0.1"
    port: int = 8501
    public_url: str = ""

    @property
    def url(self) -> str:
        """Address that people type."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether people come by https, so that cookies may insist on it."""
        return urlsplit(self.public_url).scheme == "https"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read `MYSTERYDESK_DB`, `_HOST`, `_PORT` and `_URL`; each has a default.

    >>> from_environment({"MYSTERYDESK_DB": "desk.db", "MYSTERYDESK_PORT": "9000"}).url
    'http://127.0.0.1:9000'
    """
    given = os.environ if environment is None else environment
    return Settings(
        database=Path(given.get("MYSTERYDESK_DB", "var/mysterydesk.db")),
        host=given.get("MYSTERYDESK_HOST", "127.0.0.1"),
        port=int(given.get("MYSTERYDESK_PORT", "8501")),
        public_url=given.get("MYSTERYDESK_URL", "").rstrip("/"),
    )


def cache_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Give the folder for what can be made again: `MYSTERYDESK_CACHE`, else a folder of ours where caches lie.

    >>> cache_folder({"XDG_CACHE_HOME": "/tmp/caches"}).as_posix()
    '/tmp/caches/mysterydesk'
    """
    given = os.environ if environment is None else environment
    if named := given.get("MYSTERYDESK_CACHE"):
        return Path(named)
    caches = given.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "mysterydesk"


def is_loopback(host: str) -> bool:
    """Tell whether an address cannot be reached from another machine.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
