"""Changes between versions as a spreadsheet: a change a line, both versions side by side.

In: changes. Out: the bytes of an XLSX file: the changes, then their counts. Always: both
passages are whole and verbatim, old words struck out and new ones underlined; a page leads
to it where the address of its document is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.diff import Change, Differences, Kind, Side, counts, effects, patterns
from pipeline.records import Source
from pipeline.report.addresses import page_address
from pipeline.report.changes import LABELS, aspect_lines, named
from pipeline.report.sheets import Sheet, Value, Words, words, workbook

_SAID = {
    "en": {
        "changes": "Changes",
        "counts": "Counts",
        "head": "Number|Change|Also|Kind|Effects|What changed|Old|New|Old page|Old place"
        "|Old section|New page|New place|New section|Old segments|New segments",
    },
    "ja": {
        "changes": "変更点",
        "counts": "件数",
        "head": "番号|変更|あわせて|種類|影響|変わった点|旧|新|旧ページ|旧箇所"
        "|旧見出し|新ページ|新箇所|新見出し|旧区間|新区間",
    },
}
_WIDTHS = (8, 11, 11, 11, 16, 36, 64, 64, 9, 14, 34, 9, 14, 34, 26, 26)
_LOOKS = {"-": "gone", "+": "come", "=": "plain"}


def changes_xlsx(
    found: Differences, changes: Sequence[Change], language: str, *, brief: bool = False
) -> bytes:
    """Write the spreadsheet, or with `brief` its counts alone."""
    said, label = _SAID[language], LABELS[language]
    head = said["head"].split("|")
    rows = [_row(found, change, language) for change in changes]
    sheets = [] if brief else [Sheet(said["changes"], head, _WIDTHS, rows, labels=1)]
    kinds = [label[kind.value] for kind in Kind]
    sheets.append(
        Sheet(
            said["counts"],
            [label["change"], *kinds, label["total"]],
            (60, 14, 14, 14, 14),
            list(_counted(found, changes, language)),
            filtered=False,
        )
    )
    return workbook(sheets, f"{found.old.title} → {found.new.title}")


def _row(found: Differences, change: Change, language: str) -> list[Value]:
    label = LABELS[language]
    also = [label["moved"]] if change.moved and change.change.value != "moved" else []
    if change.renumbered and change.change.value != "renumbered":
        also.append(label["renumbered"])
    return [
        change.id,
        label[change.change.value],
        ", ".join(also) or None,
        label[change.kind.value],
        ", ".join(label[e.value] for e in change.effects) or None,
        "\n".join(aspect_lines(change, language)) or None,
        _text(change, "-"),
        _text(change, "+"),
        *_place(change.old, found.old, found.old_recognised, language),
        *_place(change.new, found.new, found.new_recognised, language),
        " ".join(change.old.segments) if change.old else None,
        " ".join(change.new.segments) if change.new else None,
    ]


def _text(change: Change, own: str) -> Words | None:
    """Give the words of one version, what changed in them marked."""
    if (change.old if own == "-" else change.new) is None:
        return None
    runs = [(run.old if own == "-" else run.new, _LOOKS[run.sign]) for run in change.words]
    return Words(tuple((text, look) for text, look in runs if text))


def _place(
    side: Side | None, source: Source, scans: Sequence[int], language: str
) -> tuple[Value, Value, Value]:
    if side is None:
        return None, None, None
    scan = LABELS[language]["scan"] if side.page in scans else ""
    link = page_address(source, side.page) if side.page else None
    page: Value = side.page
    if side.page and (link or scan):
        page = words(f"{side.page}{scan}", "link" if link else "plain", link)
    return page, side.place or side.number, " › ".join(side.section[-2:]) or None


def _counted(found: Differences, changes: Sequence[Change], language: str) -> Iterator[list[Value]]:
    """Count changes by what happened and kind, name their effects and what recurs."""
    label = LABELS[language]
    for move, row in counts(changes).items():
        numbers = [row[kind] for kind in Kind]
        yield [label[move.value], *numbers, sum(numbers)]
    yield [label["unchanged"].format(n=found.unchanged), None, None, None, None]
    for title, lines in (
        (label["effects"], [(label[e.value], n) for e, n in effects(changes).items()]),
        (label["patterns"], [(f"{old} → {new}", n) for old, new, n in patterns(changes)]),
    ):
        if lines:
            yield [words(title, "strong"), None, None, None, None]
        for text, count in lines:
            yield [text, None, None, None, count]
    for name, source in ((label["old"], found.old), (label["new side"], found.new)):
        yield [words(f"{name}: {named(source)}", "silent"), None, None, None, None]
