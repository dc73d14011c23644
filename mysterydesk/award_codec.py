"""How is an award written down and read back?"""

import json
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache

from pydantic import TypeAdapter

from certification.award import Award


@lru_cache(maxsize=1)
def _awards() -> TypeAdapter[Award]:
    return TypeAdapter(Award)


def award_to_json(award: Award) -> str:
    """Write an award as JSON with sorted keys."""

    def plain(value: object) -> str:
        if isinstance(value, datetime):
            return value.isoformat()
        raise TypeError(f"an award holds no {type(value).__name__}")

    return json.dumps(asdict(award), ensure_ascii=False, sort_keys=True, default=plain)


def award_from_json(data: bytes) -> Award:
    """Read an award back; what is not one raises pydantic's ValidationError."""
    return _awards().validate_json(data)
