"""How is it said in Chinese and in English?

Messages are keys (`login.title`) with a wording in each language, in gettext catalogues
`locale/<lang>/LC_MESSAGES/<theme>.po`. The .po files are read when a language is first asked for; there are no
compiled files. To add a message:

1. write `t("theme.key", name=value)` where it is shown, `t.count("theme.key", n)` where a number decides the
   form, or `message_id("theme.key")` where a table only names it;
2. add `msgid "theme.key"` to `<theme>.po` of both languages (any file name will do, all are merged; a key may
   stand once), with the same `{placeholders}`; a counted one has `msgid_plural` equal to its `msgid`;
3. where the key is put together, as in `t(f"role.{role}")`, name the family and its members in
   `tests/mysterydesk/test_i18n.py`.

That test fails on a key that is missing, unused, unlike in its placeholders, or speaks the other language.
"""

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mysterydesk.errors import WorldError
from policy.problem import Problem
from policy.text import Lang, Text

LANGS: tuple[Lang, ...] = ("zh", "en")
DEFAULT_LANG: Lang = "zh"
LANG_COOKIE = "md_lang"
HTML_LANG: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Translation:
    """The wordings of one language, one object a session, never installed globally.

    Attributes:
        lang: Which language.
        catalogue: Its gettext catalogue.
    """

    lang: Lang
    catalogue: gettext.NullTranslations

    def __call__(self, key: str, /, **values: object) -> str:
        """Say a message.

        >>> translation("en")("login.title")
        'Sign in'
        """
        return self.catalogue.gettext(key).format(**values)

    def count(self, key: str, n: int, /, **values: object) -> str:
        """Say a message in the form that a number asks for; the number is `{n}`.

        >>> translation("en").count("login.error.wait", 1)
        'Too many tries. Try again in 1 minute.'
        """
        return self.catalogue.ngettext(key, key, n).format(n=n, **values)

    def of(self, text: Text) -> str:
        """Give a bilingual piece of content in this language."""
        return text.in_lang(self.lang)

    @property
    def html_lang(self) -> str:
        """Value of the `lang` attribute (BCP 47)."""
        return HTML_LANG[self.lang]


def message_id(key: str) -> str:
    """Mark a key that a table names and `t` says elsewhere."""
    return key


def catalogue_texts(lang: Lang) -> tuple[tuple[str, str], ...]:
    """Give file name and text of every .po file of a language, in order of name."""
    folder = files("mysterydesk").joinpath("locale", lang, "LC_MESSAGES")
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".po")), key=lambda entry: entry.name)
    return tuple((entry.name, entry.read_text(encoding="utf-8")) for entry in found)


def merged(lang: Lang, texts: Iterable[tuple[str, str]]) -> Catalog:
    """Merge .po files into one catalogue.

    Raises:
        ValueError: When a key stands twice.
    """
    whole = Catalog(locale=HTML_LANG[lang].replace("-", "_"))
    for name, text in texts:
        for message in read_po(io.StringIO(text), locale=HTML_LANG[lang].replace("-", "_")):
            if not message.id:
                continue
            if message.id in whole:
                raise ValueError(f"{lang}/{name}:{message.lineno}: {message.id!r} stands twice")
            whole[message.id] = message
    return whole


@cache
def translation(lang: Lang) -> Translation:
    """Give the translation object of a language."""
    compiled = io.BytesIO()
    write_mo(compiled, merged(lang, catalogue_texts(lang)))
    compiled.seek(0)
    return Translation(lang, gettext.GNUTranslations(compiled))


def as_lang(word: str | None) -> Lang | None:
    """Read a language tag by its first part.

    >>> as_lang("zh-Hans-CN"), as_lang("EN"), as_lang("fr"), as_lang(None)
    ('zh', 'en', None, None)
    """
    start = (word or "").strip().lower().replace("_", "-").split("-")[0]
    return next((lang for lang in LANGS if lang == start), None)


def choose_lang(cookie: str | None, accept_language: str | None) -> Lang:
    """Choose the language of a visitor: the switch beats the browser, the browser beats Chinese.

    Args:
        cookie: Value of the switch's cookie.
        accept_language: Header of the browser, weights as in RFC 9110, 12.5.4.

    >>> choose_lang(None, "fr, en;q=0.8, zh;q=0.9")
    'zh'
    >>> choose_lang("en", "zh-CN")
    'en'
    """
    switched = as_lang(cookie)
    if switched is not None:
        return switched
    wishes = [_weighed(part) for part in (accept_language or "").split(",")]
    known = [(weight, lang) for weight, tag in wishes if weight > 0 and (lang := as_lang(tag)) is not None]
    return max(known, key=lambda wish: wish[0])[1] if known else DEFAULT_LANG


def _weighed(part: str) -> tuple[float, str]:
    tag, _, parameter = part.partition(";")
    name, _, value = parameter.strip().partition("=")
    try:
        return (float(value) if name == "q" else 1.0), tag
    except ValueError:
        return 0.0, tag


def fault_text(t: Translation, fault: WorldError) -> str:
    """Say what broke and what to do; of a file also why, which the operating system says in English only."""
    cause = fault.params.get("cause")
    reason = {} if cause is None else {"reason": t(f"cause.{cause}", **fault.params)}
    return t(f"fault.{fault.code}", **fault.params, **reason)


def problem_text(t: Translation, problem: Problem) -> str:
    """Say an author's mistake with its place, as compilers do."""
    place = f"{problem.source}:{problem.line}" if problem.line else problem.source
    return f"{place}: " + t(f"problem.{problem.code}", **dict(problem.params))
