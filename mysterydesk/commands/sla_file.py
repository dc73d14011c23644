"""Which cases does an interchange file hold?"""

import json
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from mysterydesk.commands.output import read_input, refuse_fault
from mysterydesk.errors import WorldError

MOST_BYTES = 20_000_000


def load_cases(place: Path) -> tuple[str, tuple[Mapping[str, object], ...]]:
    """Read the format and the cases of a JSON or YAML file, `-` being the standard input.

    A file that cannot be read, or holds no list of cases, ends the command in words.
    """
    text = read_input(place)
    if len(text) > MOST_BYTES:
        refuse_fault(WorldError("file_too_large", path=place, most=MOST_BYTES))
    try:
        data = json.loads(text) if text.lstrip().startswith(("{", "[")) else YAML(typ="safe", pure=True).load(text)
    except (ValueError, YAMLError, RecursionError) as error:
        refuse_fault(WorldError("file_not_read", path=place, reason=str(error).splitlines()[0]))
    cases = data.get("cases") if isinstance(data, Mapping) else None
    if not isinstance(cases, list):
        refuse_fault(WorldError("file_without_cases", path=place))
    for number, case in enumerate(cases, start=1):
        if not isinstance(case, Mapping):
            refuse_fault(WorldError("case_not_a_mapping", path=place, number=number))
    return str(data.get("format", "")), tuple(cases)
