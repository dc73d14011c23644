from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.problem import Problem
from sla.china import HOLIDAYS
from sla.notice import MOST, parse_notice
from sla.official import Notice
from tests.sla.china_data import as_csv, as_text, notice_for, said, shipped

WHOLE = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历腊月二十九、周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（星期六）上班。
三、清明节：4月3日至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
节假日期间，各地区、各部门要安排好值班。
国务院办公厅
2026年11月5日
"""
"""Days made up for these tests, in the style of the General Office."""

ENGLISH = """Public holidays 2027
1. New Year's Day: January 1 (Fri) to 3 (Sun) off, 3 days.
2. Spring Festival: Feb. 5 (Friday) to Feb 11 off, 7 days. January 31 (Sun), 2027-02-20 (Sat) are working days.
   Employers are encouraged to give 4 February (Thu) off.
3. Tomb-Sweeping Day: 3 April - 5 April 2027 closed; 5 April (Mon) is the statutory day.
4. Labour Day: 1st May, 2027 until 5 May (Wed) off, 5 days. May 8 (Sat) work.
5. Dragon Boat Festival: 2027-06-09 off
6. Mid-Autumn Festival: 15 September (Wed) is a holiday; 1 day.
7. National Day: October 1 (Fri) through October 7 off, 7 days. Sept 26 (Sun), Oct 9 (Sat) are worked.
"""


def read(text: str, *, year: int | None = None, again: bool = True) -> tuple[Notice | None, list[str]]:
    """A notice and its problems as `line code`; `again`: 2027 is known already, so that not all must be named."""
    published = {*shipped().years, 2027} if again else shipped().years
    notice, problems = parse_notice(text, "notice.txt", published=published, year=year)
    return notice, [f"{one.line} {one.code}" for one in problems]


def only(text: str) -> Problem:
    """The one problem of a text for 2027."""
    notice, problems = parse_notice(text, "notice.txt", published={2027}, year=2027)
    assert notice is None
    assert len(problems) == 1, problems
    return problems[0]


def params(text: str) -> dict[str, str]:
    """What the one problem of a text says."""
    return dict(only(text).params)


def test_a_whole_notice_is_read_day_by_day_in_either_language() -> None:
    chinese, problems = read(WHOLE, again=False)
    english, complaints = read(ENGLISH, again=False)
    assert (problems, complaints) == ([], [])
    assert chinese is not None
    assert english is not None
    assert chinese.year == 2027
    assert said(chinese) == said(english)
    assert ("work", date(2027, 1, 31)) in said(chinese)
    assert ("off", date(2027, 2, 11)) in said(chinese)
    assert {one.name for one in chinese.spans} == {one.name for one in HOLIDAYS.values()}


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_year_is_read_back_from_the_words_and_from_the_table(year: int) -> None:
    notice = notice_for(year)
    known = Notice(year=year, spans=tuple(one for one in notice.spans if "70" not in one.name.zh))
    for text, expected in ((as_text(known), known), (as_csv(notice), notice)):
        got, problems = parse_notice(text, "notice", published=shipped().years)
        assert problems == ()
        assert got is not None
        assert (got.year, said(got)) == (year, said(expected))


def test_explanations_and_advice_of_older_notices_add_nothing() -> None:
    text = """现将2006年元旦、春节放假调休日期安排如下：
