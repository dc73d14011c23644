"""How do credentials, lists and keys stand, in words and for machines?"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from mysterydesk.i18n import Translation
from mysterydesk.issuing import did_of
from mysterydesk.key_register import register
from mysterydesk.status_lists import PURPOSES, Status, all_lists, edition, status_of
from mysterydesk.store.protocol import Store
from mysterydesk.whole_file import write_whole


def rows_of(store: Store, wanted: str, url: str) -> dict[str, Any]:
    """Give how things stand.

    Args:
        store: Whose.
        wanted: Id of one credential, or empty for all.
        url: Address of the installation.

    Raises:
        WorldError: `no_such_credential`.
    """
    ids = [wanted] if wanted else [e.credential for name in all_lists(store) for e in store.status.entries(name)]
    found = {one: status_of(store, one) for one in ids}
    return {
        "credentials": [
            {
                "credential": one,
                "state": status.state,
                "since": status.since.isoformat() if status.since else None,
                "reason": status.reason,
                "list": status.list,
                "index": status.index,
            }
            for one, status in found.items()
        ],
        "lists": [
            {"list": name, "address": f"{one.url or url}/status/{name}", "issuer": one.did}
            for name, one in all_lists(store).items()
        ],
        "keys": [
            {"key": f"{one.did}#{one.fragment}", "since": one.since, "retired": one.retired, "revoked": one.revoked}
            for one in register(store)
        ],
    }


def said_state(t: Translation, credential: str, status: Status) -> str:
    """Say how one credential stands."""
    why = f" {t('credential.because', reason=status.reason)}" if status.reason else ""
    return t(f"credential.is_{status.state}", credential=credential) + why


def lines_of(t: Translation, rows: Mapping[str, Any]) -> Iterator[str]:
    """Say how things stand, line by line."""
    for one in rows["credentials"]:
        status = Status(list=one["list"], index=one["index"], state=one["state"], reason=one["reason"])
        yield said_state(t, one["credential"], status)
    if not rows["credentials"]:
        yield t("credential.none_yet")
    for one in rows["lists"]:
        yield t("credential.list", address=one["address"], issuer=one["issuer"])
    for one in rows["keys"]:
        state = "revoked" if one["revoked"] else "retired" if one["retired"] else "serves"
        yield t(
            f"credential.key_{state}", key=one["key"], day=(one["revoked"] or one["retired"] or one["since"])[:10]
        )


def write_public(store: Store, url: str, at: datetime, out: Path) -> tuple[Path, ...]:
    """Write every list, signed, and every DID document into a folder.

    Raises:
        WorldError: `file_unwritable`, and as `status_lists.edition`.
    """
    documents: dict[str, Mapping[str, object]] = {}
    for name, one in all_lists(store).items():
        for purpose in PURPOSES:
            tail = "" if purpose == one.purpose else f"-{purpose}"
            documents[f"status-{name}{tail}.json"] = edition(store, name, purpose, url, at)
    for number, did in enumerate(dict.fromkeys(one.did for one in register(store)), start=1):
        documents[f"did-{number}.json"] = did_of(store, did)
    return tuple(_written(out / name, document) for name, document in documents.items())


def _written(place: Path, document: Mapping[str, object]) -> Path:
    return write_whole(place, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
