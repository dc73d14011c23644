"""Which number do these words name, in Chinese or English?"""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS_NAMES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {name: 10 * (place + 2) for place, name in enumerate(_TENS_NAMES)}
_LOOSE = {"a": 1.0, "an": 1.0, "half": 0.5, "a couple of": 2.0, "a couple": 2.0, "couple of": 2.0, "a dozen": 12.0}

HAN_NUMBER = r"(?:\d{1,9}(?:\.\d{1,9})?|[零〇一二两俩三四五六七八九十百]{1,9}|半)"
"""Pattern of a number that `han_number` reads; its length is bounded, so that strings of figures cost no time."""

LATIN_NUMBER = (
    r"(?:\d+(?:\.\d+)?|(?:" + "|".join(_TENS) + r")(?:[- ](?:" + "|".join(_ONES[1:10]) + r"))?|"
    r"(?:" + "|".join(sorted(_ONES, key=len, reverse=True)) + r"))"
)
"""Pattern of a number that `latin_number` reads."""


def han_number(words: str) -> float:
    """Read a Chinese or decimal number; two neighbouring figures (`两三`) are a range and give the larger.

    >>> [han_number(one) for one in ("十", "二十五", "半", "1.5", "一百二十", "俩", "两三")]
    [10.0, 25.0, 0.5, 1.5, 120.0, 2.0, 3.0]
    """
    if words == "半":
        return 0.5
    if words[0].isdigit():
        return float(words)
    if len(words) > 1 and all(char in _DIGITS for char in words):
        return float(_DIGITS[words[-1]]) if "零" not in words and "〇" not in words else float(_spelled(words))
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * (_DIGITS[hundreds[-1]] if hundreds else 1) if "百" in words else 0
    total += 10 * (_DIGITS[tens[-1]] if tens and tens[-1] in _DIGITS and tens[-1] not in "零〇" else 1) if ten else 0
    return float(total + (_DIGITS[ones[-1]] if ones else 0))


def _spelled(words: str) -> int:
    return int("".join(str(_DIGITS[char]) for char in words))


def latin_number(words: str) -> float:
    """Read an English or decimal number.

    >>> [latin_number(one) for one in ("ninety", "twenty-five", "a couple of", "1.5", "twelve")]
    [90.0, 25.0, 2.0, 1.5, 12.0]
    """
    words = " ".join(words.split())
    if words in _LOOSE:
        return _LOOSE[words]
    if words[0].isdigit():
        return float(words)
    parts = words.replace("-", " ").split()
    return float(sum(_TENS[part] if part in _TENS else _ONES.index(part) for part in parts))
