"""Markdown: front matter, statutes with indented paragraphs, lists as numbered in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import EmptyFile, NotThatFormat
from pipeline.parse.assembly import Reading, assemble
from pipeline.parse.markdown import read_markdown
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
SHARED = Path(__file__).parents[3] / "shared" / "data"


def read(markdown: str) -> tuple[Reading, Document]:
    reading = read_markdown(markdown.encode())
    return reading, assemble(Source("x", "x"), reading.drafts, None, reading.problems)


def shown(markdown: str) -> list[tuple[BlockKind, str | None, str]]:
    _, doc = read(markdown)
    return [(b.kind, b.number, doc.text[slice(*b.span)]) for b in doc.blocks]


def test_front_matter() -> None:
    reading, doc = read(
        "---\ntitle: Statement on Research\ndate: 2023-05-20\n"
        "source_url: https://example.org/s\nlanguage: en-GB\n---\n\nWe met.\n"
    )
    assert (reading.title, reading.date, reading.language, reading.url) == (
        "Statement on Research",
        "2023-05-20",
        "en",
        "https://example.org/s",
    )
    assert [b.kind for b in doc.blocks] == [T, P]


@pytest.mark.parametrize(
    ("matter", "problem"),
    [("a: [b", "bad-front-matter"), ("title: '研究の指針'\nupdated_at: 2024-4-1", None)],
)
def test_front_matter_of_all_kinds(matter: str, problem: str | None) -> None:
    reading, doc = read(f"---\n{matter}\n---\n本文です。\n")
    assert [p.code for p in reading.problems] == ([problem] if problem else [])
    assert doc.text.endswith("本文です。")
    assert reading.date == (None if problem else "2024-04-01")


STATUTE = """### Part 99

**Authority:** 1 U.S.C. 2.

      Subpart A—Duties of Institutions

        § 99.1   Definitions.

#### § § 99.1

        The following apply:

        (a) An award means money.

        (1)  (i) A grant.

        (ii) A loan.

        (b) A body means an institution.

> [1 FR 2, Jan. 3, 2001]
"""


def test_statute_with_indented_paragraphs() -> None:
    assert shown(STATUTE) == [
        (H, None, "Part 99"),
        (P, None, "Authority: 1 U.S.C. 2."),
        (H, "Subpart A—", "Duties of Institutions"),
        (H, "§ 99.1", "Definitions."),
        (FUR, None, "§ § 99.1"),
        (P, None, "The following apply:"),
        (IT, "(a)", "An award means money."),
        (IT, "(1) (i)", "A grant."),
        (IT, "(ii)", "A loan."),
        (IT, "(b)", "A body means an institution."),
        (P, None, "[1 FR 2, Jan. 3, 2001]"),
    ]
    _, doc = read(STATUTE)
    assert doc.blocks[6].trail == (
        "Part 99",
        "Subpart A—Duties of Institutions",
        "§ 99.1 Definitions.",
    )
    assert [b.level for b in doc.blocks[6:10]] == [1, 3, 3, 1]


COMMUNIQUE = """
   We, the Leaders, met on 3 May to talk about research that crosses
borders. We agreed to:

-   **protect** our research from those who would misuse it and share
    what we learn;
-   train.

**RESEARCH**

*Open science*

6\\. We ask ministers to report on research security by the end of the
year, and to meet again.

7. We place emphasis on:

-   integrity;
-   security.

