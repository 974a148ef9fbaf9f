"""The one thread that works beside the one that asks, for engines that need no lock of Python's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache


@cache
def beside() -> ThreadPoolExecutor:
    """Give the thread, one for all: OpenMP keeps workers for each that asks it."""
    return ThreadPoolExecutor(1, thread_name_prefix="beside")
