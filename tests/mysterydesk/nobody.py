"""Who has no rights of their own?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nobody_special() -> Iterator[None]:
    """Be a user whom permissions bind, also where tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
