"""Is there something to be found in the knowledge base by whoever searches for what the customer said?"""

from datetime import date

import pytest

from mysterydesk import attempts, shelf
from policy.text import Lang
from scenarios.draw import draw_case
from simulator.search_kb import search


def test_every_scenario_has_articles_of_its_own() -> None:
    assert [one.id for one in shelf.scenarios().values() if not one.articles] == []


@pytest.mark.parametrize(("lang", "query"), [("zh", "工资条是上个月的"), ("en", "payslips show the previous month")])
def test_who_searches_for_last_months_payslips_finds_what_mends_them(lang: Lang, query: str) -> None:
    """Each cure of the right kind is advised, and sending the batch again is not."""
    scenario = next(one for one in shelf.scenarios().values() if one.id.startswith("S105"))
    case = draw_case(scenario, shelf.handbook("STD"), shelf.world(), 3, lang, day=date(2026, 3, 10))
    articles = attempts.desk_for(case).articles
    first = articles[search(articles, query, lang)[0]]
    assert first.id in scenario.articles
    cures = {one.id for one in scenario.fault_model.actions} - {"send_batch_again"}
    assert {one.partition("/")[2] for one in first.advises} == cures
