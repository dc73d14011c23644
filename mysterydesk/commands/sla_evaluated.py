"""How is the result of an evaluated case said in sentences?"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from mysterydesk import shelf
from mysterydesk.explain_words import STATES, unsettled_words
from mysterydesk.i18n import Translation
from sla.timeline import Json


def evaluated_lines(t: Translation, case: Mapping[str, object], result: Json) -> Iterator[str]:
    """Say a case without problems: each clock of a handbook that has begun, else the plain answer."""
    name = case.get("id")
    if not isinstance(result, list) or "handbook" not in case:
        yield t("sla.answer", name=name, answer=json.dumps(result, ensure_ascii=False))
        return
    handbook = shelf.handbook(str(case["handbook"]))
    titles = {str(one.name): t.of(one.title) for one in handbook.clocks}
    yield t("sla.case", name=name, handbook=handbook.id)
    for clock in result:
        if not isinstance(clock, Mapping) or clock["state"] == "not_started":
            continue
        state = next(t(words) for code, words in STATES.items() if code == clock["state"])
        said = state
        if clock["due"] is not None:
            due = datetime.fromisoformat(str(clock["due"]))
            said = t("sla.due_then", state=state, due=f"{due:%Y-%m-%d %H:%M:%S}")
        yield f"  {t('sla.clock', name=titles[str(clock['clock'])], state=said)}"
        if clock.get("rests_on_unpublished") is not None:
            yield f"    {unsettled_words(t, date.fromisoformat(str(clock['rests_on_unpublished'])))}"
