"""What did an author write in a scenario or a world file, and what is wrong with it?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from policy.document import Document, Path, Plain, read_document
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import S, shaped
from scenarios.answer_words import names_the_answer
from scenarios.codec import digest_of
from scenarios.fault_shape import EMPTY
from scenarios.scenario import Scenario
from scenarios.shape import WEEKDAYS, ScenarioShape
from scenarios.world import Article, Product, World
from scenarios.world_shape import ArticleShape, ProductShape

_NAMED_BY_AUTHOR = (("facts",), ("draws",), ("fault_model", "healthy"))
"""Mappings whose keys an author invents: none of them may carry the answer."""


def _place(path: Path) -> str:
    return ".".join(map(str, path))


def _shaped(shape: type[S], document: Document) -> tuple[S | None, Problems]:
    """Check the shape; an unknown field that carries the answer is called what it is."""
    value, problems = shaped(shape, document.value, document, ())
    named = (
        replace(one, code="names_the_answer")
        if one.code == "unknown_field" and names_the_answer(dict(one.params)["field"])
        else one
        for one in problems
    )
    return value, in_order(named)


def _at(data: Plain, path: Path) -> Plain:
    for key in path:
        data = data.get(str(key)) if isinstance(data, dict) else None
    return data


def _answer_names(document: Document, source: str) -> Iterator[Problem]:
    """Find invented names that carry the answer; unknown fields are found with the shape."""
    for owner in _NAMED_BY_AUTHOR:
        named = _at(document.value, owner)
        for name in named if isinstance(named, dict) else ():
            if names_the_answer(name):
                path = (*owner, name)
                yield problem(source, document.line(path), "names_the_answer", field=name, where=_place(path))


def parse_scenario(text: str, source: str) -> tuple[Scenario | None, Problems]:
    """Read one scenario file.

    Args:
        text: YAML of the form `scenario/1`.
        source: File name for the problems.

    Returns:
        The scenario, or None where anything is wrong; and all problems at once, each with its line.
    """
    document, problems = read_document(text, source)
    if document is None:
        return None, problems
    shape, problems = _shaped(ScenarioShape, document)
    problems = in_order([*problems, *_answer_names(document, source)])
    if shape is None or problems:
        return None, problems
    return _scenario(shape), ()


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _scenario(shape: ScenarioShape) -> Scenario:
    first, last = map(_minutes, shape.submitted)
    scenario = Scenario(
        id=shape.id,
        seed_id=shape.seed_id,
        title=shape.title.value(),
        kind=shape.kind,
        handbooks=tuple(shape.handbooks),
        seat=shape.seat,
        product=shape.product,
        channels=tuple(shape.channels),
        personas=tuple(one.build() for one in shape.personas),
        lives_on=tuple(shape.lives_on),
        company=shape.company.value(),
        department=tuple(one.value() for one in shape.department),
        draws={name: one.build() for name, one in shape.draws.items()},
        facts=tuple(one.build(slot) for slot, one in shape.facts.items()),
        impacts=tuple(one.build() for one in shape.impacts),
        opening=shape.opening.build(),
        fault_model=shape.fault_model.build(),
        true_causes=tuple(shape.true_causes),
        typical=shape.typical,
        time_critical=shape.time_critical,
        unavoidable={name: one.value() for name, one in shape.unavoidable.items()},
        submitted_minutes=(first, last),
        digest="",
        articles=tuple(shape.articles),
        screen=shape.screen.value() if shape.screen else EMPTY,
        pretext=shape.pretext.build() if shape.pretext else None,
        complaint=shape.complaint.build() if shape.complaint else None,
        colleagues={tier: tuple(manners) for tier, manners in shape.colleagues.items()},
        twists=tuple(dict.fromkeys(shape.twists)),
        second=shape.second.build() if shape.second else None,
        history=shape.history.build() if shape.history else None,
        post=shape.post or "",
        setting=shape.setting.build() if shape.setting else None,
        weekday=WEEKDAYS.index(shape.weekday) if shape.weekday else None,
        answers_s=tuple(shape.answers_s or ()),
        unhurried=tuple(shape.unhurried),
        partners=tuple(one.build(name) for name, one in shape.partners.items()),
        requests=tuple(one.build() for one in shape.requests),
    )
    return replace(scenario, digest=digest_of(scenario))


def locate(problems: Problems, text: str, source: str) -> Problems:
    """Give the problems of a static check their file and line.

    Args:
        problems: From `check_scenario`; their parameter `at` is a dotted path into the file.
        text: The file the scenario was parsed from.
        source: Its name.
    """
    document, _ = read_document(text, source)
    if document is None:
        return problems
    by_place = {_place(path): line for path, line in document.lines.items()}

    def line(at: str) -> int:
        while at and at not in by_place:
            at = at.rpartition(".")[0]
        return by_place.get(at, 1)

    placed = (replace(one, source=source, line=line(dict(one.params).get("at", ""))) for one in problems)
    return in_order(placed)


def parse_world(files: Mapping[str, str]) -> tuple[World | None, Problems]:
    """Read all products and articles.

    Args:
        files: YAML of the forms `product/1` and `article/1`, by file name.

    Returns:
        The world, or None where anything is wrong; and all problems of all files at once.
    """
    problems: list[Problem] = []
    products: dict[str, Product] = {}
    articles: dict[str, Article] = {}
    places: dict[str, tuple[str, Document]] = {}
    for source, text in sorted(files.items()):
        document, found = read_document(text, source)
        problems += found
        if document is None:
            continue
        item, found = _item(document, source)
        problems += found
        if item is None:
            continue
        if item.id in places:
            problems.append(problem(source, document.line(("id",)), "duplicate_id", id=item.id))
        places[item.id] = (source, document)
        if isinstance(item, Product):
            products[item.id] = item
        else:
            articles[item.id] = item
    problems += _dangling(products, articles, places)
    if problems:
        return None, in_order(problems)
    world = World(products=products, articles=articles, digest="")
    return replace(world, digest=digest_of(world)), ()


def _item(document: Document, source: str) -> tuple[Product | Article | None, Problems]:
    form = _at(document.value, ("format",))
    if form == "product/1":
        product, problems = _shaped(ProductShape, document)
        return (product.build() if product else None), problems
    if form == "article/1":
        article, problems = _shaped(ArticleShape, document)
        return (article.build() if article else None), problems
    line = document.line(("format",))
    return None, (problem(source, line, "unknown_value", field="format", expected="product/1, article/1"),)


def _dangling(
    products: Mapping[str, Product],
    articles: Mapping[str, Article],
    places: Mapping[str, tuple[str, Document]],
) -> Iterator[Problem]:
    for product in products.values():
        source, document = places[product.id]
        for index, issue in enumerate(product.known_issues):
            line = document.line(("known_issues", index, "versions"))
            for version in sorted(set(issue.versions) - set(product.versions)):
                yield problem(source, line, "unknown_version", version=version)
    for article in articles.values():
        source, document = places[article.id]
        owner = products.get(article.product)
        if owner is None:
            yield problem(source, document.line(("product",)), "unknown_product", product=article.product)
            continue
        for version in sorted(set(article.versions) - set(owner.versions)):
            yield problem(source, document.line(("versions",)), "unknown_version", version=version)
