"""What do China's holidays and make-up days look like as the table that ships?

Reads the package `chinesecalendar`, which the product itself never needs:

    pip install --target DIR chinesecalendar==1.11.0
    PYTHONPATH=DIR python tools/china_days.py > sla/content/china.csv
"""  # noqa: INP001  a script

import csv
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

from sla.china import HOLIDAYS
from sla.notice_csv import COLUMNS

CODES: Mapping[str, str] = {
    Holiday.new_years_day.value: "new_year",
    Holiday.spring_festival.value: "spring_festival",
    Holiday.tomb_sweeping_day.value: "tomb_sweeping",
    Holiday.labour_day.value: "labour_day",
    Holiday.dragon_boat_festival.value: "dragon_boat",
    Holiday.mid_autumn_festival.value: "mid_autumn",
    Holiday.national_day.value: "national_day",
}

VICTORY_70 = ("抗战胜利70周年纪念日", "70th anniversary of victory in the War of Resistance")
"""3 September 2015: a holiday of that year alone."""

CORRECTIONS: Mapping[date, str] = {date(2005, 12, 31): Holiday.new_years_day.value}
"""Make-up days that the package lacks.

The notice for 2006 (国办发明电〔2005〕35号) has Saturday 31 December worked.
"""

DECEMBER = 12

Row = tuple[int, str, date, date, str, str]


def _names(holiday: str) -> tuple[str, str]:
    if holiday == Holiday.anti_fascist_70th_day.value:
        return VICTORY_70
    return HOLIDAYS[CODES[holiday]].name.zh, HOLIDAYS[CODES[holiday]].name.en


def _year(day: date, holiday: str) -> int:
    """Give the year whose notice names a day: the last days of December may belong to the New Year after them."""
    return day.year + (day.month == DECEMBER and holiday == Holiday.new_years_day.value)


def _rows(kind: str, days: Mapping[date, str]) -> list[Row]:
    rows: list[Row] = []
    for day in sorted(days):
        names = _names(days[day])
        if rows and rows[-1][3] == day - timedelta(days=1) and rows[-1][4:] == names:
            rows[-1] = (*rows[-1][:3], day, *names)
        else:
            rows.append((_year(day, days[day]), kind, day, day, *names))
    return rows


def main() -> None:
    """Write the table."""
    rows = sorted(
        _rows("off", holidays) + _rows("work", {**workdays, **CORRECTIONS}), key=lambda row: (row[0], row[2])
    )
    package = version("chinesecalendar")
    about = {
        "country": "CN",
        "zone": "Asia/Shanghai",
        "authority": "国务院办公厅 / General Office of the State Council",
        "source": f"PyPI chinesecalendar {package} (MIT), read by tools/china_days.py",
        "corrected": ", ".join(f"{day} is a make-up day" for day in CORRECTIONS),
        "version": f"{rows[-1][0]}.1",
    }
    sys.stdout.writelines(f"# {name}: {said}\n" for name, said in about.items())
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)


if __name__ == "__main__":
    main()
