"""Who calls, from which company, and why can no real person be reached by what is drawn?

Faker gives names of persons and nothing else; it is pinned, seeded for each purpose, and used only here
(DESIGN decision 10). Companies are put together from our own words. Contact data cannot reach anybody:

- Mail: `.example` is reserved for ever (RFC 2606 section 2, RFC 6761 section 6.5).
- Phone, English: 555-0100 to 555-0199 of every North American area code are set aside for fiction (NANPA,
  guidelines for the 555 line numbers).
- Phone, Chinese: China sets no numbers aside; we keep to one block of a hundred, 010-5550-0100 to 0199, shaped
  after the North American one, that every screen and check of ours knows as fictional. Nothing here ever dials.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from faker import Factory, Generator

from policy.text import Lang, Text
from scenarios.chance import below

_FIRST = (
    ("栗", "Chestnut"), ("苔", "Moss"), ("砚", "Inkstone"), ("鹮", "Ibis"), ("柘", "Mulberry"), ("翎", "Plume"),
    ("霁", "Clearsky"), ("橹", "Oar"), ("荻", "Reed"), ("杼", "Shuttle"), ("枳", "Quince"), ("穗", "Barley"),
    ("磬", "Chime"), ("麂", "Fawn"), ("菽", "Bean"), ("桕", "Tallow"), ("杉", "Cedar"), ("蓼", "Knotweed"),
    ("鸢", "Kite"), ("鲈", "Perch"), ("苇", "Bulrush"), ("榛", "Hazel"), ("鹀", "Bunting"), ("蒿", "Wormwood"),
    ("埙", "Ocarina"), ("筏", "Raft"), ("篙", "Puntpole"), ("椽", "Rafter"), ("釉", "Glaze"), ("簪", "Hairpin"),
    ("笺", "Notepaper"), ("梭", "Bobbin"), ("蕨", "Fern"), ("莳", "Dill"), ("楸", "Catalpa"), ("桉", "Gum"),
    ("楝", "Beadtree"), ("鹬", "Snipe"), ("鹭", "Heron"), ("獐", "Roe"), ("貂", "Marten"), ("犀", "Rhino"),
    ("貉", "Badger"), ("蚬", "Clam"), ("螺", "Conch"), ("鲟", "Sturgeon"), ("鳟", "Trout"), ("鲷", "Bream"),
    ("黛", "Indigo"), ("绛", "Crimson"), ("缃", "Saffron"), ("皓", "Brightmoon"), ("岚", "Haze"), ("霭", "Mist"),
    ("霰", "Sleet"), ("曦", "Firstlight"), ("澜", "Billow"), ("汀", "Shoal"), ("滏", "Weirstone"), ("峪", "Glen"),
    ("峁", "Ridge"), ("垭", "Saddle"), ("堞", "Battlement"), ("榭", "Pavilion"),
)  # fmt: skip
_SECOND = (
    ("渡", "Ferry"), ("坞", "Hollow"), ("堰", "Weir"), ("栈", "Wharf"), ("垄", "Furrow"), ("篱", "Hedge"),
    ("墩", "Knoll"), ("洲", "Holm"), ("庐", "Cottage"), ("阶", "Steps"), ("径", "Footpath"), ("陂", "Pond"),
    ("圃", "Orchard"), ("甸", "Meadow"), ("塬", "Plateau"), ("畈", "Paddy"), ("津", "Crossing"), ("埠", "Quay"),
    ("岫", "Cavern"), ("岬", "Headland"), ("屿", "Islet"), ("湾", "Cove"), ("涧", "Brook"), ("漈", "Cascade"),
    ("坪", "Green"), ("坳", "Dell"), ("峡", "Gorge"), ("滩", "Strand"), ("桥", "Bridge"), ("亭", "Arbour"),
    ("廊", "Arcade"), ("檐", "Eaves"), ("窗", "Window"), ("灯", "Lantern"), ("舟", "Skiff"), ("帆", "Sail"),
    ("锚", "Anchor"), ("橡", "Oak"), ("磨", "Mill"), ("窑", "Kiln"),
)  # fmt: skip
REGIONS: Mapping[Lang, tuple[str, ...]] = {"zh": ("zh_CN",), "en": ("en_US", "en_GB", "en_IE", "en_IN", "en_NZ")}
"""Where the customers of a language come from, as Faker calls it."""

POOL = 4096
"""Names of each language; one is sampled when it is first drawn, and kept."""

_BOXES = ("frontdesk", "office", "duty", "shop", "hello", "backroom")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A made-up person of a made-up company, in both languages.

    Attributes:
        person: Name of the person.
        brand: What the company's name is made with; the scenario adds the trade.
        customer_id: `C-` and five digits.
        phone: A number that reaches nobody, in the shape of either region.
        email: An address at a domain that cannot exist.
    """

    person: Text
    brand: Text
    customer_id: str
    phone: Text
    email: str


