"""The time and memory that reading one page, and one file, may take.

In: limits. Out: `OutOfTime` or `TooMuchMemory`, raised inside the work that
takes too much, so that a page that never ends costs that page. A timer of
processor time looks every tenth of a second: a machine busy with other work
does not change what is read. Where no timer can be had (another thread than
the main one, a handler of the caller's) nothing is watched here; a build's
worker is watched from outside as well (`flow.process`).
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.parse.memory import resident

_LOOK = 0.1  # seconds of processor time between two looks


class Stopped(BaseException):
    """The work took too much.

    Not an Exception: libraries that forgive every Exception must not forgive this one.
    """


class OutOfTime(Stopped):
    """The work took longer than allowed."""


class TooMuchMemory(Stopped):
    """The work took more memory than allowed."""


class Guard:
    """Watches one file; `piece` watches a part of it more closely.

    `seconds` is processor time for the whole file, `memory` how many bytes
    the process may grow meanwhile.
    """

    def __init__(self, seconds: float, memory: int) -> None:
        self._memory = memory
        self._end = time.thread_time() + seconds
        self._piece_end: float | None = None
        self._start = resident()
        self._on = False
        self.used_up = False  # the file's own time is over, not only a piece's

    @contextmanager
    def watching(self) -> Iterator[Guard]:
        """Watch what runs inside; raises OutOfTime or TooMuchMemory there."""
        if not _free():
            yield self
            return
        before = signal.signal(signal.SIGPROF, self._look)
        self._on = True
        signal.setitimer(signal.ITIMER_PROF, _LOOK, _LOOK)
        try:
            yield self
        finally:
            self._on = False
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    @contextmanager
    def piece(self, seconds: float) -> Iterator[None]:
        """Allow what runs inside so many seconds of the file's time."""
        self._piece_end = time.thread_time() + seconds
        try:
            yield
        finally:
            self._piece_end = None

    def _look(self, _signal: int, _frame: FrameType | None) -> None:
        if not self._on:
            return
        now = time.thread_time()
        if now > self._end:
            self.used_up = True
            self._end = now + 1  # the way out may take a moment
            raise OutOfTime
        if self._piece_end is not None and now > self._piece_end:
            self._piece_end = now + 1
            raise OutOfTime
        if resident() - self._start > self._memory:
            self._start = resident()  # what was kept so far may still be freed
            raise TooMuchMemory


def _free() -> bool:
    """Tell whether the timer is ours to use."""
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGPROF) is signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_PROF)[0] == 0
    )
