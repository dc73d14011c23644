"""Which articles does a search find? Character pairs, so that two-character Chinese words are found."""

from collections.abc import Mapping

from policy.text import Lang
from scenarios.world import Article

MOST_HITS = 5
LEAST = 0.05
"""Similarity below which an article is not a hit, unless it holds a Chinese query as it stands: one word of two
characters is a single pair, which weighs little in a long article."""


def _text(article: Article, lang: Lang) -> str:
    words = " ".join(word.in_lang(lang) for word in article.keywords)
    sections = " ".join(section.in_lang(lang) for section in article.sections.values())
    title = article.title.in_lang(lang)
    return f"{title} {title} {words} {words} {sections}".lower()


def search(articles: Mapping[str, Article], query: str, lang: Lang) -> tuple[str, ...]:
    """Rank the articles by cosine similarity of character pairs and triples.

    Args:
        articles: The knowledge base of the product.
        query: What the trainee typed.
        lang: Language of the desk.

    Returns:
        At most five ids, best first; equal ones by id.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  slow to load; only a search pays

    wanted = query.strip().lower()
    if not wanted or not articles:
        return ()
    ids = sorted(articles)
    vectorizer = TfidfVectorizer(
        analyzer="char_wb" if lang == "en" else "char", ngram_range=(2, 3), sublinear_tf=True
    )
    matrix = vectorizer.fit_transform(_text(articles[name], lang) for name in ids)
    scores = (matrix @ vectorizer.transform([wanted]).T).toarray().ravel()
    ranked = sorted(zip(ids, scores, strict=True), key=lambda pair: (-round(float(pair[1]), 6), pair[0]))
    held = {name for name in ids if lang == "zh" and wanted in _text(articles[name], lang)}
    return tuple(name for name, score in ranked[:MOST_HITS] if score >= LEAST or (score > 0 and name in held))
