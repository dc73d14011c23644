"""Which id does a generated item have?"""

from dataclasses import replace

from certification.item import Item, ItemId
from scenarios.codec import digest_of


def sealed(item: Item, author: str) -> Item:
    """Name a generated item by its content, so that equal items are known to be equal."""
    prefix = author.partition("/")[2]
    return replace(item, id=ItemId(f"{prefix}-{digest_of(item)[:16]}"))
