"""Which time expressions does a Chinese text hold?

Plain hours without a part of the day stay open by twelve hours (`half_day`); a part of the day alone, or a day alone,
is its end: morning 12:00, afternoon 18:00, evening 22:00, the day 24:00. Work ends at 18:00 (assumption of ours).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from simulator.reading.normal import is_han
from simulator.reading.numerals import HAN_NUMBER, han_number
from simulator.reading.reading import TimePhrase

_UNIT_S = {"秒": 1, "刻": 900, "分": 60, "小": 3600, "钟": 3600, "工": 86400, "天": 86400, "日": 86400, "星": 604800}
_UNIT_S |= {"礼": 604800, "周": 604800, "月": 2592000, "h": 3600, "m": 60}
_NO_MINUTE = "之|百|公|机|析|店|部|号|院|行|区|支|钟|组|别|享|配|开|段|满|制"
"""After 分 these make another word (分公司, 百分之百), not minutes."""
_UNITS = (
    rf"刻钟|刻(?!度)|小时|钟头|(?<=个)钟(?![头表点情])|分钟|分(?!{_NO_MINUTE})|秒钟|秒|工作日|天|星期|礼拜|周|月"
    r"|h(?![a-z])|min(?:ute)?s?|日(?=之?以?内)"
)
_LEAD = (
    r"(?:不超过|不会超过|不出|最多|最迟|至多|顶多|最晚|再过|再有|再等|再给我|给我|大概|大约|约莫|差不多|预计"
    r"|接下来|未来|往后|用不了|要不了|不到|过|等|约)"
)
_TAIL = r"(?:之内|以内|内|里头|里|之后|以后|过后|后|左右|上下|不到)"
_SPAN = re.compile(
    rf"(?P<lead>{_LEAD})?(?P<n>个把|{HAN_NUMBER})(?P<m>个|来|多)?(?P<half>半)?(?:来|多)?(?P<u>{_UNITS})"
    rf"(?:(?P<andhalf>半)|(?:零|又|,)?(?P<n2>{HAN_NUMBER})(?:分钟|分))?(?:的?(?:时间|功夫|工夫))?(?P<tail>{_TAIL})?(?P<past>之前|以前|前|以来)?"
)
_DAY = (
    r"(?P<day>[今明][早晚夜](?:上(?!好)|晨|间|里)?|大后天|后天|后日|后儿|明天|明日|明儿个?|次日|第二天|隔天|翌日|今天|今日|今儿个?|本日|当天|当日)"
    r"|(?P<soon>\d{1,3}|[一二两三四五六七八九十]{1,3})天(?:之|以)?后"
    r"|(?P<week>下下个?|下个?|这个?|本)?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末])"
    r"|(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?)?(?P<dom>\d{1,2}|[一二三四五六七八九十]{1,3})[号日](?!码|楼|线|机|令|院|段|库|店|柜|窗|志)"
)
_PART = (
    r"凌晨|清晨|清早|大清早|一大早|一早|早上|早晨|早间|上午|午前|中午|正午|晌午|午间|下午|午后|傍晚|黄昏"
    r"|晚上|晚间|夜里|夜间|半夜|深夜|午夜|[早晚](?=\d|[一二两三四五六七八九十])"
)
_CLOCK = (
    r"差(?P<short>一刻|\d{1,2}分?|[一二三四五六七八九十]{1,3}分?)钟?(?:到|不到)?(?P<h3>\d{1,2}|[一二两三四五六七八九十]{1,3})点"
    r"|(?P<h5>\d{1,2}|[一二两三四五六七八九十]{1,3})点(?:钟)?差(?P<short5>一刻|\d{1,2}分?|[一二三四五六七八九十]{1,3}分?)钟?"
    r"|(?P<h>\d{1,2}|[零一二两三四五六七八九十]{1,3})(?:点钟|点整|点(?!击|开|一下|选|赞|名|一点|这|那|右|左|设|确|同|进|了|几)|时(?!候|间|段|不|常|效|装|代|长))"
    r"(?:(?P<hh>半)|(?P<q>[一三])刻|(?:过|零)?(?P<min>\d{1,2}|[零一二三四五六七八九十]{1,3})分?(?!钟|点|个|位|台|楼|号|线))?钟?"
    r"|(?P<h2>\d{1,2}):(?P<m2>\d{2})(?!\d)|(?P<h4>\d{1,2})(?::(?P<m4>\d{2}))?(?P<ap>am|pm)"
)
_NAMED = (
    r"(?:午饭|午休|吃午饭|晚饭|下班|收工|打烊|关门|闭馆|营业结束|上班|开门|开工|开业|放学|月底|年底|周末|天黑"
    r"|收盘|交班)"
)
_BOUND = r"(?P<by>(?:之|以)?前|为止|截止|之内|以内|内|里|结束|收尾)|(?:左右|上下|准时|整|之后|以后|后|的时候|时|许)"
_FIRST = r"(?P<late>最迟|最晚|至迟|不晚于|不迟于|截止到?|截至|赶在)?"
_ALL = rf"{_FIRST}(?:(?:{_DAY})的?)?(?P<part>{_PART})?的?(?P<clock>{_CLOCK})?(?P<named>{_NAMED})?(?:{_BOUND})?"
_MOMENT = re.compile(rf"(?=[\d{''.join(sorted({char for char in _ALL if is_han(char)}))}]){_ALL}")
"""All of it may be missing: only where a character of it stands is it worth a look."""
_VAGUE = re.compile(
    r"尽快|尽早|尽速|马上|立刻|立即|即刻|立马|稍后|待会儿?|呆会儿?|等会儿?|一会儿?|过会儿?|很快|不久|抓紧|第一时间|随后|晚点|晚些|"
    r"改天|改日|有空|即将|近期|近日|择日|早日|到时候|片刻|过几天|过两天|过阵子|回头(?!见|聊)|这就|"
    r"(?:十?几|若干|数)(?:分钟|个?小时|个?钟头|天|个?工作日|秒)(?:之?以?[内后])?"
)
_PARTS = {
    "dawn": "凌晨",
    "morning": "清晨 清早 大清早 一大早 一早 早上 早晨 早间 早",
    "forenoon": "上午 午前",
    "noon": "中午 正午 晌午 午间",
    "afternoon": "下午 午后",
    "dusk": "傍晚 黄昏",
    "evening": "晚上 晚间 晚",
    "night": "夜里 夜间 夜 半夜 深夜 午夜",
}
_PART_OF = {word: part for part, words in _PARTS.items() for word in words.split()}
_PART_END = {"dawn": 360, "morning": 600, "forenoon": 720, "noon": 720, "afternoon": 1080, "dusk": 1140}
_PART_END |= {"evening": 1320, "night": 1440}
_NAMED_AT = {"午": 720, "吃": 720, "晚": 1080, "上": 540, "开": 540, "放": 990, "收盘": 900, "交": 480, "天": 1110}
_HOURS, _MINUTES, _NOON, _HALF_DAY = 24, 60, 12, 720
_EARLY = 6
"""Hours below six go with noon to the afternoon, and with night to the small hours."""
_END_OF_WORK = 1080
_END_OF_DAY = 1440
_DAY_AT = {"大": 3, "后": 2, "明": 1, "次": 1, "第": 1, "隔": 1, "翌": 1}
_WEEKDAY = {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6, "末": 6}


def find_zh(text: str) -> Iterator[TimePhrase]:
    """Find Chinese time expressions in a plain text; they may overlap.

    >>> [(one.quote, one.span_s) for one in find_zh("半小时内给您回话")]
    [('半小时内', 1800)]
    """
    yield from (one for hit in _SPAN.finditer(text) if (one := _span(hit)))
    yield from (one for hit in _MOMENT.finditer(text) if hit[0] and (one := _moment(hit)))
    for hit in _VAGUE.finditer(text):
        yield TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind="vague")


def _span(hit: re.Match[str]) -> TimePhrase | None:
    if hit["past"] or (hit["u"] == "月" and hit["m"] != "个" and hit["n"] != "半"):
        return None
    unit = _UNIT_S["刻" if hit["u"].startswith("刻") else hit["u"][0]]
    amount = 1.0 if hit["n"] == "个把" else han_number(hit["n"])
    amount += 0.5 if hit["half"] or hit["andhalf"] else 0.0
    seconds = round(amount * unit) + (round(han_number(hit["n2"]) * 60) if hit["n2"] else 0)
    return TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind="within", span_s=seconds)


def _moment(hit: re.Match[str]) -> TimePhrase | None:
    dated = bool(hit["day"] or hit["soon"] or hit["wd"] or hit["dom"])
    if not (dated or hit["part"] or hit["clock"] or hit["named"]) or _is_other(hit, dated=dated):
        return None
    kind = "by" if hit["by"] or hit["late"] else "at"
    placed = _on_day(hit, TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind=kind))
    part = _PART_OF.get(hit["part"] or "") or _PART_OF.get((hit["day"] or "--")[1:2])
    return _at_clock(hit, placed, part) if hit["clock"] else _at_part(hit, placed, part)


def _is_other(hit: re.Match[str], *, dated: bool) -> bool:
    """Tell other things from times.

    Greetings (`下午好`), attributes (`早上的`), lengths (`一晚上`), amounts (`快一点`) and lists (`这两点`).
    """
    after = hit.string[hit.end() : hit.end() + 1]
    if hit["part"] and not (dated or hit["clock"]):
        return after in {"好", "安"} or hit[0].endswith("的") or hit.string[hit.start() - 1 : hit.start()] == "一"
    if not hit["h"] or hit["h"][0].isdigit() or dated or hit["part"] or hit["late"]:
        return False
    plain = not (hit["hh"] or hit["q"] or hit["min"] or hit["by"]) and hit["clock"].endswith(("点", "时"))
    if hit["h"] == "一":
        return plain
    before = hit.string[hit.start() - 1 : hit.start()]
    return plain and (before in set("这有下那列几") or after in set("要需建原说问请注是"))


def _on_day(hit: re.Match[str], one: TimePhrase) -> TimePhrase:
    if hit["day"]:
        return replace(one, day=_DAY_AT.get(hit["day"][0], 0))
    if hit["soon"]:
        return replace(one, day=round(han_number(hit["soon"])))
    if hit["wd"]:
        lead = hit["week"] or ""
        week = lead.count("下") if "下" in lead else (0 if lead else -1)
        return replace(one, weekday=_WEEKDAY[hit["wd"]], week=week)
    if hit["dom"]:
        month = round(han_number(hit["month"])) if hit["month"] else None
        return replace(one, day_of_month=round(han_number(hit["dom"])), month=month)
    return one


def _at_clock(hit: re.Match[str], one: TimePhrase, part: str | None) -> TimePhrase | None:
    hour, minute = _clock(hit)
    if not (0 <= hour <= _HOURS and 0 <= minute < _MINUTES):
        return None
    part = {"am": "forenoon", "pm": "afternoon"}.get(hit["ap"] or "", part)
    total = hour * _MINUTES + minute
    late = part in {"afternoon", "dusk", "evening"} and hour < _NOON
    if late or (part == "noon" and hour < _EARLY) or (part == "night" and _EARLY <= hour < _NOON):
        total += _HALF_DAY
    elif hour == _NOON and part in {"evening", "night"}:
        total = _END_OF_DAY + minute
    elif hour == _NOON and (part == "dawn" or hit["ap"] == "am"):
        total = minute
    half = part is None and 0 < hour <= _NOON and not (hit["h2"] and len(hit["h2"]) > 1)
    return replace(one, minute_of_day=min(total, _END_OF_DAY), half_day=half)


def _clock(hit: re.Match[str]) -> tuple[int, int]:
    if hour := hit["h3"] or hit["h5"]:
        words = hit["short"] or hit["short5"]
        short = 15 if words == "一刻" else round(han_number(words.rstrip("分")))
        return divmod(round(han_number(hour)) * _MINUTES - short, _MINUTES)
    if hit["h2"]:
        return int(hit["h2"]), int(hit["m2"])
    if hit["h4"]:
        return int(hit["h4"]), int(hit["m4"] or 0)
    quarter = {"一": 15, "三": 45}.get(hit["q"] or "", 0)
    minute = 30 if hit["hh"] else quarter or (round(han_number(hit["min"])) if hit["min"] else 0)
    return round(han_number(hit["h"])), minute


def _at_part(hit: re.Match[str], one: TimePhrase, part: str | None) -> TimePhrase:
    named = hit["named"]
    if named in {"月底", "年底"}:
        month = 12 if named == "年底" else None
        return replace(one, kind="by", minute_of_day=_END_OF_DAY, day_of_month=31, month=month)
    if named == "周末":
        return replace(one, kind="by", minute_of_day=_END_OF_DAY, weekday=6)
    if named:
        return replace(one, minute_of_day=_NAMED_AT.get(named, _NAMED_AT.get(named[0], _END_OF_WORK)))
    if part:
        return replace(one, kind="by" if part != "noon" else one.kind, minute_of_day=_PART_END[part])
    return replace(one, kind="by", minute_of_day=_END_OF_DAY)
