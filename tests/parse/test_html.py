"""Web pages: main text, lists with their numbers, tables, notes, contents."""

from __future__ import annotations

import pytest

from pipeline.errors import DamagedFile, EmptyFile, NotThatFormat
from pipeline.parse.assembly import Reading, assemble
from pipeline.parse.html import read_html
from pipeline.parse.html_lists import numeral
from pipeline.records import Block, BlockKind, Document, Source

T, H, P, IT, N, C, TAB, CAP, FUR, R = (
    BlockKind.TITLE,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.NOTE,
    BlockKind.CONTENTS,
    BlockKind.TABLE,
    BlockKind.CAPTION,
    BlockKind.FURNITURE,
    BlockKind.RUBY,
)


def read(html: str) -> tuple[Reading, Document]:
    reading = read_html(html.encode())
    return reading, assemble(Source("x", "x"), reading.drafts, None, reading.problems)


def shown(html: str) -> list[tuple[BlockKind, str | None, str]]:
    _, doc = read(html)
    return [(b.kind, b.number, doc.text[slice(*b.span)]) for b in doc.blocks]


def find(doc: Document, words: str) -> Block:
    return next(b for b in doc.blocks if words in doc.text[slice(*b.span)])


PAGE = """<!doctype html><html lang="ja"><head><meta charset="utf-8">
<title>研究の安全に関する指針｜安全確保庁</title>
<meta property="article:published_time" content="2024-08-30T10:00:00+09:00">
<link rel="canonical" href="https://example.go.jp/guide"><script>var x = "読まない";</script></head>
<body><header class="site-header"><a href="/">安全確保庁</a></header>
<nav><ul><li><a href="/a">政策</a></li></ul></nav><div class="breadcrumb">トップ</div>
<div id="cookie-banner">クッキーを使います</div>
<main><h1>研究の安全に関する指針</h1>
<p style="text-align:right">令和６年８月30日<br>安全確保庁</p>
<h2>目次</h2><ul><li><a href="#a">1 目的</a></li><li><a href="#b">2 用語</a></li><li><a href="#c">3 責務</a></li></ul>
<h2 id="a">1　目的</h2>
<p>この指針は、<ruby>研究<rt>けんきゅう</rt></ruby>の安全を
確保することを目的とする<sup><a href="#n1">1</a></sup>。</p>
<h2 id="b">２　用語</h2>
<dl><dt>利用者</dt><dd>研究データを利用する者をいう。</dd></dl>
<h2 id="c">３　責務</h2>
<p>研究機関は、次に掲げる措置を講じなければならない。</p>
<ol style="list-style-type: katakana"><li>教育<ol><li>毎年行うこと。</li></ol></li><li>監査</li></ol>
<ul><li>（１）記録</li><li>（２）報告</li></ul>
<table><caption>表１　期限</caption><tr><th>手続</th><th>期限</th></tr>
<tr><td rowspan="2">報告</td><td>３月１日</td></tr><tr><td>９月<br>１日</td></tr></table>
<div class="footnotes"><ol><li id="n1"><p>別に定める。<a href="#r" class="footnote-backref">↩</a></p></li></ol></div>
</main><footer>著作権</footer></body></html>"""


