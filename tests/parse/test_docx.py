"""DOCX: headings, the numbers Word prints, tables, notes, changes, hostile archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import DamagedFile, EmptyFile, Encrypted, NotThatFormat
from pipeline.parse.assembly import Reading, assemble
from pipeline.parse.docx import read_docx
from pipeline.parse.docx_numbers import written
from pipeline.records import BlockKind, Document, Source

T, H, P, IT, N, C, TAB, FUR = (
    BlockKind.TITLE,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.NOTE,
    BlockKind.CONTENTS,
    BlockKind.TABLE,
    BlockKind.FURNITURE,
)
NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHARED = Path(__file__).parents[3] / "shared" / "data"


def made(build: Callable[[Any], None]) -> bytes:
    """Build a document with python-docx."""
    import docx

    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def from_body(body: str, parts: dict[str, str] | None = None) -> bytes:
    """Build a document whose body is given as XML; `parts` replaces or adds whole parts."""
    source = io.BytesIO(made(lambda d: None))
    out = io.BytesIO()
    extra = dict(parts or {})
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name).decode() if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "word/document.xml":
                data = f'<w:document xmlns:w="{NS}" xmlns:mc="{MC}" xmlns:wps="{WPS}"><w:body>{body}</w:body></w:document>'
            elif name == "word/_rels/document.xml.rels" and isinstance(data, str):
                for part in extra:
                    kind = Path(part).stem
                    if kind not in data:
                        link = (
                            f'<Relationship Id="x{kind}" Type="{REL}/{kind}" Target="{kind}.xml"/>'
                        )
                        data = data.replace("</Relationships>", f"{link}</Relationships>")
            elif name == "[Content_Types].xml" and isinstance(data, str):
                for part in extra:
                    if part not in data:
                        kind = Path(part).stem
                        link = f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
                        data = data.replace("</Types>", f"{link}</Types>")
            if name in extra:
                data = extra.pop(name)
            new.writestr(name, data)
        for name, data in extra.items():
            new.writestr(name, data)
    return out.getvalue()


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(data: bytes) -> tuple[Reading, Document]:
    reading = read_docx(data)
    return reading, assemble(Source("x", "x"), reading.drafts, None, reading.problems)


def shown(data: bytes) -> list[tuple[BlockKind, str | None, str]]:
    _, doc = read(data)
    return [(b.kind, b.number, doc.text[slice(*b.span)]) for b in doc.blocks]


def p(text: str, properties: str = "", run: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def numbering(*levels: tuple[str, str], extra: str = "") -> dict[str, str]:
    """Define list 1 with levels of (format, text)."""
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate(levels)
    )
    return {
        "word/numbering.xml": f'<w:numbering xmlns:w="{NS}"><w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}</w:numbering>'
    }


def test_styles_and_table() -> None:
    def build(document: Any) -> None:
        document.core_properties.title = "研究の安全に関する規程"
        document.add_heading("研究の安全に関する規程", 0)
        document.add_heading("第１章　総則", 1)
        document.add_paragraph("この規程は、研究の安全を確保することを目的とする。")
        document.add_heading("Duties", 2)
        document.add_paragraph("Institutions must:")
        document.add_paragraph("train staff;", style="List Bullet")
        document.add_paragraph("report.", style="List Bullet")
        table = document.add_table(rows=2, cols=3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "区分"
        table.cell(0, 2).text = "期限"
        table.cell(1, 0).text, table.cell(1, 1).text = "報告", "年次"
        table.cell(1, 2).text = "３月"
        document.add_paragraph("以上の表による。")
        document.sections[0].header.paragraphs[0].text = "取扱注意"

    data = made(build)
    assert shown(data) == [
        (T, None, "研究の安全に関する規程"),
        (H, "第１章", "総則"),
        (P, None, "この規程は、研究の安全を確保することを目的とする。"),
        (H, None, "Duties"),
        (P, None, "Institutions must:"),
        (IT, "•", "train staff;"),
        (IT, "•", "report."),
        (TAB, None, "区分 | 期限"),
        (TAB, None, "報告 | 年次 | ３月"),
        (P, None, "以上の表による。"),
        (FUR, None, "取扱注意"),
    ]
    reading, doc = read(data)
    assert reading.title == "研究の安全に関する規程"
    assert reading.date is None
    assert doc.blocks[5].stem == 4
    assert doc.blocks[5].trail == ("第１章 総則", "Duties")


def test_articles_numbered_by_word() -> None:
    body = (
        numbered("（目的）", 1)
        + p("この規程は、目的を定める。")
        + numbered("研究者", 1, 1)
        + numbered("職員", 1, 1)
        + numbered("事務", 1, 2)
        + numbered("（適用）", 1)
        + numbered("全ての者", 1, 1)
    )
    parts = numbering(
        ("decimalFullWidth", "第%1条"),
        ("decimalEnclosedCircle", "%2"),
        ("aiueoFullWidth", "（%3）"),
    )
    assert shown(from_body(body, parts)) == [
        (H, "第１条", "（目的）"),
        (P, None, "この規程は、目的を定める。"),
        (IT, "①", "研究者"),
        (IT, "②", "職員"),
        (IT, "（ア）", "事務"),
        (H, "第２条", "（適用）"),
        (IT, "①", "全ての者"),
    ]


def test_restart_legal_and_multilevel() -> None:
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = (
        numbered("one.", 1)
        + numbered("one one.", 1, 1)
        + numbered("two.", 1)
        + numbered("two one.", 1, 1)
        + p("Then:")
        + numbered("again.", 2)
        + numbered("more.", 2)
    )
    parts = numbering(("upperRoman", "%1."), ("decimal", "%1.%2"), extra=extra)
    numbers = [number for _, number, _ in shown(from_body(body, parts))]
    assert numbers == ["I.", "I.1", "II.", "II.1", None, "I.", "II."]


def test_changes_notes_boxes_and_ruby() -> None:
    body = (
        f"<w:p><w:r><w:t>機関は、</w:t></w:r><w:ins><w:r><w:t>毎年</w:t></w:r></w:ins>"
        f"<w:del><w:r><w:delText>毎月</w:delText></w:r></w:del>"
        f"<w:r><w:ruby><w:rt><w:r><w:t>ほうこく</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>報告</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        f'<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>する</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠</w:t></w:r><w:r><w:t>。</w:t></w:r>'
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{p('枠の中の文。')}</w:txbxContent></wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{p('枠の中の文。')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + p("国は、支援する。")
    )
    notes = (
        f'<w:footnotes xmlns:w="{NS}"><w:footnote w:type="separator" w:id="0">{p("x")}</w:footnote>'
        f'<w:footnote w:id="2">{p(" 別に定める。")}</w:footnote></w:footnotes>'
    )
    data = from_body(body, {"word/footnotes.xml": notes})
    assert shown(data) == [
        (P, None, "機関は、毎年報告する。"),
        (FUR, None, "毎月 隠"),
        (BlockKind.RUBY, None, "ほうこく"),
        (N, "1", "別に定める。"),
        (P, None, "枠の中の文。"),
        (P, None, "国は、支援する。"),
    ]
    reading, doc = read(data)
    assert doc.blocks[0].marks == ((8, "1"),)
    assert [b.boxed for b in doc.blocks] == [False, False, False, False, True, False]
    assert [x.code for x in reading.problems] == ["tracked-changes"]


def test_headings_by_print_and_breaks() -> None:
    body = (
        p("誓　約　書", "<w:jc w:val='center'/>", '<w:sz w:val="40"/>')
        + "<w:p><w:r><w:t>機構</w:t><w:br/><w:t>理事長　殿</w:t></w:r></w:p>"
        + p("１　目的", run="<w:b/>")
        + p(
            "研究の結果について、不適切な利用をしないことを誓約します。この文は本文であり、長く続きます。"
        )
        + p("Scope", run="<w:b/>")
        + p("It applies to every person who works on the award, whoever pays.")
    )
    assert shown(from_body(body)) == [
        (T, None, "誓　約　書"),
        (P, None, "機構\n理事長　殿"),
        (H, "１", "目的"),
        (
            P,
            None,
            "研究の結果について、不適切な利用をしないことを誓約します。この文は本文であり、長く続きます。",
        ),
        (H, None, "Scope"),
        (P, None, "It applies to every person who works on the award, whoever pays."),
    ]


def test_contents_in_a_content_control() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('1 Purpose 3')}</w:sdtContent></w:sdt>{p('Text here.')}"
    assert [kind for kind, _, _ in shown(from_body(body))] == [C, P]


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (28, "lowerLetter", "bb"),
        (3, "decimalFullWidth", "３"),
        (21, "japaneseCounting", "二十一"),
        (2, "irohaFullWidth", "ロ"),
        (11, "ideographTraditional", "甲"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (9, "lowerRoman", "ix"),
        (5, "decimalZero", "05"),
        (5, "someFutureFormat", "5"),
    ],
)
def test_written(value: int, style: str, expected: str) -> None:
    assert written(value, style) == expected


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"plain words", NotThatFormat),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, NotThatFormat),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Encrypted),
        (zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), NotThatFormat),
        (b"PK\x03\x04 and nothing more", DamagedFile),
        (made(lambda d: d.add_paragraph("x"))[:-900], DamagedFile),
        (zipped({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), DamagedFile),
        (zipped({"word/document.xml": b"0" * 60_000_000, "[Content_Types].xml": b""}), DamagedFile),
        (from_body("<w:p>" * 400 + "</w:p>" * 400), DamagedFile),
        (from_body("x", {"word/styles.xml": "<broken"}), DamagedFile),
        (made(lambda d: None), EmptyFile),
    ],
    ids="empty text ole encrypted xlsx cut-short truncated no-parts bomb deep styles blank".split(),
)
def test_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_docx(data)


def test_entities_are_not_expanded() -> None:
    with pytest.raises((DamagedFile, EmptyFile)):
        read_docx(from_body("", {"word/document.xml": BOMB.decode()}))


def test_real_pledges() -> None:
    found = sorted((SHARED / "policy/japan").rglob("seiyakusho_*.docx"))
    if not found:
        pytest.skip("../shared/data is absent")
    for path in found:
        _, doc = read(path.read_bytes())
        assert doc.blocks[0].kind is T
        assert doc.text.startswith("誓約書")
        assert doc.text.endswith("以上")


def test_merged_cells_and_heading_rows() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    rows = (
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell("手続", '<w:gridSpan w:val="2"/>')
        + cell("備考")
        + "</w:tr><w:tr>"
        + cell("報告", '<w:vMerge w:val="restart"/>')
        + cell("３月")
        + cell("x")
        + "</w:tr><w:tr>"
        + cell("", "<w:vMerge/>")
        + cell("９月")
        + cell("")
        + "</w:tr>"
    )
    _, doc = read(from_body(p("次のとおりとする。") + f"<w:tbl>{rows}</w:tbl>"))
    shown_cells = [
        (c.row, c.column, c.row_span, c.column_span, c.header, doc.text[slice(*c.span)])
        for b in doc.blocks
        for c in b.cells
    ]
    assert shown_cells == [
        (1, 1, 1, 2, True, "手続"),
        (1, 3, 1, 1, True, "備考"),
        (2, 1, 2, 1, False, "報告"),
        (2, 2, 1, 1, False, "３月"),
        (2, 3, 1, 1, False, "x"),
        (3, 2, 1, 1, False, "９月"),
        (3, 3, 1, 1, False, ""),
    ]
    assert [b.place for b in doc.blocks] == ["第1段落", *(f"1番目の表{n}行目" for n in (1, 2, 3))]


def test_a_raised_power_stays_raised() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("A model trained with more than 10")
        paragraph.add_run("25").font.superscript = True
        paragraph.add_run(" operations is reported within 10 days of the 2")
        paragraph.add_run("nd").font.superscript = True
        paragraph.add_run(" test.")

    text = assemble(Source("x", "x"), read_docx(made(build)).drafts, None).text
    assert text.endswith("more than 10²⁵ operations is reported within 10 days of the 2nd test.")