一、元旦：1月1日—3日放假，共3天。其中1月1日为法定假日，将12月31日（星期六）、1月1日（星期日）两个公休日调至1月2日、3日，12月31日（星期六）上班。
二、“五一”：5月1日—7日放假，共7天。其中，5月1日放假，5月6日、7日照常公休，4月29日、30日上班。鼓励安排职工在5月8日休息。
"""
    notice, problems = read(text)
    assert problems == []
    assert notice is not None
    assert said(notice) == {
        ("work", date(2005, 12, 31)),
        *(("off", date(2006, 1, day)) for day in (1, 2, 3)),
        *(("work", date(2006, 4, day)) for day in (29, 30)),
        *(("off", date(2006, 5, day)) for day in range(1, 8)),
    }


def test_new_year_may_name_the_year_before() -> None:
    notice, problems = read("元旦：2026年12月31日至2027年1月2日放假调休，共3天。12月27日（周日）上班。", year=2027)
    assert problems == []
    assert notice is not None
    assert min(day for _, day in said(notice)) == date(2026, 12, 27)


def test_holidays_may_be_numbered_in_brackets_and_a_day_without_a_name_is_told() -> None:
    notice, problems = read("关于2027年放假的通知\n（一）元旦：1月1日放假。\n（二）清明：4月5日放假。")
    assert problems == []
    assert notice is not None
    assert len(notice.spans) == 2
    assert read("关于2027年胜利纪念日调休放假的通知\n9月3日至5日放假。") == (None, ["2 notice_outside_holiday"])


def test_two_holidays_that_fall_together_have_both_names() -> None:
    notice, problems = read("国庆节、中秋节：10月1日至8日放假调休，共8天。", year=2027)
    assert problems == []
    assert notice is not None
    assert notice.spans[0].name.en == "National Day and Mid-Autumn Festival"


@pytest.mark.parametrize("lost", sorted(HOLIDAYS))
def test_a_notice_that_lacks_a_holiday_settles_no_year(lost: str) -> None:
    name = HOLIDAYS[lost].name.zh
    lines = [line for line in WHOLE.splitlines() if f"、{name}：" not in line]
    assert read("\n".join(lines), again=False) == (None, ["0 notice_incomplete"])
    assert read("\n".join(lines))[0] is not None


def test_every_mistake_is_told_at_once_and_nothing_is_taken() -> None:
    text = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周六）至3日（周日）放假，共4天。1月2日（周六）上班。
二、春节：2月5日至11日放假。1月31日、2月31日上班。
三、清明节：4月5日（周一）。
四、劳动节：5月5日至1日放假。
五、端午节：2月10日放假。6月9日、6月12日、6月12日上班。
六、啤酒节：9月15日放假1天。
七、国庆节：10月1日至30日放假。2028年10月9日上班。
八、中秋节：以后上班。
"""
    assert read(text) == (
        None,
        [
            "2 notice_work_inside",
            "2 notice_wrong_count",
            "2 notice_wrong_weekday",
            "3 notice_no_such_date",
            "4 notice_date_without_verb",
            "5 notice_range_reversed",
            "6 notice_overlap",
            "6 notice_work_on_workday",
            "6 notice_work_twice",
            "7 notice_unknown_holiday",
            "8 notice_date_of_other_year",
            "8 notice_range_long",
            "8 notice_work_on_workday",
            "9 notice_work_without_date",
        ],
    )


def test_a_weekday_that_does_not_fit_is_told_with_the_right_one() -> None:
    assert params("元旦：1月1日（周六）放假。") == {"date": "2027-01-01", "expected": "周五", "got": "周六"}
    wrong = params("Labour Day: May 1 (Sat) to 5 (Thu) off")
    assert wrong == {"date": "2027-05-05", "expected": "Wed", "got": "Thu"}


def test_a_count_that_does_not_fit_is_told() -> None:
    assert params("元旦：1月1日至3日放假，共4天。") == {"expected": "4", "got": "3"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "notice_empty"),
        ("放假安排另行通知。", "notice_empty"),
        ("元旦：另行通知。", "notice_holiday_without_days"),
        ("1月1日放假。", "notice_outside_holiday"),
        ("31日放假。\n元旦：5日放假。", "notice_no_such_date"),
        ("元旦：0月0日放假。", "notice_no_such_date"),
        ("元旦：1月1日放假。元月4日上班。", "notice_not_understood"),
        ("元旦：1月1日至元月3日放假。", "notice_not_understood"),
        ("Labour Day: May 1 to sunday 5 off", "notice_not_understood"),
        ("关于2028年部分节假日安排的通知\n元旦：1月1日放假。", "notice_other_year"),
        ("New Year's Day: January 1 (Fri)", "notice_date_without_verb"),
        ("Harvest: not known", "notice_empty"),
        ("x" * (MOST + 1), "notice_too_long"),
    ],
)
def test_each_mistake_has_its_code(text: str, code: str) -> None:
    found = [one.code for one in parse_notice(text, "notice.txt", published={2027}, year=2027)[1]]
    assert code in found