def test_page() -> None:
    reading, doc = read(PAGE)
    assert (reading.title, reading.date, reading.language, reading.url) == (
        "研究の安全に関する指針",
        "2024-08-30",
        "ja",
        "https://example.go.jp/guide",
    )
    assert shown(PAGE) == [
        (FUR, None, "安全確保庁"),
        (FUR, None, "政策"),
        (FUR, None, "トップ"),
        (FUR, None, "クッキーを使います"),
        (T, None, "研究の安全に関する指針"),
        (P, None, "令和６年８月30日\n安全確保庁"),
        (C, None, "目次"),
        (C, None, "1 目的"),
        (C, None, "2 用語"),
        (C, None, "3 責務"),
        (H, "1", "目的"),
        (P, None, "この指針は、研究の安全を確保することを目的とする。"),
        (R, None, "けんきゅう"),
        (H, "２", "用語"),
        (IT, None, "利用者"),
        (IT, None, "研究データを利用する者をいう。"),
        (H, "３", "責務"),
        (P, None, "研究機関は、次に掲げる措置を講じなければならない。"),
        (IT, "ア.", "教育"),
        (IT, "1.", "毎年行うこと。"),
        (IT, "イ.", "監査"),
        (IT, "（１）", "記録"),
        (IT, "（２）", "報告"),
        (CAP, None, "表１　期限"),
        (TAB, None, "手続 | 期限"),
        (TAB, None, "報告 | ３月１日"),
        (TAB, None, "９月 １日"),
        (N, "1.", "別に定める。"),
        (FUR, None, "著作権"),
    ]
    assert [find(doc, w).stem for w in ("教育", "毎年", "監査", "研究データ")] == [17, 18, 17, 14]
    marked = find(doc, "この指針は")
    assert [m for _, m in marked.marks] == ["1"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            '<p><b>Section 1 – Terms.</b></p><ol type="a"><li><b>You</b> means the person who uses it.</li>'
            '<li value="4">Four.</li><li>Five.</li></ol><ol start="3" type="I"><li>Three.</li></ol>',
            [
                (H, "Section 1", "– Terms."),
                (IT, "a.", "You means the person who uses it."),
                (IT, "d.", "Four."),
                (IT, "e.", "Five."),
                (IT, "III.", "Three."),
            ],
            id="licence",
        ),
        pytest.param(
            "<p>We will:</p><ul><li>protect\nresearch;<p>and this goes on.</p></li><li>share</li></ul>",
            [
                (P, None, "We will:"),
                (IT, None, "protect research;"),
                (P, None, "and this goes on."),
                (IT, None, "share"),
            ],
            id="paragraphs in items",
        ),
        pytest.param(
            "<p>(a) Institutions must:</p><p>(1) train staff;</p><p>(i) each year</p><p>(b) Agencies may audit.</p>",
            [
                (IT, "(a)", "Institutions must:"),
                (IT, "(1)", "train staff;"),
                (IT, "(i)", "each year"),
                (IT, "(b)", "Agencies may audit."),
            ],
            id="numbered paragraphs",
        ),
        pytest.param(
            "<p>１．目的<br>この規程は、安全を定める。<br>２．適用<br>全ての研究者に適用する。</p>",
            [
                (IT, "１．", "目的\nこの規程は、安全を定める。"),
                (IT, "２．", "適用\n全ての研究者に適用する。"),
            ],
            id="paragraphs set with br",
        ),
        pytest.param(
            "<table><tr><td><h2>Duties</h2><p>Report.</p></td></tr></table>",
            [(T, None, "Duties"), (P, None, "Report.")],
            id="a box is no table",
        ),
        pytest.param(
            "<p>Old <del>rule</del><ins>duty</ins> &amp; <s>l</s>evel&nbsp;field</p><p>***</p>",
            [
                (FUR, None, "rule"),
                (P, None, "Old duty & level field"),
                (BlockKind.FURNITURE, None, "***"),
            ],
            id="deleted words",
        ),
        pytest.param(
            "<pre>Each institution that receives an award shall keep a record of all\n"
            "foreign support and shall report it to the agency that made the award\nin time.</pre>",
            [
                (
                    P,
                    None,
                    "Each institution that receives an award shall keep a record of all foreign support and shall report it to the agency that made the award in time.",
                )
            ],
            id="wrapped lines in pre",
        ),
        pytest.param(
            "<p>第一条（目的）</p><p>この法律は、安全を確保する。</p><p>第二条　機関は、報告するものとする。</p>",
            [
                (H, "第一条", "（目的）"),
                (P, None, "この法律は、安全を確保する。"),
                (IT, "第二条", "機関は、報告するものとする。"),
            ],
            id="articles set as paragraphs",
        ),
        pytest.param(
            '<h2>2. Records<a class="headerlink" href="#records" title="link">¶</a></h2>'
            '<p>Keep the notes of § <a href="#n">5</a> and issue <a href="#i">#</a> 7.</p>'
            '<h2>３　記録<a href="#kiroku">#</a></h2><p>記録は保存する。</p>',
            [
                (H, "2.", "Records"),
                (P, None, "Keep the notes of § 5 and issue # 7."),
                (H, "３", "記録"),
                (P, None, "記録は保存する。"),
            ],
            id="signs that link to headings",
        ),
    ],
)
def test_shapes(html: str, expected: list[tuple[BlockKind, str | None, str]]) -> None:
    assert shown(html) == expected


