"""How is a series of measured seconds told?"""

from collections.abc import Iterable, Sequence
from statistics import median, quantiles


def line(name: str, seconds: Sequence[float]) -> str:
    """Give median, quartiles, 95th percentile and n of a series, in milliseconds.

    >>> line("x", [0.001, 0.002, 0.003])
    'x                       n=    3  median    2.00 ms  quartiles    1.00 ..    3.00  p95    3.00'
    """
    first, _, third = quantiles(seconds, n=4) if len(seconds) > 1 else (seconds[0],) * 3
    high = sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    shown = [1000 * one for one in (median(seconds), first, third, high)]
    return (
        f"{name:<22}  n={len(seconds):>5}  median {shown[0]:7.2f} ms  "
        f"quartiles {shown[1]:7.2f} .. {shown[2]:7.2f}  p95 {shown[3]:7.2f}"
    )


def table(title: str, rows: Iterable[tuple[str, Sequence[float]]]) -> str:
    """Give a titled block of lines."""
    return "\n".join([title, *(line(name, seconds) for name, seconds in rows)])
