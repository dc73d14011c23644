"""What does a piece of content say, in both languages?"""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One sentence or name of the content, in Chinese and in English.

    Attributes:
        zh: Simplified Chinese.
        en: English, equal in meaning.
    """

    zh: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """Give the wording in one language.

        >>> Text(zh="一级", en="Critical").in_lang("en")
        'Critical'
        """
        return self.zh if lang == "zh" else self.en
