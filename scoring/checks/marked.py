"""Which words of a message show what no reading has an act for, by the lexicon of the manual's rubric?"""

from scoring.question import Question
from scoring.stated import is_meant, is_stated, places, sentences
from scoring.words import Word, Words
from sla.timeline import Event


def marks(question: Question, name: str) -> tuple[str, ...]:
    """Give the words of the lexicon that show something; none where the manual's rubric names none."""
    return question.lexicon.marks.get(name, ())


def holds(question: Question, name: str, text: str) -> bool:
    """Tell whether a text holds one of these words."""
    return any(True for _ in places(text, marks(question, name)))


def means(question: Question, name: str, text: str) -> bool:
    """Tell whether a text holds one of these words in earnest: not quoted, not denied, not only supposed."""
    return any(
        is_meant(sentence, start, end)
        for sentence in sentences(text)
        for start, end in places(sentence.text, marks(question, name))
    )


def text_of(event: Event) -> str:
    """Give the words of an event, empty where it has none."""
    return str(event.fields.get("text") or "")


def saying(question: Question, name: str, words: Words) -> Words:
    """Give the messages that say one of these words in earnest: what is credited is never a denial or a quotation."""
    return tuple(word for word in words if means(question, name, word.said))


def states(question: Question, name: str, word: Word) -> bool:
    """Tell whether a message says, and neither asks, denies nor supposes it, what these words show."""
    return says(question, name, word.said)


def says(question: Question, name: str, text: str) -> bool:
    """Tell whether a text says, and neither quotes, asks, denies nor supposes it, what these words show."""
    return any(
        is_stated(sentence, start, end, firm=True)
        for sentence in sentences(text)
        for start, end in places(sentence.text, marks(question, name))
    )


def own_words(question: Question, event: Event) -> str:
    """Give the words of an event without the names of actions and checks, which tell what was done by themselves."""
    return without_titles(question, text_of(event))


def without_titles(question: Question, text: str) -> str:
    """Leave out of a text the names of actions, checks and articles: they were written by nobody here."""
    model = question.machine.model if question.machine else None
    steps = (*(one.title for one in model.actions), *(one.title for one in model.checks)) if model else ()
    articles = question.key.articles.values() if question.key else ()
    # An article's text begins with its id and its title in both languages.
    named = {name for one in steps for name in (one.zh, one.en)}
    named |= {line for one in articles for line in one.split("\n")[1:3]}
    for title in sorted(named - {""}, key=len, reverse=True):
        text = text.replace(title, "")
    return text
