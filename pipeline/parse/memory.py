"""How much memory this process holds."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATM = Path("/proc/self/statm")


def resident() -> int:
    """Give the bytes of memory the process holds now; where unknown, at most so far."""
    try:
        return int(_STATM.read_bytes().split()[1]) * resource.getpagesize()
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak << 10


def held() -> int:
    """Give the bytes of data the process has asked for so far, touched or not."""
    try:
        return int(_STATM.read_bytes().split()[5]) * resource.getpagesize()
    except OSError:
        return resident()
