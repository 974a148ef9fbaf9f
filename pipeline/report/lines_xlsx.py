"""Hits, findings and definitions as a spreadsheet, one a line.

In: result lines (see `lines`), the reader's language. Out: the bytes of an XLSX file. Always:
words are verbatim and never computed, each with its document, page and place; a column that no
line fills is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.changes import LABELS
from pipeline.report.lead_ins import lead_in
from pipeline.report.lines import Line
from pipeline.report.sheets import Sheet, Value, workbook

# field, heading in English and in Japanese, width
_COLUMNS: tuple[tuple[str, str, str, float], ...] = (
    ("rank", "Rank", "順位", 6),
    ("weak", "No good answer", "該当とはいえない", 10),
    ("fit", "Fit", "一致度", 7),
    ("kind", "Kind", "種類", 12),
    ("modality", "Strength", "強さ", 11),
    ("bearer", "Bearer", "主体", 24),
    ("role", "Role", "立場", 13),
    ("term", "Term", "用語", 24),
    ("stem", "Lead-in", "柱書き", 34),
    ("text", "Passage", "該当箇所", 80),
    ("body", "What it means", "意味", 50),
    ("source", "As defined by", "定義の出所", 30),
    ("action", "To do", "行為", 44),
    ("condition", "Condition", "条件", 26),
    ("exception", "Exception", "例外", 26),
    ("deadline", "Deadline", "期限", 20),
    ("band", "Confidence", "確度", 10),
    ("key", "Refers to", "参照先", 30),
    ("target", "Document referred to", "参照先の文書", 26),
    ("title", "Document", "文書", 40),
    ("jurisdiction", "Jurisdiction", "国・機関", 10),
    ("issuer", "Issuer", "発行者", 20),
    ("date", "Date", "日付", 11),
    ("page", "Page", "ページ", 7),
    ("recognised", "Recognised in a scan", "画像から文字認識", 10),
    ("place", "Place", "箇所", 16),
    ("section", "Section", "見出し", 40),
    ("variants", "Said alike in", "同じ内容の箇所", 26),
    ("other", "In the other language", "他の言語", 50),
    ("where", "Where", "その所在", 30),
    ("id", "Id", "識別子", 30),
)
_SHEET = {"en": "Passages", "ja": "該当箇所"}
_YES = {"en": "yes", "ja": "はい"}
_JA = {
    "high": "高", "medium": "中", "low": "低", "reference": "参照", "abbreviation": "略語",
    "alias": "略称", "heading": "見出し", "title": "題名", "paragraph": "段落", "item": "項目",
    "table": "表", "note": "注", "figure": "図", "caption": "図表の題",
    "government": "政府", "funder": "資金配分機関", "institution": "研究機関",
    "researcher": "研究者", "business": "事業者", "international-body": "国際機関",
    "other": "その他",
}  # fmt: skip
_NAMED = frozenset({"kind", "modality", "role", "band"})


def lines_xlsx(lines: Sequence[Line], title: str) -> bytes:
    """Write the spreadsheet, its headings in Japanese where every passage is."""
    language = "ja" if lines and all(line["language"] == "ja" for line in lines) else "en"
    shown = [_flat(line, language) for line in lines]
    kept = [c for c in _COLUMNS if c[0] == "text" or any(row[c[0]] for row in shown)]
    heads = [japanese if language == "ja" else english for _, english, japanese, _ in kept]
    rows = [[row[name] for name, *_ in kept] for row in shown]
    widths = [width for *_, width in kept]
    return workbook([Sheet(_SHEET[language], heads, widths, rows)], title)


def _flat(line: Line, language: str) -> dict[str, Value]:
    row: dict[str, Value] = {name: _value(name, line.get(name), language) for name, *_ in _COLUMNS}
    for name in ("original", "translation", "counterpart"):
        if link := line.get(name):
            page = f"p. {link['page']}" if link["page"] else ""
            cited = ", ".join(part for part in (link["title"], page, link["place"]) if part)
            row["other"], row["where"] = link["text"], f"{cited} [{link['segment']}]"
    return row


def _value(name: str, said: object, language: str) -> Value:
    if said is None or said == [] or said == "":
        return None
    if isinstance(said, bool):
        return _YES[language] if said else None
    if isinstance(said, list):
        return (" › " if name == "section" else "\n").join(map(str, said))
    if isinstance(said, int | float):
        return said
    text = lead_in(str(said)) if name == "stem" else str(said)
    if name in _NAMED and language == "ja":
        return _JA.get(text) or LABELS["ja"].get(text, text)
    return text
