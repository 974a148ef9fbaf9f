"""Hostile files of the formats without pages: a named refusal or a document, soon."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import UnreadableFile
from pipeline.parse.assembly import Reading, assemble
from pipeline.parse.docx import read_docx
from pipeline.parse.egov import read_egov
from pipeline.parse.html import read_html
from pipeline.parse.markdown import read_markdown
from pipeline.parse.plain import read_plain
from pipeline.records import Source
from pipeline.report.markdown import markdown

Reader = Callable[[bytes], Reading]
_SECONDS = 20  # some hundred times what an idle machine takes

LAW = (
    "<Law><MainProvision><Article><ArticleTitle>第一条</ArticleTitle><Paragraph><ParagraphNum>２"
    "</ParagraphNum><ParagraphSentence><Sentence>定める。</Sentence></ParagraphSentence></Paragraph>"
    "</Article></MainProvision></Law>"
).encode()
PAGE = (
    "<title>研究の指針</title><nav>政策</nav><main><h1>研究の指針</h1><p>第１条　目的<sup><a href='#a'>1</a></sup></p>"
    "<ol type=a><li>教育<ul><li>毎年</ul><li value=7>監査</ol><table><tr><th colspan=2>手続<tr><td>報告<td>年</table>"
    "<div class=footnotes><p id=a>別に定める。</div></main>"
).encode()
TEXT = (
    "---\ntitle: 指針\n---\n# 指針\n\n:::note\n1. (a) Duties[^1]\n   - 監査\n:::\n\n| a | b |\n|---|---|\n| c | d |\n"
    "\n> 引用\n\n[^1]: 注\n\n２　委員会は、定める。\n〇 教育\n・ 毎年\n\f- 3 -\ni 注記\n"
).encode()


def outcome(reader: Reader, data: bytes) -> str:
    """Read, assemble and write; name the refusal. Anything else raised fails the test."""
    started = time.monotonic()
    try:
        reading = reader(data)
        document = assemble(Source("x", "x"), reading.drafts, None)
        markdown(document)
        said = "document"
    except UnreadableFile as error:
        said = type(error).__name__
    assert time.monotonic() - started < _SECONDS
    return said


ATTACKS: list[tuple[str, Reader, bytes]] = [
    ("nested elements", read_html, b"<div>" * 50_000 + b"x"),
    ("nested lists", read_html, b"<ul><li>a" * 20_000),
    ("nested tables", read_html, b"<table><tr><td>a" * 5_000),
    ("huge attribute", read_html, b"<p title='" + b"a" * 9_000_000 + b"'>x</p>"),
    ("huge spans", read_html, b"<table><tr><td colspan=999999999 rowspan=999999999>a<td>b</table>"),
    ("huge list number", read_html, b"<ol start=99999999999999999999><li value=1e9>x</ol>"),
    ("many cells", read_html, b"<table><tr>" + b"<td>a" * 10_000 + b"</table>"),
    ("many regions", read_html, b"<p>t<nav><a>x</a></nav>" * 3_000),
    ("many note marks", read_html, b"<p>" + b"a<sup><a href='#f'>1</a></sup>" * 5_000),
    ("entities in HTML", read_html, b"<!DOCTYPE l [<!ENTITY a 'aaaa'>]><p>&a;&#x110000;&#0; x</p>"),
    ("nested quotes", read_markdown, b">" * 20_000 + b" x"),
    ("nested items", read_markdown, b"\n".join(b" " * (2 * i) + b"- a" for i in range(400))),
    ("brackets", read_markdown, b"[" * 5_000 + b"x"),
    ("pictures", read_markdown, b"![" * 2_000 + b"x"),
    ("emphasis", read_markdown, b"*a **b " * 3_000),
    ("ticks", read_markdown, b"".join(b"`" * i + b" " for i in range(400))),
    ("comment without end", read_markdown, b"x\n\n" + b"<!-- " * 5_000),
    ("aliases", read_markdown, b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\ntitle: x\n---\nbody"),
    ("bad own file", read_markdown, b"---\ngenerator: concord\n---\n<sup>x\n\n[a](#)</sup>[^1]\n\n[^1]: <span>"),
    ("one long line", read_plain, b"word " * 300_000),
    ("no space at all", read_plain, b"a" * 2_000_000),
    ("numbers that nest for ever", read_plain, b"(1) (i) (a) (1)\n" * 3_000),
    ("underlines", read_plain, b"abc\n===\n" * 5_000),
    ("dots", read_plain, b"." * 300_000 + b"x"),
    ("page feeds", read_plain, b"\x0c" * 50_000 + b"x"),
    ("zero bytes", read_plain, b"a\x00b" * 1_000),
    ("binary", read_plain, bytes(range(256)) * 100),
    ("surrogates in UTF-8", read_plain, b"abc \xed\xa0\x80\xed\xb0\x80 def. " * 10),
    ("only a mark", read_plain, b"\xff\xfe"),
    ("half a character", read_plain, b"\xff\xfea"),
    ("escapes", read_plain, b"\x1b$B" * 1_000),
    ("nested law", read_egov, b"<Law>" + b"<Item>" * 100_000),
    ("articles", read_egov, LAW[:20] + LAW[20:-22] * 1_000 + LAW[-22:]),
    ("empty archive", read_docx, b"PK\x05\x06" + b"\x00" * 18),
    ("not an archive", read_docx, b"PK\x03\x04" + b"x" * 1_000),
]  # fmt: skip


@pytest.mark.parametrize(("name", "reader", "data"), ATTACKS, ids=[a[0] for a in ATTACKS])
def test_attack(name: str, reader: Reader, data: bytes) -> None:
    assert outcome(reader, data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\n".join(b" " * (2 * i) + b"- a" for i in range(400)), "DamagedFile"),
        (b">" * 500 + b" x", "DamagedFile"),
    ],
)
def test_markdown_too_deep_is_refused_not_cut(data: bytes, said: str) -> None:
    assert outcome(read_markdown, data) == said


def _spoilt(data: bytes, rng: random.Random) -> bytes:
    """Cut, flip, drop, insert or repeat bytes."""
    found = bytearray(data)
    at = rng.randrange(len(found))
    how = rng.randrange(5)
    if how == 0:
        return bytes(found[:at])
    if how == 1:
        for _ in range(rng.randrange(1, 30)):
            found[rng.randrange(len(found))] ^= 1 << rng.randrange(8)
    elif how == 2:
        del found[at : at + rng.randrange(1, 60)]
    elif how == 3:
        found[at:at] = rng.randbytes(rng.randrange(1, 80))
    else:
        found[at:at] = found[at : at + rng.randrange(1, 60)] * rng.randrange(1, 40)
    return bytes(found)


@pytest.mark.parametrize(
    ("reader", "data"),
    [(read_html, PAGE), (read_markdown, TEXT), (read_plain, TEXT), (read_egov, LAW)],
    ids=["html", "markdown", "plain", "law"],
)
def test_spoilt_bytes(reader: Reader, data: bytes) -> None:
    rng = random.Random(7)
    said = [outcome(reader, _spoilt(data, rng)) for _ in range(150)]
    assert "document" in said


def test_spoilt_word_documents(root: Path) -> None:
    rng = random.Random(7)
    path = root / "corpora" / "sample" / "hin-fund-notice-2024.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    said = []
    for i in range(60):
        if i % 3 == 0:
            said.append(outcome(read_docx, _spoilt(path.read_bytes(), rng)))
            continue
        name = rng.choice(["word/document.xml"] * 4 + sorted(n for n in parts if n.endswith("ml")))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in parts.items():
                archive.writestr(part, _spoilt(data, rng) if part == name else data)
        said.append(outcome(read_docx, out.getvalue()))
    assert {"document", "DamagedFile"} <= set(said)
