"""Who does the parts of a great work: this process, several processes of this machine, or Dask?

Each way gives the same parts; only how soon, and in what order they come, differs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from os import cpu_count

from joblib import Parallel, delayed

from mysterydesk.errors import WorldError
from mysterydesk.rescoring import Job, Part, work

Sharing = Callable[[Sequence[Job], int], Iterator[Part]]
"""Gets the jobs and the number of workers, and gives the parts as they are done."""

WAVE = 8
"""Jobs a worker is given at a time where parts come in waves."""


def by_joblib(jobs: Sequence[Job], workers: int) -> Iterator[Part]:
    """Share among processes of this machine; one worker is this process itself."""
    if workers == 1:
        yield from map(work, jobs)
        return
    yield from Parallel(n_jobs=workers, return_as="generator_unordered", batch_size=1)(
        delayed(work)(job) for job in jobs
    )


def by_dask(jobs: Sequence[Job], workers: int) -> Iterator[Part]:
    """Share through Dask: a cluster where one is connected in this program, else its own processes here.

    Raises:
        WorldError: `no_dask` where the extra `cluster` is not installed.
    """
    try:
        dask = import_module("dask")
    except ImportError:
        raise WorldError("no_dask") from None
    for at in range(0, len(jobs), WAVE * workers):
        wave = [dask.delayed(work)(job) for job in jobs[at : at + WAVE * workers]]
        yield from dask.compute(*wave, scheduler="processes", num_workers=workers, chunksize=1)


SHARINGS: Mapping[str, Sharing] = {"joblib": by_joblib, "dask": by_dask}


def workers_of(asked: int) -> int:
    """Give the number of workers; 0 asks for one a core."""
    return asked or cpu_count() or 1
