"""An alignment as a spreadsheet: a pair a line, side by side.

In: pairs of passages, the two documents, the reader's language. Out: the bytes of an XLSX
file. Always: a passage is whole and verbatim; its page leads to it where the address of its
document is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.align import Pair
from pipeline.records import Source
from pipeline.report.addresses import page_address
from pipeline.report.pairs import LABELS, Line, page, pair_line, summary
from pipeline.report.sheets import Sheet, Value, words, workbook

_SAID = {
    "en": {"sheet": "Alignment", "head": "Number|Page|{left}|Relation|Score|{right}|Number|Page"
           "|Left segments|Right segments"},
    "ja": {"sheet": "対照表", "head": "番号|ページ|{left}|関係|確度|{right}|番号|ページ"
           "|左の区間|右の区間"},
}  # fmt: skip
_WIDTHS = (9, 9, 70, 12, 7, 70, 9, 9, 26, 26)


def pairs_xlsx(pairs: Sequence[Pair], left: Source, right: Source, language: str = "en") -> bytes:
    """Write the spreadsheet."""
    label, said = LABELS[language], _SAID[language]
    head = [
        {"{left}": left.title, "{right}": right.title}.get(part, part)
        for part in said["head"].split("|")
    ]
    rows = [_row(pair_line(pair), label, (left, right)) for pair in pairs]
    rows.append([None, None, words(summary(pairs, language), "silent")])
    rows.append([None, None, words(label["note"], "silent")])
    title = f"{left.title} – {right.title}"
    return workbook([Sheet(said["sheet"], head, _WIDTHS, rows)], title)


def _row(line: Line, label: dict[str, str], sources: tuple[Source, Source]) -> list[Value]:
    pages = [_page(line, side, s) for side, s in zip(("left", "right"), sources, strict=True)]
    return [
        line["left_number"],
        pages[0],
        line["left_text"],
        label[line["relation"]],
        line["score"],
        line["right_text"],
        line["right_number"],
        pages[1],
        " ".join(line["left"]),
        " ".join(line["right"]),
    ]


def _page(line: Line, side: str, source: Source) -> Value:
    """Give a page: a number; words where they lead to it or tell of a scan."""
    number = line[f"{side}_page"]
    link = page_address(source, number) if number else None
    if link is None and not line[f"{side}_recognised"]:
        return number if number is None else int(number)
    return words(page(line, side), "link" if link else "plain", link)