def test_the_year_has_to_be_said_somewhere() -> None:
    assert read("元旦：1月1日放假。") == (None, ["0 notice_empty", "0 notice_without_year"])
    assert read("", year=1) == (None, ["0 notice_not_a_year"])


HEAD = "year,kind,first,last,zh,en"


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (f"{HEAD}\n2027,off,2027-01-01,,元旦,", []),
        ("年份,类别,开始,中文名\n2027,放假,2027-01-01,元旦\n2027,上班,2027-01-03,元旦", []),
        (f"\ufeff# 备注\n{HEAD}\n\n2027,off,2027-09-03,2027-09-05,纪念日,Memorial Day", []),
        (f"{HEAD}\n2027,off,2027-09-03,,纪念日,", ["2 notice_unknown_holiday"]),
        (f"{HEAD}\n2027,off,2027-09-03,,,Feast", ["2 notice_unknown_holiday"]),
        (f"{HEAD}\n2027,rest,=1+1,2027-02-30,元旦,", ["2 notice_kind", "2 notice_not_a_date", "2 notice_not_a_date"]),
        (f"{HEAD}\nsoon,off,2027-01-01,,元旦,", ["0 notice_without_year", "2 notice_not_a_year"]),
        (f"{HEAD}\n2027,off,2027-01-01,元旦", ["0 notice_without_year", "2 notice_cells"]),
        (f"{HEAD}\n2027,off,2027-01-01,,元旦,\n2026,off,2026-05-01,,劳动节,", ["3 notice_other_year"]),
        ("year,year,kind,first,zh", ["0 notice_without_year", "1 notice_column_twice"]),
        ("year,kind,first,zh,colour", ["0 notice_without_year", "1 notice_column_unknown"]),
        ("kind,first", ["0 notice_without_year", "1 notice_column_missing", "1 notice_column_missing"]),
        (HEAD, ["0 notice_empty", "0 notice_without_year"]),
        (f'{HEAD}\n2027,off,"2027"-01-01,,元旦,', ["0 notice_without_year", "2 notice_not_csv"]),
    ],
)
def test_a_table_is_read_or_refused_with_its_lines(table: str, found: list[str]) -> None:
    notice, problems = read(table)
    codes = [one for one in problems if "date_of_other_year" not in one]
    assert codes == found
    assert (notice is None) == bool(problems)


def test_a_table_for_another_year_than_said_is_refused() -> None:
    table = f"{HEAD}\n2026,off,2026-01-01,,元旦,"
    assert read(table, year=2027) == (None, ["0 notice_other_year"])
    assert read(table, year=2026)[1] == []


@pytest.mark.parametrize(
    "unit", [",", "，", " ", "(", "1日(", "1月1日放假，", "Jan 1 to 3 off, ", "元旦：", '"', "\n"]
)
def test_the_longest_text_is_read_without_search_running_away(unit: str) -> None:
    """Each is a repetition that a pattern could try in as many ways as there are pairs of places."""
    notice, problems = parse_notice(f"元旦：{unit * (MOST // len(unit) - 3)}", "notice.txt", year=2027)
    assert notice is None
    assert problems


CHINESE = ["元旦：", "一、春节：", "1月", "31日", "3日", "（周五）", "至", "放假", "上班", "共3天", "，", "。", "\n"]
PLAIN = ["New Year:", " Jan 1", " to 3", " off", " work", " 3 days", ".", "2027年", "year,kind,first,zh\n"]
pieces = st.sampled_from([*CHINESE, *PLAIN])


@settings(max_examples=50)
@given(st.lists(pieces | st.text(max_size=2), max_size=25).map("".join))
def test_any_text_is_taken_whole_or_refused_with_a_reason(text: str) -> None:
    notice, problems = parse_notice(text, "notice.txt", published={2027}, year=2027)
    assert (notice is None) == bool(problems)
