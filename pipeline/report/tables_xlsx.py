"""A comparison as a spreadsheet: the table, its passages one a line, the documents searched.

In: a `Comparison`. Out: the bytes of an XLSX file. Always: a cell of the table leads to its
first passage; a passage is whole and verbatim, with its page, and leads to the page where the
address of its document is known. What the table has no room for is cut with a sign there,
never among the passages.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.languages import NAMES
from pipeline.query.compare import Cell, Comparison, Status
from pipeline.query.hits import Hit
from pipeline.report.addresses import page_address
from pipeline.report.lead_ins import lead_in
from pipeline.report.sheets import Sheet, Value, Words, place_of, words, workbook
from pipeline.report.tables import (
    cite,
    empty,
    headings_of,
    label_in,
    left_out,
    linked,
    said,
    strongest,
    whose,
)

_ROOM = 420  # characters of a passage in the table: three of them fill a cell as high as may be
_LANGUAGES = {"en": NAMES, "ja": {"en": "英語", "ja": "日本語"}}
_WIDTHS = (24, 46)  # of labels, of columns
_SAID = {
    "en": {
        "table": "Table",
        "passages": "Passages",
        "documents": "Documents",
        "more": " […]",
        "found": "found",
        "quoted": "quoted by others",
        "nearest": "nearest, not an answer",
        "head": "Group|Row|Column|Status|Rank|Lead-in|Passage|Strength|Bearer|Document|Date|Page"
        "|Place|Recognised in a scan|Quotes|In the other language|Where|Address|Segment",
        "searched": "Column|Document|Title|Jurisdiction|Issuer|Date|Language|Type|Pages|File"
        "|Address",
        "yes": "yes",
    },
    "ja": {
        "table": "比較表",
        "passages": "該当箇所",
        "documents": "文書",
        "more": "［…］",
        "found": "該当あり",
        "quoted": "他の文書による引用",
        "nearest": "最も近い箇所（該当ではない）",
        "head": "分類|項目|列|結果|順位|柱書き|該当箇所|強さ|主体|文書|日付|ページ"
        "|箇所|画像から文字認識|引用元|他の言語|その所在|アドレス|区間",
        "searched": "列|文書|題名|国・機関|発行者|日付|言語|種別|ページ数|ファイル|アドレス",
        "yes": "はい",
    },
}  # fmt: skip
_PASSAGES = (14, 24, 10, 14, 6, 30, 80, 10, 22, 40, 11, 7, 16, 11, 18, 50, 30, 30, 28)
_DOCUMENTS = (10, 34, 60, 12, 26, 11, 10, 16, 8, 50, 40)


def table_xlsx(table: Comparison, language: str) -> bytes:
    """Write a comparison as a spreadsheet."""
    label = _SAID[language]
    lines = list(_lines(table, language))
    first: dict[tuple[int, int], int] = {}
    for at, (row, column, _) in enumerate(lines):
        first.setdefault((row, column), at)
    grid = [
        [
            label_in(row.label, language),
            *(_brief(cell, language, first[i, j]) for j, cell in enumerate(row.cells)),
        ]
        for i, row in enumerate(table.rows)
    ]
    title = label_in(table.title, language)
    groups = {i: label_in(r.group, language) for i, r in enumerate(table.rows) if r.group}
    width = len(table.columns)
    return workbook(
        [
            Sheet(
                label["table"],
                [title, *headings_of(table, language)],
                [_WIDTHS[0], *[_WIDTHS[1]] * width],
                grid,
                labels=1,
                filtered=False,
                groups=groups,
            ),
            Sheet(
                label["passages"],
                label["head"].split("|"),
                _PASSAGES,
                [line for _, _, line in lines],
                labels=3,
            ),
            Sheet(
                label["documents"], label["searched"].split("|"), _DOCUMENTS,
                list(_searched(table, language)), labels=2,
            ),
        ],
        title,
    )  # fmt: skip


def _lines(table: Comparison, language: str) -> Iterator[tuple[int, int, list[Value]]]:
    """Write every passage of every cell, and cells without one, with the places of their cells."""
    label = _SAID[language]
    group = ""
    for i, row in enumerate(table.rows):
        group = label_in(row.group, language) if row.group else group
        for j, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            start: list[Value] = [group, label_in(row.label, language), column.name]
            shown = [(label["found"], hit) for hit in cell.claims]
            shown += [(label["quoted"], hit) for hit in cell.quoted]
            if not cell.claims:
                silent = words(empty(cell, language), "silent")
                yield i, j, [*start, silent, *[None] * (len(_PASSAGES) - 4)]
                shown += [(label["nearest"], cell.nearest)] if cell.nearest else []
            for status, hit in shown:
                yield i, j, [*start, status, *_passage(hit, language)]


def _passage(hit: Hit, language: str) -> list[Value]:
    segment, entry = hit.segment, hit.entry
    source = entry.source
    duty = strongest(hit, language)
    other = linked(hit, language)
    link = page_address(source, segment.page)
    return [
        hit.rank or None,
        lead_in(segment.stem) or None,
        segment.text,
        duty[0] if duty else None,
        duty[1] if duty else None,
        source.title,
        source.date,
        segment.page,
        segment.place or segment.number,
        _SAID[language]["yes"] if entry.recognises(segment) else None,
        whose(hit, language) or None,
        f"{other[0]}: {other[1].segment.text}" if other else None,
        cite(other[1], language) if other else None,
        words(link, "link", link) if link else None,
        segment.id,
    ]


def _brief(cell: Cell, language: str, at: int) -> Words | None:
    """Write a cell of the table: its passages, cut where they are long; it leads to them."""
    label = _SAID[language]
    if cell.status is Status.NO_DOCUMENTS and not cell.quoted:
        return words(empty(cell, language), "silent")
    runs: list[tuple[str, str]] = []
    if not cell.claims:
        runs.append((empty(cell, language), "silent"))
    if cell.quoted and not cell.claims:
        runs.append((f"\n\n{label['quoted']}:", "small"))
    for hit in cell.claims or cell.quoted:
        runs.append(("\n\n" if runs else "", "plain"))
        runs.append((_cut(hit.segment.text, label["more"]), "plain"))
        if duty := strongest(hit, language):
            runs.append(("\n" + " · ".join(x for x in duty if x), "strong"))
        notes = [cite(hit, language).rpartition(" [")[0], whose(hit, language)]
        runs.append(("\n" + "; ".join(n for n in notes if n), "small"))
    return Words(tuple(runs), place_of(label["passages"], at))


def _cut(text: str, more: str) -> str:
    """Cut a long passage where a word ends; Japanese anywhere."""
    if len(text) <= _ROOM:
        return text
    kept = text[:_ROOM]
    return (kept.rsplit(" ", 1)[0] if " " in kept[_ROOM // 2 :] else kept) + more


def _searched(table: Comparison, language: str) -> Iterator[list[Value]]:
    """List the documents of every column, and those in none."""
    out = left_out(table, language)
    held = [(c.name, name) for c in table.columns for name in c.documents]
    for column, name in [*held, *((out, name) for name in table.left_out)]:
        entry = table.documents[name]
        source = entry.source
        link = page_address(source)
        yield [
            column, name, source.title, source.jurisdiction, source.issuer, source.date,
            _LANGUAGES[language].get(source.language or "", source.language), source.type,
            entry.pages, entry.path, words(link, "link", link) if link else None,
        ]  # fmt: skip
    yield [words(said("made", language).format(n=len({n for _, n in held})), "silent")]
