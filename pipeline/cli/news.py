"""What a build brought, for a terminal and as flat lines.

In: a build's news. Out: text in the language of each document, lines with stable names,
pages with every change. A replaced version is gone from the index, so that its page is
the only place where the comparison can be read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.diff import Change, Effect, Kind, counts, effects
from pipeline.flow.news import News
from pipeline.flow.report import BuildReport
from pipeline.report.changes import LABELS as WORDS
from pipeline.report.changes import change_lines, named, summary_line

Line = dict[str, Any]
Style = Callable[..., str]

MOST = 20  # documents told of on a terminal
_TERMS, _QUOTED, _LONG = 6, 3, 150
# What an analyst wants to read first.
_WEIGHTY = (
    Effect.REVERSED, Effect.STRONGER, Effect.WEAKER, Effect.GONE, Effect.NEW, Effect.BEARER,
    Effect.DEADLINE, Effect.AMOUNT, Effect.BODY,
)  # fmt: skip

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "pages": "{n} pages", "passages": "{n} passages",
        "duties": "duties", "definitions": "definitions", "none": "none", "more": "and {n} more",
        "path": "new version of {name}", "sheet": "new version of {name}, as its sheet says",
        "words": "another version of {name}: {share:.0%} of the passages are the same",
        "moved": "moved here from {path}; its words are the same",
        "language": "in another language, so not compared",
        "older": "it is the older one, so not compared: concord diff {new} {old}",
        "same": "the same words as before",
        "changes": "changes", "effects": "duties and definitions",
        "all": "every change: {where}",
    },
    "ja": {
        "pages": "{n}頁", "passages": "{n}件の文",
        "duties": "義務等", "definitions": "定義", "none": "なし", "more": "ほか{n}件",
        "path": "{name}の新版", "sheet": "{name}の新版（シートの記載による）",
        "words": "{name}の別の版：{share:.0%}の文が同一",
        "moved": "{path}から移動（本文は同じ）",
        "language": "言語が異なるため比較せず",
        "older": "こちらが旧版のため比較せず：concord diff {new} {old}",
        "same": "本文に変更なし",
        "changes": "変更", "effects": "義務等・定義",
        "all": "すべての変更：{where}",
    },
}  # fmt: skip


def news_text(report: BuildReport, pages: Path, style: Style) -> list[str]:
    """Write of each document what it brings; the first ones where there are many."""
    told = [_told(item, pages, style) for item in report.news[:MOST]]
    rest = len(report.news) - MOST
    return told + ([LABELS["en"]["more"].format(n=rest)] if rest > 0 else [])


def news_lines(report: BuildReport, pages: Path) -> list[Line]:
    """Write a build as flat lines: each document, each file that gave none, the totals."""
    lines = [_line(item, pages) for item in report.news]
    for event, paths in (("removed", report.removed), ("vanished", report.vanished)):
        lines += [{"event": event, "path": path} for path in paths]
    lines += [{"event": "failed", "path": p, "reason": r} for p, r in sorted(report.failed.items())]
    total = {
        "event": "built",
        "index": str(report.index),
        "dry_run": report.dry_run,
        "generation": report.generation,
        "documents": report.documents,
        "segments": report.segments,
        "findings": report.findings,
    }
    for name in ("new", "changed", "unchanged", "copies", "removed", "vanished"):
        total[name] = len(getattr(report, name))
    return [*lines, total | {"failed": len(report.failed)}]


def page_of(item: News, pages: Path) -> Path | None:
    """Name the page with every change, where the old version leaves the index."""
    replaced = item.changes is not None and item.earlier is not None and item.earlier.why == "path"
    return pages / f"{item.source.id.replace('/', '-')}.html" if replaced else None


def _told(item: News, pages: Path, style: Style) -> str:
    language = _language(item)
    label = LABELS[language]
    sign = "~" if item.earlier and item.earlier.why == "path" else "+"
    lines = [f"{style(sign, fg='green')} {style(named(item.source), bold=True)}"]
    held = [label["pages"].format(n=item.pages)] if item.pages else []
    held.append(label["passages"].format(n=item.passages))
    said = [f"{WORDS[language][name]} {n}" for name, n in item.duties.items()]
    held.append(f"{label['duties']}: {', '.join(said) or label['none']}")
    held.append(f"{label['definitions']}: {_terms(item, label)}")
    lines.append("    " + ("・" if language == "ja" else "; ").join(held))
    lines += [f"    {line}" for line in _version(item, pages, label, language)]
    return "\n".join(lines)


def _terms(item: News, label: dict[str, str]) -> str:
    if not item.terms:
        return label["none"]
    named_ = [_clip(term, 40) for term in item.terms[:_TERMS]]
    rest = len(item.terms) - _TERMS
    shown = ", ".join([*named_, label["more"].format(n=rest)] if rest > 0 else named_)
    return f"{len(item.terms)} ({shown})"


def _version(item: News, pages: Path, label: dict[str, str], language: str) -> list[str]:
    """Say what version a document follows and what changed."""
    if item.moved_from is not None:
        return [label["moved"].format(path=item.moved_from)]
    earlier, found = item.earlier, item.changes
    if earlier is None:
        return []
    name = named(earlier.source)
    lines = [label[earlier.why].format(name=name, share=earlier.shared or 0)]
    if found is None:
        other = earlier.source.language != item.source.language
        told = label["language"] if other else label["older"]
        return [*lines, told.format(new=item.source.id, old=earlier.source.id)]
    if not found.changes:
        return [*lines, label["same"]]
    words = WORDS[language]
    moves = [f"{words[m.value]} {sum(row.values())}" for m, row in counts(found.changes).items()]
    lines.append(f"{label['changes']}: {', '.join(moves)}")
    said = [f"{words[e.value]} {n}" for e, n in effects(found.changes).items()]
    lines += [f"{label['effects']}: {', '.join(said)}"] if said else []
    lines += [_quoted(change, words) for change in _weighty(found.changes)]
    page = page_of(item, pages)
    where = page or f"concord diff {earlier.source.id} {item.source.id}"
    return [*lines, label["all"].format(where=where)]


def _weighty(changes: Sequence[Change]) -> list[Change]:
    """Choose the changes of duties and definitions that weigh most, in reading order."""
    ranked = [
        (min(_WEIGHTY.index(e) for e in change.effects if e in _WEIGHTY), at)
        for at, change in enumerate(changes)
        if change.kind is not Kind.TEXT and not set(_WEIGHTY).isdisjoint(change.effects)
    ]
    return [changes[at] for at in sorted(at for _, at in sorted(ranked)[:_QUOTED])]


def _quoted(change: Change, words: dict[str, str]) -> str:
    gone = Effect.GONE in change.effects and Effect.NEW not in change.effects
    side = change.old if gone and change.old else change.new or change.old
    assert side is not None  # every change has a side
    effect = ", ".join(words[e.value] for e in change.effects)
    where = f", p. {side.page}" if side.page else ""
    return f"  · {effect}{where}: {_clip(side.text, _LONG)}"


def _clip(words: str, most: int) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= most else words[:most].rstrip() + " […]"


def _language(item: News) -> str:
    return "ja" if item.source.language == "ja" else "en"


def _line(item: News, pages: Path) -> Line:
    earlier, found = item.earlier, item.changes
    replaced = earlier is not None and earlier.why == "path"
    page = page_of(item, pages)
    return {
        "event": "replaced" if replaced else "moved" if item.moved_from else "added",
        "id": item.source.id,
        "path": item.path,
        "title": item.source.title,
        "language": item.source.language,
        "jurisdiction": item.source.jurisdiction,
        "issuer": item.source.issuer,
        "date": item.source.date,
        "pages": item.pages,
        "passages": item.passages,
        "duties": dict(item.duties),
        "definitions": list(item.terms),
        "moved_from": item.moved_from,
        "version_of": None
        if earlier is None
        else {
            "id": earlier.source.id,
            "path": earlier.path,
            "title": earlier.source.title,
            "date": earlier.source.date,
            "why": earlier.why,
            "shared": earlier.shared,
        },
        "summary": summary_line(found, found.changes) if found else None,
        "page": str(page) if page else None,
        "changes": change_lines(found, found.changes) if found else [],
    }
