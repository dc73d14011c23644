"""Which value does the seed give for one purpose?"""

from hashlib import sha256


def number(seed: int, scenario: str, purpose: str) -> int:
    """Hash a 64-bit number from seed, scenario and purpose (DESIGN decision 9).

    Each purpose has its own number, so that a new variation point changes no other draw.

    >>> number(7, "S006-one-till", "shops") == number(7, "S006-one-till", "shops")
    True
    """
    return int.from_bytes(sha256(f"{seed}|{scenario}|{purpose}".encode()).digest()[:8], "big")


def below(limit: int, seed: int, scenario: str, purpose: str) -> int:
    """Give a whole number from 0 up to, but not including, a limit.

    >>> below(1, 7, "S006-one-till", "shops")
    0
    """
    return number(seed, scenario, purpose) % limit
