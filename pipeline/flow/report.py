"""What a build says when it is done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.flow.news import News


@dataclass(slots=True)
class BuildReport:
    """What a build did, or with `dry_run` would do."""

    index: Path
    dry_run: bool = False
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)  # gone from disk, kept without --prune
    known: list[str] = field(default_factory=list)  # sheets without a file
    failed: dict[str, str] = field(default_factory=dict)  # path: reason
    passed: Counter[str] = field(default_factory=Counter)  # files that are no documents, by ending
    resumed: int = 0  # files taken over from a build that was stopped
    documents: int = 0
    segments: int = 0
    findings: int = 0
    generation: int = 0
    news: list[News] = field(default_factory=list)  # what the documents added bring, by path
    seconds: dict[str, float] = field(default_factory=dict)  # by stage; see `profile`