@cache
def _names(locale: str) -> Generator:
    """Make the source of names of a region once; it is seeded anew for every name."""
    return Factory.create(locale, providers=["faker.providers.person"])


@cache
def _person(lang: Lang, index: int) -> str:
    """Sample one name of a language's pool: regions in turn, and in each a woman, then a man."""
    regions = REGIONS[lang]
    generator = _names(regions[index % len(regions)])
    generator.seed_instance(index)
    first = ("first_name_female", "first_name_male")[index // len(regions) % 2]
    given, family = generator.format(first), generator.format("last_name")
    return f"{family}{given}" if lang == "zh" else f"{given} {family}"


def draw_name(seed: int, scenario: str, who: str) -> Text:
    """Draw the name of one person, e.g. a colleague.

    Args:
        seed: The case's.
        scenario: Id of the scenario.
        who: Purpose within the case; each has its own number.
    """
    index = below(POOL, seed, scenario, f"{who}.name")
    return Text(zh=_person("zh", index), en=_person("en", index))


def draw_identity(seed: int, scenario: str, who: str, unlike: Identity | None = None) -> Identity:
    """Draw one person.

    Args:
        seed: The case's.
        scenario: Id of the scenario.
        who: Purpose within the case, e.g. `customer` or `other`; each has its own numbers.
        unlike: Somebody with whom nothing may be shared: else the one's own data would be the other's secret.
    """
    found, tries = _identity(seed, scenario, who), 1
    while unlike is not None and _share(found, unlike):
        tries += 1
        found = _identity(seed, scenario, f"{who}.{tries}")
    return found


def _share(one: Identity, other: Identity) -> bool:
    return (
        one.brand == other.brand
        or one.customer_id == other.customer_id
        or one.phone == other.phone
        or any(mine in theirs or theirs in mine for mine, theirs in _names_of(one, other))
    )


def _names_of(one: Identity, other: Identity) -> tuple[tuple[str, str], ...]:
    """Give the names in both languages: one that is part of the other is said whenever the other is."""
    return (one.person.zh, other.person.zh), (one.person.en, other.person.en)


def _identity(seed: int, scenario: str, who: str) -> Identity:
    first = _FIRST[below(len(_FIRST), seed, scenario, f"{who}.brand.1")]
    second = _SECOND[below(len(_SECOND), seed, scenario, f"{who}.brand.2")]
    box = _BOXES[below(len(_BOXES), seed, scenario, f"{who}.box")]
    line = f"01{below(100, seed, scenario, f'{who}.phone'):02}"
    digits = 20_000 + below(70_000, seed, scenario, f"{who}.customer_id")
    return Identity(
        person=draw_name(seed, scenario, who),
        brand=Text(zh=first[0] + second[0], en=f"{first[1]} {second[1]}"),
        customer_id=f"C-{digits}",
        phone=Text(zh=f"010-5550-{line}", en=f"212-555-{line}"),
        email=f"{box}@{first[1].lower()}-{second[1].lower()}.example",
    )


@cache
def phone_forms(phone: str) -> tuple[str, ...]:
    """Give the ways in which a phone number may stand in a record.

    >>> phone_forms("010-5550-0142")
    ('010-5550-0142', '01055500142', '010 5550 0142', '010-55500142', '010 55500142', '5550-0142', '55500142')
    """
    area, office, line = phone.split("-")
    return (
        phone,
        f"{area}{office}{line}",
        f"{area} {office} {line}",
        f"{area}-{office}{line}",
        f"{area} {office}{line}",
        f"{office}-{line}",
        f"{office}{line}",
    )
