"""How are thousands of cases a second written, byte for byte as `draw.draw_case` writes them?

A scenario under a manual is cut once (`scenarios.tracing`); a seed then only fills the gaps. What comes out is the
case's canonical JSON with its digest, which `codec.case_from_json` reads.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256

from policy.handbook import Handbook
from policy.text import Lang
from scenarios.codec import canonical
from scenarios.draw import GIVEN_NAMES, LANGS, SECRETS, forms_of, under, worded_case
from scenarios.draw_twist import coworkers
from scenarios.marks import Forms, expand
from scenarios.plan import BEGAN, Drawn, plan_case
from scenarios.scenario import Scenario
from scenarios.tracing import DIGEST, Choice, Digest, Extra, Figure, Marks, Name, Piece, Tracer, Whole
from scenarios.world import World

_AS_IT_IS = re.compile(r'[^"\\\x00-\x1f]*')
"""Text that stands in JSON as it is (RFC 8259 section 7)."""

Filled = Callable[["Given"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the gaps are filled with for one seed: what was drawn, and the names as they stand inside JSON."""

    drawn: Drawn
    forms: Mapping[Lang, Forms]
    handbook: Handbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A scenario in one language under one manual, cut at what the seed decides; made by `sheet`.

    Attributes:
        texts: The text as it is, with a gap for every piece that is not.
        gaps: Where the gaps are, and what fills each.
        names: Where names are to be filled in.
        digest_at: Where the digest stands with its key; left out of what is hashed.
    """

    scenario: Scenario
    handbook: Handbook
    world: World
    lang: Lang
    texts: tuple[str, ...]
    gaps: tuple[tuple[int, Filled], ...]
    names: Mapping[Name, tuple[int, ...]]
    digest_at: int

    def draw(self, seed: int, day: date) -> str:
        """Give the case of a seed as canonical JSON with its digest, as `codec.case_to_json(draw_case(...))` does.

        Args:
            seed: Any whole number.
            day: Day of the submission in the handbook's zone.
        """
        drawn = plan_case(self.scenario, seed, self.lang, day=day, zone=self.handbook.zone)
        product = self.world.products[self.scenario.product].name
        forms = {one: forms_of(drawn, product, one) for one in LANGS}
        given = Given(drawn=drawn, forms=forms, handbook=self.handbook)
        texts = list(self.texts)
        for name, places in self.names.items():
            text = _inner(forms[name.lang][name.name][0])
            for at in places:
                texts[at] = text
        for at, fill in self.gaps:
            texts[at] = fill(given)
        texts[self.digest_at] = f'"digest":"{sha256("".join(texts).encode()).hexdigest()}",'
        return "".join(texts)


def sheet(scenario: Scenario, handbook: Handbook, world: World, lang: Lang, post: str = "") -> Sheet:
    """Cut a checked scenario for drawing many cases of it.

    Args:
        scenario: The template.
        handbook: Manual the cases are played under.
        world: Products and articles.
        lang: Language the customer speaks.
        post: Seat of the manual; empty for the one that it proposes.
    """
    seen = under(scenario, handbook)
    tracer = Tracer(scenario=seen, lang=lang, zone=handbook.zone)
    names = {*GIVEN_NAMES, *seen.draws, *(f"other.{one}" for one in SECRETS)}
    forms = {one: tracer.forms(names, one) for one in LANGS}
    case = worded_case(tracer, handbook, world, forms, tracer.coworkers)
    pieces = tracer.cut(canonical(replace(case, digest=DIGEST, post=post or case.post)))
    places: dict[Name, tuple[int, ...]] = {}
    gaps: list[tuple[int, Filled]] = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, Name):
            places[piece] = (*places.get(piece, ()), at)
        elif not isinstance(piece, str | Digest):
            gaps.append((at, _filled(piece)))
    return Sheet(
        scenario=seen,
        handbook=handbook,
        world=world,
        lang=lang,
        texts=tuple(one if isinstance(one, str) else "" for one in pieces),
        gaps=tuple(gaps),
        names=places,
        digest_at=pieces.index(Digest()),
    )


def _inner(text: str) -> str:
    """Write a text as it stands between the quotes of JSON."""
    return text if _AS_IT_IS.fullmatch(text) else canonical(text)[1:-1]


def _members(texts: Iterable[str]) -> str:
    """Write texts as members of a JSON list."""
    return '"' + '","'.join(map(_inner, dict.fromkeys(texts))) + '"'


def _filled(piece: Piece) -> Filled:
    """Say how a gap is filled."""
    match piece:
        case Name():
            return lambda given: _inner(given.forms[piece.lang][piece.name][0])
        case Figure():
            return partial(_figure, piece)
        case Marks():
            return partial(_marks, piece)
        case Choice():
            return partial(_choice, piece.purpose, tuple(tuple(map(_part, one)) for one in piece.options))
        case Whole() | Extra():
            return partial(_value if isinstance(piece, Whole) else _extra, piece.name)
    return partial(_value, "submitted_at")


def _part(piece: Piece) -> str | Filled:
    return piece if isinstance(piece, str) else _filled(piece)


def _figure(piece: Figure, given: Given) -> str:
    drawn = given.drawn
    if not piece.name:
        return str(drawn.seed)
    value = drawn.began_s if piece.name == BEGAN else drawn.figures[piece.name.removeprefix("draw.")]
    return str(-value if piece.negative else value)


def _marks(piece: Marks, given: Given) -> str:
    mine = given.forms[given.drawn.lang]
    if piece.mark.count("{") > 1:
        return _members(expand(piece.mark, mine))
    before, _, after = piece.mark.partition(f"{{{piece.names[0]}}}")
    return _members([f"{before}{one}{after}" for one in mine[piece.names[0]]])


def _choice(purpose: str, options: tuple[tuple[str | Filled, ...], ...], given: Given) -> str:
    chosen = options[given.drawn.pick(len(options), purpose)]
    return "".join(one if isinstance(one, str) else one(given) for one in chosen)


def _value(name: str, given: Given) -> str:
    match name:
        case "coworkers":
            return canonical(coworkers(given.drawn, given.handbook))
        case "submitted_at":
            return canonical(given.drawn.submitted_at)
    return _whole(getattr(given.drawn, name))


def _extra(name: str, given: Given) -> str:
    """Write a value with its key, or nothing where the seed gives none."""
    drawn = given.drawn
    value = drawn.twists if name == "twists" else drawn.second(given.forms[drawn.lang])
    return f'"{name}":{canonical(value)},' if value else ""


@lru_cache(maxsize=4_096)
def _whole(value: object) -> str:
    """Write a person, a channel or a cause; there are a few of each."""
    return canonical(value)