def test_items_continue_unfinished_parents() -> None:
    long = "An organisation that receives support for research from abroad and that also"
    _, doc = read(
        f"<ul><li>{long}<ul><li>holds data</li></ul></li><li>It ends.<ul><li>New.</li></ul></li></ul>"
        "<p>図 4-1　情報の流れ</p><p>表３は次のとおりである。</p>"
    )
    assert [b.stem for b in doc.blocks[:4]] == [None, 0, None, None]
    assert [b.kind for b in doc.blocks[4:]] == [CAP, P]


def test_numbered_paragraphs_nest() -> None:
    _, doc = read(
        "<p>(a) A body must:</p><p>(1) train:</p><p>(i) all</p><p>(2) audit.</p><p>(b) Or.</p>"
    )
    assert [b.stem for b in doc.blocks] == [None, 0, 1, 0, None]
    assert [b.level for b in doc.blocks] == [1, 2, 3, 2, 1]


@pytest.mark.parametrize("declared", ["Shift_JIS", "EUC-JP", "utf-8"])
def test_charset(declared: str) -> None:
    html = f'<meta charset="{declared}"><p>研究機関は報告しなければならない。</p>'
    reading = read_html(html.encode("cp932" if declared == "Shift_JIS" else declared))
    assert reading.drafts[0].pieces[0].text == "研究機関は報告しなければならない。"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Policy on security | Agency</title><p>Words.</p>", "Policy on security"),
        ("<title>研究の指針 ｜ 省</title><p>本文。</p>", "研究の指針"),
        (
            "<title>Site – Research policy</title><h1>Research policy</h1><p>x</p>",
            "Research policy",
        ),
        ("<p>Words.</p>", None),
    ],
)
def test_title(html: str, title: str | None) -> None:
    assert read(html)[0].title == title


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (3, "decimal", "3"),
        (27, "lower-alpha", "aa"),
        (4, "upper-roman", "IV"),
        (1999, "lower-roman", "mcmxcix"),
        (2, "katakana-iroha", "ロ"),
        (23, "cjk-ideographic", "二十三"),
        (100, "cjk-ideographic", "百"),
        (0, "lower-alpha", "0"),
        (7, "decimal-leading-zero", "07"),
    ],
)
def test_numeral(value: int, style: str, expected: str) -> None:
    assert numeral(value, style) == expected


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"<html><body><nav>Menu</nav></body></html>", EmptyFile),
        (b"just words", NotThatFormat),
        (b"PK\x03\x04", NotThatFormat),
        (b"<div>" * 100_000 + b"x", DamagedFile),
    ],
)
def test_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_html(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 1500 + b"x",
        b"<ul><li>x" * 500,
        b"<table><tr><td>x<td>y" * 200,
        b"<p>" + b"word<br>" * 20_000,
        b"<b>x" * 1500,
        b'<p class="' + b"header-" * 100_000 + b'">x',
    ],
    ids=["divs", "lists", "tables", "breaks", "unclosed", "class"],
)
def test_hostile(data: bytes) -> None:
    reading = read_html(data)
    assert assemble(Source("x", "x"), reading.drafts, None).blocks


LEGAL = """<html><body><nav>Menu</nav><div id="content">
<p class="ti-art">Article 3</p><p class="sti-art">Definitions</p>
<p>For the purposes of this Act, the following definitions apply:</p>
<table><tr><td><p>(1)</p></td><td><p>‘system’ means a machine that works;</p></td></tr></table>
<table><tr><td><p>(2)</p></td><td><p>‘risk’ means both of the following:</p>
<table><tr><td><p>(a)</p></td><td><p>the probability of harm; and</p></td></tr></table>
<table><tr><td><p>(b)</p></td><td><p>its severity.</p></td></tr></table></td></tr></table>
<p>1.&nbsp;&nbsp;&nbsp;Providers shall ensure that it is safe.</p>
<p><span class="LegP1No">(2)</span><span>They shall report.</span></p>
<table><tr><td>（１）</td><td>申請者は、届け出るものとする。</td></tr><tr><td>（２）</td><td></td></tr></table>
<table><tr><td>１</td><td>研究者</td><td>○</td></tr><tr><td>２</td><td>大学</td><td>×</td></tr></table>
<blockquote><p>Quoted words.</p></blockquote>
</div></body></html>"""


