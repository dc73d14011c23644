"""Which articles does a search find? Character pairs, so that two-character Chinese words are found."""

from collections.abc import Mapping
from functools import lru_cache

from policy.text import Lang
from scenarios.world import Article
from simulator.by_identity import kept_by_identity

MOST_HITS = 5
LEAST = 0.05
"""Similarity below which an article is not a hit, unless it holds a Chinese query as it stands: one word of two
characters is a single pair, which weighs little in a long article."""
KEPT = 256
"""Searches that are kept: the same drill is played again by the ideal handling, by replays and by many trainees."""


def _text(article: Article, lang: Lang) -> str:
    words = " ".join(word.in_lang(lang) for word in article.keywords)
    sections = " ".join(section.in_lang(lang) for section in article.sections.values())
    title = article.title.in_lang(lang)
    return f"{title} {title} {words} {words} {sections}".lower()


@kept_by_identity(KEPT)
def _texts(article: Article) -> Mapping[Lang, str]:
    """Give what a search looks through, in both languages."""
    return {"zh": _text(article, "zh"), "en": _text(article, "en")}


def search(articles: Mapping[str, Article], query: str, lang: Lang) -> tuple[str, ...]:
    """Rank the articles by cosine similarity of character pairs and triples.

    Args:
        articles: The knowledge base of the product.
        query: What the trainee typed.
        lang: Language of the desk.

    Returns:
        At most five ids, best first; equal ones by id.
    """
    wanted = query.strip().lower()
    if not wanted or not articles:
        return ()
    ids = tuple(sorted(articles))
    return _ranked(ids, tuple(_texts(articles[name])[lang] for name in ids), wanted, lang)


@lru_cache(maxsize=KEPT)
def _ranked(ids: tuple[str, ...], texts: tuple[str, ...], wanted: str, lang: Lang) -> tuple[str, ...]:
    """Rank texts for one query; weighing the texts takes a hundred times as long as looking one query up."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  slow to load; only a search pays

    vectorizer = TfidfVectorizer(
        analyzer="char_wb" if lang == "en" else "char", ngram_range=(2, 3), sublinear_tf=True
    )
    matrix = vectorizer.fit_transform(texts)
    scores = (matrix @ vectorizer.transform([wanted]).T).toarray().ravel()
    ranked = sorted(zip(ids, scores, strict=True), key=lambda pair: (-round(float(pair[1]), 6), pair[0]))
    held = {name for name, text in zip(ids, texts, strict=True) if lang == "zh" and wanted in text}
    return tuple(name for name, score in ranked[:MOST_HITS] if score >= LEAST or (score > 0 and name in held))
