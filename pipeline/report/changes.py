"""Changes between versions: the words that every form of them uses, and flat lines.

In: changes. Out: dictionaries with stable names, ready for JSON lines; labels in
English and Japanese; citations. Every change cites page, number and section
of both sides and holds the words of both, verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.diff import Change, Differences, Run, Side, counts, effects, patterns
from pipeline.diff.select import MINOR
from pipeline.records import Source

Line = dict[str, Any]

# Each word of the records in both languages, and the few sentences of a report.
LABELS: dict[str, dict[str, str]] = {
    "en": {
        "added": "added", "removed": "removed", "reworded": "reworded", "retyped": "retyped",
        "moved": "moved", "renumbered": "renumbered",
        "obligation": "obligation", "definition": "definition", "text": "text",
        "new": "new", "gone": "gone", "stronger": "stronger", "weaker": "weaker",
        "reversed": "reversed", "bearer": "bearer", "condition": "condition",
        "exception": "exception", "deadline": "deadline", "action": "action",
        "amount": "amount", "term": "term", "body": "body", "reference": "reference",
        "modality": "modality", "duty": "duty", "effort": "effort only",
        "must": "must", "must-not": "must not", "should": "should", "should-not": "should not",
        "may": "may", "commits": "commits",
        "title": "Changes", "old": "Old", "new side": "New", "none": "none", "total": "total",
        "change": "change", "effects": "Effects on duties and definitions",
        "unchanged": "{n} passages unchanged",
        "patterns": "Words exchanged throughout", "times": "{n} times",
        "major": "Changes of substance and words",
        "minor": "Same words: renumbered, or written otherwise",
        "nothing": "nothing changed", "scan": " (text recognised in a scan)",
    },
    "ja": {
        "added": "追加", "removed": "削除", "reworded": "文言変更", "retyped": "表記変更",
        "moved": "移動", "renumbered": "番号変更",
        "obligation": "義務等", "definition": "定義", "text": "その他",
        "new": "新設", "gone": "廃止", "stronger": "強化", "weaker": "緩和",
        "reversed": "逆転", "bearer": "主体", "condition": "条件",
        "exception": "例外", "deadline": "期限", "action": "行為",
        "amount": "数値", "term": "用語", "body": "定義内容", "reference": "参照先",
        "modality": "強さ", "duty": "義務等", "effort": "努力義務",
        "must": "義務", "must-not": "禁止", "should": "推奨", "should-not": "非推奨",
        "may": "許容", "commits": "約束",
        "title": "変更点", "old": "旧", "new side": "新", "none": "なし", "total": "計",
        "change": "変更", "effects": "義務等・定義への影響",
        "unchanged": "変更のない箇所：{n}",
        "patterns": "全体にわたる語の置き換え", "times": "{n}回",
        "major": "内容・文言の変更",
        "minor": "文言は同じ（番号または表記のみ変更）",
        "nothing": "変更なし", "scan": "（画像から文字認識した本文）",
    },
}  # fmt: skip


def change_lines(found: Differences, changes: Iterable[Change]) -> list[Line]:
    """Write changes as flat lines; fields of a side that is not there are None."""
    return [_line(found, change) for change in changes]


def summary_line(found: Differences, changes: Sequence[Change]) -> Line:
    """Write the counts of a comparison as one line."""
    return {
        "old_document": found.old.id,
        "new_document": found.new.id,
        "changes": {
            move.value: {kind.value: n for kind, n in row.items()}
            for move, row in counts(changes).items()
        },
        "effects": {effect.value: n for effect, n in effects(changes).items()},
        "unchanged": found.unchanged,
        "patterns": [{"old": a, "new": b, "times": n} for a, b, n in patterns(changes)],
    }


def _line(found: Differences, change: Change) -> Line:
    line: Line = {
        "id": change.id,
        "kind": change.kind.value,
        "change": change.change.value,
        "effects": [e.value for e in change.effects],
        "aspects": [
            {"name": a.name, "old": a.old, "new": a.new, "effect": a.effect.value}
            for a in change.aspects
        ],
        "duty": change.duty,
        "moved": change.moved,
        "renumbered": change.renumbered,
        "old_document": found.old.id,
        "new_document": found.new.id,
    }
    for name, side, scans in (
        ("old", change.old, found.old_recognised),
        ("new", change.new, found.new_recognised),
    ):
        line |= {f"{name}_{key}": value for key, value in _side(side, scans).items()}
    line["words"] = [list(run) for run in change.words]
    return line


def _side(side: Side | None, scans: tuple[int, ...]) -> Line:
    return {
        "text": side.text if side else None,
        "page": side.page if side else None,
        "recognised": bool(side and side.page in scans),
        "number": side.number if side else None,
        "place": side.place if side else None,
        "section": list(side.section) if side else [],
        "block": side.block if side else None,
        "segments": list(side.segments) if side else [],
        "findings": list(side.findings) if side else [],
        "anchors": [
            {"page": a.page, "box": list(a.box) if a.box else None}
            for a in (side.anchors if side else ())
        ],
    }


def cite(side: Side, scans: tuple[int, ...], language: str) -> str:
    """Write where a passage stands: page, number, the nearest headings, segment."""
    said = [f"p. {side.page}"] if side.page else []
    if side.page in scans:
        said[0] += LABELS[language]["scan"]
    if side.place or side.number:
        said.append(str(side.place or side.number))
    if side.section:
        said.append(" › ".join(side.section[-2:]))
    return " · ".join([*said, f"[{side.segments[0]}]"])


def named(source: Source) -> str:
    """Name a version: title, date and id."""
    return source.title + (f" ({source.date})" if source.date else "") + f" [{source.id}]"


def headline(change: Change, language: str) -> str:
    """Say what happened: "reworded · obligation · weaker, deadline"."""
    label = LABELS[language]
    said = [label[change.change.value], label[change.kind.value]]
    extra = [label["moved"]] if change.moved and change.change.value != "moved" else []
    if change.renumbered and change.change.value != "renumbered":
        extra.append(label["renumbered"])
    effects = [label[e.value] for e in change.effects]
    return " · ".join(part for part in (*said, ", ".join(effects), ", ".join(extra)) if part)


def aspect_lines(change: Change, language: str) -> list[str]:
    """Say what became of bearer, modality, deadline ...: "bearer: universities → funders".

    What is to be done and the body of a definition are in the words themselves.
    """
    label = LABELS[language]

    def shown(said: str | None) -> str:
        return label["none"] if said is None else label.get(said, said)

    return [
        f"{label[a.name]}: {shown(a.old)} → {shown(a.new)}"
        for a in change.aspects
        if a.name not in ("action", "body") and None not in (change.old, change.new)
    ]


def unified(runs: Iterable[Run]) -> list[Run]:
    """Give runs for one text with both: what is equal as the new version has it.

    Blanks stand outside of what is marked, and none is lost or doubled.
    """
    row: list[Run] = []
    for run in runs:
        words = run.old or run.new if run.sign != "=" else run.new
        lead = words[: len(words) - len(words.lstrip())]
        if run.sign == "=":
            # The new text goes on without the blank that the old one had there.
            if row and row[-1].sign == "-" and run.old[:1].isspace() and words and not lead:
                row.append(Run("=", "", " "))
            row.append(run)
            continue
        exchanged = run.sign == "+" and row and row[-1].sign == "-"
        if lead and not exchanged:
            row.append(Run("=", "", lead))
        row.append(Run(run.sign, run.old.strip(), run.new.strip()))
    return row


def parted(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Part changes of words from those that leave the words as they were."""
    major: list[Change] = []
    minor: list[Change] = []
    for change in changes:
        (minor if change.change in MINOR else major).append(change)
    return major, minor