def test_numbers_set_in_tables_and_spans() -> None:
    _, doc = read(LEGAL)
    assert [(b.kind, b.place, doc.text[slice(*b.span)][:14], b.boxed) for b in doc.blocks] == [
        (FUR, None, "Menu", False),
        (H, "Article 3", "Definitions", False),
        (P, "Article 3", "For the purpos", False),
        (IT, "Article 3(1)", "‘system’ means", False),
        (IT, "Article 3(2)", "‘risk’ means b", False),
        (IT, "Article 3(2)(a)", "the probabilit", False),
        (IT, "Article 3(2)(b)", "its severity.", False),
        (IT, "Article 3(1)", "Providers shal", False),
        (IT, "Article 3(1)(2)", "They shall rep", False),
        (TAB, "table 1, row 1", "（１） | 申請者は、届け出", False),
        (TAB, "table 1, row 2", "（２）", False),
        (TAB, "table 2, row 1", "１ | 研究者 | ○", False),
        (TAB, "table 2, row 2", "２ | 大学 | ×", False),
        (P, "Article 3, para. 2", "Quoted words.", True),
    ]


def test_headings_whose_number_runs_into_the_words() -> None:
    page = "<h1>指針</h1><h2>１ 目的</h2><p>a。</p><h2>２用語</h2><p>b。</p><h2>３者協議</h2><p>c。</p><h2>２者協議</h2><p>d。</p>"
    assert [n for kind, n, _ in shown(f"<body>{page}</body>") if kind is H] == [
        "１",
        "２",
        "３",
        None,
    ]


def test_title_beside_the_main_text_belongs_to_it() -> None:
    page = (
        "<title>研究の指針 | 省</title><body><div class=head><h1>研究の指針</h1><a>印刷</a></div>"
        "<div id=main><p>この指針は、研究の安全を定めるものである。全ての研究者に適用する。</p></div></body>"
    )
    assert shown(page)[:2] == [(T, None, "研究の指針"), (FUR, None, "印刷")]


@pytest.mark.parametrize(
    ("html", "words", "marks"),
    [
        ("more than 10<sup>25</sup> operations", "more than 10²⁵ operations", 0),
        ("an area of 5 km<sup>2</sup> of land", "an area of 5 km² of land", 0),
        ("<b>10</b><sup>-6</sup> per year", "10⁻⁶ per year", 0),
        ("10<sup>25</sup>回を超える演算", "10²⁵回を超える演算", 0),
        ('under Article 10<sup><a href="#n">3</a></sup> of it', "under Article 10 of it", 1),
        ("the 21<sup>st</sup> century", "the 21st century", 0),
    ],
)
def test_a_raised_power_stays_raised(html: str, words: str, marks: int) -> None:
    _, doc = read(f"<main><h1>Rules</h1><p>It says {html}.</p></main>")
    block = find(doc, "It says")
    assert doc.text[slice(*block.span)] == f"It says {words}."
    assert len(block.marks) == marks


@pytest.mark.parametrize(
    ("title", "names", "text"),
    [
        ("Table of Contents", ["1.1 Lists", "1.2 Notes", "1.3 Review"], "Keep all lists."),
        ("目次", ["1.1 目録", "1.2 記録", "1.3 見直し"], "目録は保存する。"),
    ],
)
def test_contents_that_name_the_page_hold_no_text(title: str, names: list[str], text: str) -> None:
    """Chapters of manuals begin so, below a bar with links to the chapters beside them."""
    entries = "".join(
        f'<dt><a href="ch1.html#s{n}">{name}</a></dt>' for n, name in enumerate(names)
    )
    sections = "".join(f'<h2 id="s{n}">{name}</h2><p>{text}</p>' for n, name in enumerate(names))
    page = (
        '<html><body><div class="navheader"><table><tr><td>Back</td><td>Next</td></tr></table></div>'
        f"<h1>1 Records</h1><div><p><b>{title}</b></p><dl>{entries}</dl></div>{sections}</body></html>"
    )
    document = read(page)[1]
    kinds = [b.kind for b in document.blocks]
    assert kinds.count(BlockKind.CONTENTS) == 4
    assert BlockKind.TABLE not in kinds
    prose = [b for b in document.blocks if b.kind is BlockKind.PARAGRAPH]
    assert [b.trail for b in prose] == [("1 Records", name) for name in names]
