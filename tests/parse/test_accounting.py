"""Nothing silently dropped: what a reader of the file sees is in blocks of some kind.

The words of each file are collected here by other means than the readers use, and
counted character by character; white space does not count.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from pipeline.parse.assembly import Draft, Reading, assemble
from pipeline.parse.decode import decode
from pipeline.parse.docx import read_docx
from pipeline.parse.egov import read_egov
from pipeline.parse.html import read_html
from pipeline.parse.markdown import read_markdown
from pipeline.parse.plain import read_plain
from pipeline.records import Document, Source
from pipeline.text.radicals import fold_radicals

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNSEEN = (
    "script style noscript template iframe object canvas video audio datalist head title".split()
)


def counted(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\s\u3000\ufeff\x00-\x1f]+", "", fold_radicals(text)))


def held(document: Document) -> Counter[str]:
    """Count what the blocks hold: words, numbers, markers."""
    parts = [document.text[slice(*b.span)] for b in document.blocks]
    parts += [b.number or "" for b in document.blocks]
    parts += [printed for b in document.blocks for _, printed in b.marks]
    return counted("".join(parts))


def lost(seen: str, reading: Reading) -> Counter[str]:
    """Give the characters that no block holds."""
    return counted(seen) - held(assemble(Source("x", "x"), reading.drafts, reading.pages))


def added(seen: str, reading: Reading) -> Counter[str]:
    """Give the characters of blocks that the file does not show."""
    return held(assemble(Source("x", "x"), reading.drafts, reading.pages)) - counted(seen)


def seen_in_html(data: bytes) -> str:
    root: Any = html.document_fromstring(decode(data)[0].encode(), parser=html.HTMLParser(
        encoding="utf-8", huge_tree=True))  # fmt: skip
    body: Any = root.find("body")
    for element in list(body.iter()):
        arrow = isinstance(element.tag, str) and "backref" in (element.get("class") or "")
        if not isinstance(element.tag, str) or element.tag in UNSEEN or arrow:
            element.drop_tree()
    return "".join(body.itertext())


def files(folder: Path, suffix: str) -> list[Path]:
    found = [
        p for part in ("seed", "policy", "pairs") for p in (folder / part).rglob(f"*.{suffix}")
    ]
    return sorted(found)


def test_pages(shared_data: Path) -> None:
    found = files(shared_data, "html")
    assert len(found) >= 3
    for path in found:
        data = path.read_bytes()
        seen, reading = seen_in_html(data), read_html(data)
        assert not lost(seen, reading), path.name
        # What is added: numbers that the browser prints, " | " between cells.
        assert not added(seen, reading) - Counter(
            dict.fromkeys("0123456789.|abcdefghijkABCDEFGiv", 10_000)
        )


def seen_in_markdown(data: bytes) -> str:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    text = re.sub(r"\A\s*---\n.*?\n---\n", "", decode(data)[0], flags=re.S)
    # Fences of containers are markup: "::: callout type="tip"", ":::note".
    text = re.sub(r'^[ >]*:{3,}[ \t]*\w*(?:[ \t]+\w+="[^"]*")*', "", text, flags=re.M)
    text = re.sub(r":{3,}|\{#[^}\n]*\}", "", text)
    text = re.sub(r"^\\- (?=\d+\. )", "", text, flags=re.M)  # a bullet that decorates a number
    text = re.sub(r"\{%[^{}]+%\}", "", text)  # tags of the program that makes the pages
    text = re.sub(r"(?:\\\\)+\\(?=[*\[\]])", r"\\", text)  # escaped twice
    text = re.sub(r"(?<=\s)\\\*(?=\s)", "", text)  # bullets inside a paragraph
    text = re.sub(r"^import\s.*from\s.*$", "", text, flags=re.M)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    rendered = parser.use(footnote_plugin, always_match_refs=True).render(text)
    rendered = re.sub(r">\[(\d+)(?::\d+)?\]</a>", r">\1</a>", rendered)
    return seen_in_html(f"<body><p>{rendered}</body>".encode())


def test_markdown_files(shared_data: Path) -> None:
    found = files(shared_data, "md")
    assert len(found) > 60
    for path in found:
        data = path.read_bytes()
        assert not lost(seen_in_markdown(data), read_markdown(data)), path.name


def test_text_files(shared_data: Path, root: Path) -> None:
    found = [*files(shared_data, "txt"), root / "LICENSE"]
    for path in found:
        if path.name.startswith("ntrex"):
            continue  # one sentence a line, no document
        seen = decode(path.read_bytes())[0]
        reading = read_plain(path.read_bytes())
        assert not lost(seen, reading), path.name
        assert not added(seen, reading), path.name


def test_laws(shared_data: Path) -> None:
    data = (shared_data / "policy" / "japan" / "appi-law.xml").read_bytes()
    law: Any = next(etree.fromstring(data).iter("Law"))
    seen, reading = "".join(law.itertext()), read_egov(data)
    assert not lost(seen, reading)
    # 「附則（…）」 names the amending law in brackets: it is an attribute of the element.
    names = "".join(
        f"（{e.get('AmendLawNum')}）" for e in law.iter("SupplProvision") if e.get("AmendLawNum")
    )
    assert not added(seen + names, reading) - Counter({"|": 1_000})


def seen_in_docx(path: Path) -> str:
    name = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
    with zipfile.ZipFile(path) as archive:
        found = [n for n in archive.namelist() if name.fullmatch(n)]
        return "".join(_shown(etree.fromstring(archive.read(n))) for n in found)


def _shown(root: Any) -> str:
    """Collect a part's text; of a drawing kept twice for old programs, the new one."""
    for fallback in list(
        root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
    ):
        fallback.getparent().remove(fallback)
    return "".join(e.text or "" for e in root.iter(f"{W}t", f"{W}delText", f"{W}rt"))


def test_word_documents(shared_data: Path, root: Path) -> None:
    found = [*files(shared_data, "docx"), *sorted((root / "corpora" / "sample").glob("*.docx"))]
    assert len(found) >= 3
    for path in found:
        assert not lost(seen_in_docx(path), read_docx(path.read_bytes())), path.name


MADE = """---
title: Policy
---
import Tabs from '@theme/Tabs';

# Policy

:::note Who reads this

Everyone[^1].

:::

<details><summary>More</summary>

Some *details* ~~not~~ here.

</details>

| a | b |
|---|---|
| 1 | <b>2</b> |

[^1]: Really.
"""


def test_what_stands_apart_is_kept() -> None:
    seen = "PolicyWho reads thisEveryone1.MoreSome details not here.ab12Really."
    assert not lost(seen, read_markdown(MADE.encode()))
    page = "<nav>Menu</nav><h1>T</h1><p>a <del>b</del><ruby>漢<rt>かん</rt></ruby><button>go</button></p>"
    assert not lost("MenuTab漢かんgo", read_html(f"<body>{page}</body>".encode()))


@pytest.mark.parametrize("kind", ["note", "item"])
def test_the_counting_finds_what_is_lost(kind: str) -> None:
    from pipeline.parse.assembly import Piece
    from pipeline.records import BlockKind

    reading = Reading([Draft(BlockKind(kind), [Piece("(1) kept")])])
    assert lost("(1) kept!", reading) == Counter("!")
    assert added("(1) kep", reading) == Counter("t")