8. We thank *all* who [helped](https://example.org).

\\###
"""


def test_wrapped_communique() -> None:
    assert shown(COMMUNIQUE) == [
        (
            P,
            None,
            "We, the Leaders, met on 3 May to talk about research that crosses borders. We agreed to:",
        ),
        (
            IT,
            None,
            "protect our research from those who would misuse it and share what we learn;",
        ),
        (IT, None, "train."),
        (H, None, "RESEARCH"),
        (H, None, "Open science"),
        (
            IT,
            "6.",
            "We ask ministers to report on research security by the end of the year, and to meet again.",
        ),
        (IT, "7.", "We place emphasis on:"),
        (IT, None, "integrity;"),
        (IT, None, "security."),
        (IT, "8.", "We thank all who helped."),
        (FUR, None, "###"),
    ]
    _, doc = read(COMMUNIQUE)
    assert [b.stem for b in doc.blocks] == [None, 0, 0, None, None, None, None, 6, 6, None, None]
    assert [b.level for b in doc.blocks[3:5]] == [1, 2]


GUIDELINE = """# データ利用の指針

::: callout type="tip" 注意事項
外部に出さないこと[^1]。
:::

## １. 用語 {#terms}

1.  利用者
    データを利用する者。
2.  責任者
    - （１）記録すること。
    - （２）報告すること。

１. 責任者は、次の措置を講じること。

- ①記録
  - 毎月

| 手続 | 期限 |
| --- | --- |
| 報告 | ３月<br>末 |

<table><tr><td>年額</td>

<td>100円</td></tr></table>

<!-- 読まない -->
![図](a.png)

[^1]:
    **機構**. 別に定める。
"""


def test_japanese_guideline() -> None:
    assert shown(GUIDELINE) == [
        (T, None, "データ利用の指針"),
        (P, None, "注意事項"),
        (P, None, "外部に出さないこと。"),
        (H, "１.", "用語"),
        (IT, "1.", "利用者\nデータを利用する者。"),
        (IT, "2.", "責任者"),
        (IT, "（１）", "記録すること。"),
        (IT, "（２）", "報告すること。"),
        (IT, "１.", "責任者は、次の措置を講じること。"),
        (IT, "①", "記録"),
        (IT, None, "毎月"),
        (TAB, None, "手続 | 期限"),
        (TAB, None, "報告 | ３月 末"),
        (TAB, None, "年額 | 100円"),
        (N, "1", "機構. 別に定める。"),
    ]
    _, doc = read(GUIDELINE)
    assert doc.blocks[2].marks[0][1] == "1"
    assert [b.stem for b in doc.blocks[6:8]] == [5, 5]


@pytest.mark.parametrize(
    ("markdown", "numbers"),
    [
        ("3. c\n4. d\n", ["3.", "4."]),
        ("1. a\n1. b\n1. c\n", ["1.", "2.", "3."]),
        ("1) a\n2) b\n", ["1)", "2)"]),
        ("2. b\n5. e\n", ["2.", "5."]),
        ("1. a\n   1. x\n   2. y\n2. b\n", ["1.", "1.", "2.", "2."]),
    ],
)
def test_numbers_as_in_the_file(markdown: str, numbers: list[str]) -> None:
    assert [number for _, number, _ in shown(markdown)] == numbers


def test_contents() -> None:
    markdown = (
        "# 目次\n\n- [1. 目的](#a)\n- [2. 用語](#b)\n  - [2.1 人](#c)\n\n# 1. 目的\n\n本文。\n"
    )
    assert [kind for kind, _, _ in shown(markdown)] == [C, C, C, C, H, P]


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyFile), (b"<!-- x -->", EmptyFile), (b"\x89PNG\r\n\x1a\n", NotThatFormat)],
)
def test_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_markdown(data)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 10_000,
        b"*a **a " * 5_000,
        b"1. a\n" * 5_000,
        b"- " * 60 + b"x",
        b"a[^1]\n\n[^1]: x\n\n" * 500,
        b"---\na: &a [x,x,x,x,x]\nb: &b [*a,*a,*a,*a]\ntitle: *b\n---\nx",
    ],
    ids=["brackets", "stars", "list", "depth", "notes", "yaml"],
)
def test_hostile(data: bytes) -> None:
    reading = read_markdown(data)
    assert assemble(Source("x", "x"), reading.drafts, None).blocks


@pytest.mark.parametrize(
    ("name", "blocks", "headings"),
    [
        ("policy/us/cfr/45-cfr-part-689.md", 110, 10),
        ("policy/g7/2023-hiroshima-communique.md", 130, 20),
        ("pairs/nbdc/data-sharing-guidelines.ja.md", 150, 30),
    ],
)
def test_real_files(name: str, blocks: int, headings: int) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("../shared/data is absent")
    reading = read_markdown(path.read_bytes())
    doc = assemble(Source("x", "x"), reading.drafts, None)
    assert len(doc.blocks) >= blocks
    assert sum(b.kind is H for b in doc.blocks) >= headings
    assert not any("§ §" in doc.text[slice(*b.span)] for b in doc.blocks if b.kind is not FUR)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "Basic rules \\* Data are used for research only. \\* No user is identified.",
            [(P, "Basic rules"), (IT, "Data are used for research only."), (IT, "No user is identified.")],
        ),
        (
            "基本的事項 \\* \\* 研究目的への限定 \\* 再配布の禁止",
            [(P, "基本的事項"), (IT, "研究目的への限定"), (IT, "再配布の禁止")],
        ),
        (
            "- Weapons are no purpose. \\* No user is identified. \\* The latest data are used.\n- Ask first.",
            [
                (IT, "Weapons are no purpose."),
                (IT, "No user is identified."),
                (IT, "The latest data are used."),
                (IT, "Ask first."),
            ],
        ),
        ("Use is free. \\* Fees may apply.", [(P, "Use is free. * Fees may apply.")]),
        ("The rate is a \\* b \\* c per year.", [(P, "The rate is a * b * c per year.")]),
        ("Text. \\\\\\*\\\\\\* Example of thanks", [(P, "Text. ** Example of thanks")]),
        ("値は \\\\\\[甲\\\\\\] である。", [(P, "値は [甲] である。")]),
    ],
)  # fmt: skip
def test_bullets_run_together_come_apart(
    markdown: str, expected: list[tuple[BlockKind, str]]
) -> None:
    assert [(kind, words) for kind, _, words in shown(f"# Rules\n\n{markdown}\n")[1:]] == expected


def test_tags_of_page_programs_are_no_text() -> None:
    text = (
        "# 規程\n\n{% version\n    version=$frontmatter.version\n/%}\n\n目的を定める。{% br /%}\n"
    )
    assert [words for *_, words in shown(text)] == ["規程", "目的を定める。"]
    assert shown("It grew by {5 % a year}.")[0][2] == "It grew by {5 % a year}."
