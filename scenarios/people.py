"""Who calls, from which company, and why can no real person be reached by what is drawn?

Faker gives names of persons and nothing else; it is pinned, seeded for each purpose, and used only here
(DESIGN decision 10). Companies are put together from our own words. Contact data cannot reach anybody:

- Mail: `.example` is reserved for ever (RFC 2606 section 2, RFC 6761 section 6.5).
- Phone, English: 555-0100 to 555-0199 of every North American area code are set aside for fiction (NANPA,
  guidelines for the 555 line numbers).
- Phone, Chinese: China sets no numbers aside; we keep to one block of a hundred, 010-5550-0100 to 0199, shaped
  after the North American one, that every screen and check of ours knows as fictional. Nothing here ever dials.
"""

from dataclasses import dataclass
from functools import cache

from faker import Factory, Generator

from policy.text import Text
from scenarios.chance import below, number

_FIRST = (
    ("栗", "Chestnut"), ("苔", "Moss"), ("砚", "Inkstone"), ("鹮", "Ibis"), ("柘", "Mulberry"),
    ("翎", "Plume"), ("霁", "Clearsky"), ("橹", "Oar"), ("荻", "Reed"), ("杼", "Shuttle"), ("枳", "Quince"),
    ("穗", "Barley"), ("磬", "Chime"), ("麂", "Fawn"), ("菽", "Bean"), ("桕", "Tallow"),
)  # fmt: skip
_SECOND = (
    ("渡", "Ferry"), ("坞", "Hollow"), ("堰", "Weir"), ("栈", "Wharf"), ("垄", "Furrow"), ("篱", "Hedge"),
    ("墩", "Knoll"), ("洲", "Holm"),
)  # fmt: skip
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
    """Make the source of names of a language once; it is seeded anew for every name."""
    return Factory.create(locale, providers=["faker.providers.person"])


def _person(locale: str, seed: int) -> str:
    generator = _names(locale)
    generator.seed_instance(seed)
    first, last = generator.format("first_name"), generator.format("last_name")
    return f"{last}{first}" if locale == "zh_CN" else f"{first} {last}"


def draw_name(seed: int, scenario: str, who: str) -> Text:
    """Draw the name of one person, e.g. a colleague.

    Args:
        seed: The case's.
        scenario: Id of the scenario.
        who: Purpose within the case; each has its own number.
    """
    name_seed = number(seed, scenario, f"{who}.name")
    return Text(zh=_person("zh_CN", name_seed), en=_person("en_US", name_seed))


def draw_identity(seed: int, scenario: str, who: str) -> Identity:
    """Draw one person.

    Args:
        seed: The case's.
        scenario: Id of the scenario.
        who: Purpose within the case, e.g. `customer` or `other`; each has its own numbers.
    """
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
