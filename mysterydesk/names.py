"""Can this be a person's login, or the name that others see?

Names appear in headings, lists, e-mails and prints. Letters of any script are welcome; what markup, a terminal or
the direction of writing would read as an order is not.
"""

import unicodedata

from mysterydesk.errors import WorldError
from policy.text import Text

MAX_LOGIN = 64
MAX_NAME = 60
"""Characters; the longest name that a print of the credential has room for is decided there."""

LOGIN_MARKS = frozenset("._-@+")
NAME_MARKS = frozenset(" '\u2019.,-\u00b7\u30fb\u2010\u2011()\uff08\uff09\uff0c\u3001")
"""Space, apostrophes, stops, commas, hyphens, middle dots and round brackets, in Latin and Chinese writing."""


def fit_login(typed: str) -> str:
    """Give a login as it is kept.

    Raises:
        WorldError: `login_unfit`.

    >>> fit_login("  ChenXiao ")
    'chenxiao'
    """
    login = unicodedata.normalize("NFKC", typed).strip().lower()
    if not login or len(login) > MAX_LOGIN or any(not (char.isalnum() or char in LOGIN_MARKS) for char in login):
        raise WorldError("login_unfit")
    return login


def fit_name(name: Text) -> Text:
    """Give a name as it is kept.

    Raises:
        WorldError: `name_unfit` with what does not fit, `name_too_long`.

    >>> fit_name(Text(zh=" 欧阳·娜娜 ", en="Nana O\u2019Young")).zh
    '欧阳·娜娜'
    """
    return Text(zh=_fit(name.zh), en=_fit(name.en))


def _fit(typed: str) -> str:
    name = unicodedata.normalize("NFC", typed).strip()
    if len(name) > MAX_NAME:
        raise WorldError("name_too_long", most=MAX_NAME)
    odd = sorted({char for char in name if not (unicodedata.category(char)[0] in "LMN" or char in NAME_MARKS)})
    if odd or not name or unicodedata.category(name[0])[0] not in "LN":
        raise WorldError("name_unfit", found=" ".join(map(_shown, odd)) or "-")
    return name


def _shown(char: str) -> str:
    """Show a character, or its number where it cannot be shown safely."""
    return char if char.isprintable() and not char.isspace() else f"U+{ord(char):04X}"
