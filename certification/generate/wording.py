"""How is a stem with blanks filled in, in both languages at once?"""

from collections.abc import Mapping
from string import Formatter

from policy.text import Text


def filled(text: Text, values: Mapping[str, "Text | int"]) -> Text:
    """Fill the blanks of a stem; a value that is a `Text` is taken in the same language.

    >>> filled(Text(zh="共{n}家", en="{n} shops"), {"n": 8})
    Text(zh='共8家', en='8 shops')
    """
    zh = {name: one.zh if isinstance(one, Text) else one for name, one in values.items()}
    en = {name: one.en if isinstance(one, Text) else one for name, one in values.items()}
    return Text(zh=text.zh.format(**zh), en=text.en.format(**en))


def blanks(text: Text) -> frozenset[str] | None:
    """List the blanks of a stem; None where braces do not match, or the languages have different blanks."""
    try:
        zh, en = (
            {field for _, field, _, _ in Formatter().parse(one) if field is not None} for one in (text.zh, text.en)
        )
    except ValueError:
        return None
    return frozenset(zh) if zh == en else None


def joined(parts: tuple[Text, ...], *, zh: str = "", en: str = " ") -> Text:
    """Put sentences one after the other.

    >>> joined((Text(zh="甲。", en="One."), Text(zh="乙。", en="Two.")))
    Text(zh='甲。乙。', en='One. Two.')
    """
    return Text(zh=zh.join(one.zh for one in parts), en=en.join(one.en for one in parts))
