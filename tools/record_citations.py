"""Which places cite which clauses today? Put on record, so that a test notices when one of them goes."""  # noqa: INP001  a script

from pathlib import Path

from mysterydesk.coverage.matrix import citations
from mysterydesk.coverage.shown_by import RECORDED

PLACE = Path(__file__).resolve().parent.parent / "mysterydesk" / "content" / "citations.txt"


def main() -> None:
    """Write the record anew."""
    lines = sorted({one.record for one in citations() if one.test == RECORDED})
    PLACE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} citations")  # noqa: T201  a tool says what it did


if __name__ == "__main__":
    main()
