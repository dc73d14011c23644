"""How are the texts of a fault model filled without touching its machinery?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from policy.text import Lang, Text
from scenarios.fault_model import FaultModel
from scenarios.fill import fill

Values = Mapping[Lang, Mapping[str, str]]
"""Drawn values by language and name."""


def _filled(text: Text, values: Values) -> Text:
    return Text(zh=fill(text.zh, values["zh"]), en=fill(text.en, values["en"]))


def filled_model(model: FaultModel, values: Values) -> FaultModel:
    """Fill every text of a fault model in both languages."""
    return replace(
        model,
        causes=tuple(replace(one, title=_filled(one.title, values)) for one in model.causes),
        checks=tuple(
            replace(
                one,
                title=_filled(one.title, values),
                results=tuple(replace(seen, text=_filled(seen.text, values)) for seen in one.results),
            )
            for one in model.checks
        ),
        actions=tuple(
            replace(one, title=_filled(one.title, values), risk=_filled(one.risk, values)) for one in model.actions
        ),
    )


def model_texts(model: FaultModel) -> Iterator[tuple[str, Text]]:
    """Give every text of a fault model with its dotted place in the file."""
    for cause in model.causes:
        yield f"fault_model.causes.{cause.id}.title", cause.title
    for check in model.checks:
        yield f"fault_model.checks.{check.id}.title", check.title
        for seen in check.results:
            yield f"fault_model.checks.{check.id}.results.{seen.id}.text", seen.text
    for action in model.actions:
        yield f"fault_model.actions.{action.id}.title", action.title
        yield f"fault_model.actions.{action.id}.risk", action.risk
