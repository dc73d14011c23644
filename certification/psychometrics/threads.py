"""How many threads may the arithmetic take?"""

from contextlib import AbstractContextManager

from threadpoolctl import threadpool_limits


def one_thread() -> AbstractContextManager[object]:
    """Keep products of matrices to one thread inside a `with`.

    Ours are many and small. A second thread gains nothing on them, and where the cores are busy each product waits
    for it: a calibration of 0.1 s took up to 0.7 s. The figures do not depend on it beyond rounding.
    """
    limits: AbstractContextManager[object] = threadpool_limits(limits=1, user_api="blas")
    return limits
