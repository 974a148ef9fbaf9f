"""Tables in PDFs: ruled, half-ruled, bare, merged, continued, side by side; and what is none."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.index.rows import cells_from, cells_json
from pipeline.parse import parse
from pipeline.records import Block, BlockKind, Document
from pipeline.report.markdown import markdown
from pipeline.segment import segment
from pipeline.tables import Table, column_text, tables
from tests.parse.tables_made import GRID, table, write

DUTY_JA = (
    "研究者は、外部から資金の提供を受けるときは、あらかじめ所属する機関に申告しなければならない。"
    "申告した内容に変更が生じたときも、三十日以内に届け出るものとする。"
)
DUTY_EN = (
    "Researchers must tell their institution before they accept funds from abroad. "
    "They also report every later change within thirty days of learning about it."
)


def read(path: Path) -> Document:
    document = parse(path, "0" * 64)
    for block in document.blocks:
        end = block.span[0]
        for cell in block.cells:  # in order, inside their row, exact
            assert block.kind is BlockKind.TABLE
            assert end <= cell.span[0] <= cell.span[1] <= block.span[1]
            assert cell.places
            end = cell.span[1]
        filled = [words_of(document, block, i) for i in range(len(block.cells))]
        if block.cells:
            text = document.text[block.span[0] : block.span[1]]
            assert text == " | ".join(w for w in filled if w)
    return document


def words_of(document: Document, block: Block, at: int) -> str:
    span = block.cells[at].span
    return document.text[span[0] : span[1]]


def shown(document: Document, number: int = 1) -> list[list[str]]:
    """A table as rows of words; a spanning cell only at its first place."""
    found = tables(document)[number]
    rows = [["" for _ in range(found.width)] for _ in range(found.height)]
    for cell in found.cells:
        rows[cell.row - 1][cell.column - 1] = document.text[cell.span[0] : cell.span[1]]
    return rows


def kinds(document: Document) -> list[str]:
    return [b.kind.value for b in document.blocks]


@pytest.mark.parametrize(
    ("rows", "before", "after"),
    [
        (
            [["区分", "手続", "期限"], ["国内", DUTY_JA, "30日前"], ["国外", "担当部署が確認する。", "60日前"]],
            "この規程は、共同研究の手続を定めるものとし、その適用については次の表のとおりとする。",
            "前項の規定は、機関の長が認める場合には適用しない。",
        ),
        (
            [["Kind", "Step", "Due"], ["At home", DUTY_EN, "30 days"], ["Abroad", "The office checks.", "60 days"]],
            "These rules set out how joint research is agreed, and the table below says who acts when.",
            "The head of the institution may allow exceptions in writing.",
        ),
    ],
)  # fmt: skip
def test_a_ruled_table_is_rows_of_cells(
    tmp_path: Path, rows: list[list[str]], before: str, after: str
) -> None:
    document = read(write(tmp_path / "t.pdf", before, table(rows, [60, 290, 70]), after))
    assert shown(document) == rows
    (found,) = tables(document).values()
    assert found.heading_rows() == 1
    assert kinds(document) == ["paragraph", "table", "table", "table", "paragraph"]
    cell = found.cells[4]
    (page, box) = cell.places[0]
    assert page == 1
    assert box[2] - box[0] == pytest.approx(290, abs=2)
    assert [document.text[c.span[0] : c.span[1]] for c in found.labels(cell)] == [
        rows[0][1],
        rows[1][0],
    ]


def test_merged_cells_keep_their_spans(tmp_path: Path) -> None:
    rows = [
        ["担当", "時期", ""],
        ["", "前期", "後期"],
        ["研究推進課", "申告書を集める。", "結果を確かめる。"],
        ["", "説明会を開く。", "次年度の計画を作る。"],
    ]
    style = [*GRID, ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 2), (0, 3))]
    document = read(write(tmp_path / "t.pdf", table(rows, [90, 150, 150], style)))
    (found,) = tables(document).values()
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in found.cells}
    assert spans[1, 1] == (2, 1)
    assert spans[1, 2] == (1, 2)
    assert spans[3, 1] == (2, 1)
    assert shown(document) == rows
    grid = found.grid()
    assert grid[3][0] is grid[2][0]
    assert found.heading_rows() == 2


def test_sides_may_be_open(tmp_path: Path) -> None:
    """White papers rule rows and inner columns, and leave the outer sides open."""
    rows = [["項目", "内容", "件数"], ["申告", "資金と兼業", "12"], ["相談", "契約の前", "34"]]
    style = [
        *(("LINEABOVE", (0, i), (-1, i), 0.5, "black") for i in range(3)),
        ("LINEBELOW", (0, 2), (-1, 2), 0.5, "black"),
        ("LINEAFTER", (0, 0), (1, -1), 0.5, "black"),
    ]
    document = read(write(tmp_path / "t.pdf", table(rows, [90, 150, 60], style)))
    assert shown(document) == rows


def test_a_column_of_amounts_without_a_rule_is_parted(tmp_path: Path) -> None:
    """Fee tables print the price at the right end of the cell that says what it is for."""
    rows = [["高速計算機", "一台三十日当たり", "500円"], ["保存領域", "一年当たり", "40,000円"]]
    rows += [["輸送", "一回当たり", "1,200円"], ["開発", "一人月", "150,000円"]]
    style = [
        ("BOX", (0, 0), (-1, -1), 0.5, "black"),
        ("LINEAFTER", (0, 0), (0, -1), 0.5, "black"),
        ("INNERGRID", (0, 0), (0, -1), 0.5, "black"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"),
    ]
    document = read(write(tmp_path / "t.pdf", table(rows, [110, 180, 90], style)))
    assert shown(document) == rows


@pytest.mark.parametrize(
    "rows",
    [
        [["年度", "件数", "金額"], ["令和四年度", "128", "3,200"], ["令和五年度", "140", "3,900"], ["令和六年度", "151", "4,100"]],
        [["Year", "Cases", "Amount"], ["2022", "128", "3,200"], ["2023", "140", "3,900"], ["2024", "151", "4,100"]],
    ],
)  # fmt: skip
@pytest.mark.parametrize("ruled", ["three rules", "none"])
def test_columns_are_found_without_upright_rules(
    tmp_path: Path, rows: list[list[str]], ruled: str
) -> None:
    style: list[Any] = []
    if ruled == "three rules":
        style = [
            ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
            ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
        ]
    document = read(write(tmp_path / "t.pdf", table(rows, [110, 90, 90], style)))
    assert shown(document) == rows
    assert tables(document)[1].heading_rows() == 1


def test_wrapped_cells_between_flat_rules_are_one_row(tmp_path: Path) -> None:
    rows = [["Part", "Task"], ["Govern", DUTY_EN], ["Measure risks of all partners", DUTY_EN]]
    style = [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 1, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip
    document = read(write(tmp_path / "t.pdf", table(rows, [100, 300], style)))
    assert shown(document) == rows


def test_a_table_goes_on_over_pages(tmp_path: Path) -> None:
    """Its heading row, printed again, is furniture; its rows count on."""
    rows = [["No", "Action"], *([str(i), f"Step {i} is done by the office."] for i in range(1, 71))]
    document = read(write(tmp_path / "t.pdf", table(rows, [40, 300], repeat=1)))
    (found,) = tables(document).values()
    assert shown(document) == rows
    assert found.heading_rows() == 1
    furniture = [b for b in document.blocks if b.kind is BlockKind.FURNITURE]
    again = [document.text[b.span[0] : b.span[1]] for b in furniture]
    on = {page for cell in found.cells for page, _ in cell.places}
    assert again.count("Action") == len(on) - 1 >= 1


@pytest.mark.parametrize(("label", "duty"), [("申告", DUTY_JA), ("Reporting", DUTY_EN)])
def test_a_row_cut_by_a_page_is_one_row(tmp_path: Path, label: str, duty: str) -> None:
    filler = [[str(i), duty[:10]] for i in range(1, 27 if duty == DUTY_JA else 32)]
    rows = [*filler, [label, duty * 5], ["end", duty[:10]]]
    made = table(rows, [70, 300])
    made.splitInRow = 1
    document = read(write(tmp_path / "t.pdf", made))
    assert document.pages == 2
    (found,) = tables(document).values()
    assert found.height == len(rows)
    cell = next(c for c in found.cells if c.row == len(filler) + 1 and c.column == 2)
    assert [page for page, _ in cell.places] == [1, 2]
    block = document.blocks[found.rows[len(filler)]]
    assert {a.page for a in block.anchors} == {1, 2}
    assert shown(document)[len(filler)][1].replace(" ", "") == (duty * 5).replace(" ", "").strip()


def test_two_tables_of_the_same_columns_stay_two(tmp_path: Path) -> None:
    rows = [["No", "Action"], *([str(i), "Done."] for i in range(1, 5))]
    path = write(
        tmp_path / "t.pdf", table(rows, [40, 300]), "Another list:", table(rows, [40, 300])
    )
    assert len(tables(read(path))) == 2


def test_columns_side_by_side_read_down(tmp_path: Path) -> None:
    """対照表: original, translation and comment are texts of their own."""
    rows = [
        ["Original", "翻訳", "注"],
        [DUTY_EN, DUTY_JA, "義務の主体は研究者である。"],
        ["Institutions keep these records.", "機関は、これらの記録を保存する。", ""],
    ]
    document = read(write(tmp_path / "t.pdf", table(rows, [170, 170, 90])))
    (found,) = tables(document).values()
    assert column_text(document, found, 1) == "\n\n".join(row[0] for row in rows)
    assert column_text(document, found, 2) == "\n\n".join(row[1] for row in rows)


@pytest.mark.parametrize(
    "items",
    [["・資金の出所", "・相手方の所在"], ["(1) where funds come from", "(2) where partners are"]],
)
def test_lists_in_cells_keep_their_lines(tmp_path: Path, items: list[str]) -> None:
    rows = [["a", "b"], ["1", "<br/>".join(["確認する。", *items])], ["2", DUTY_JA]]
    document = read(write(tmp_path / "t.pdf", table(rows, [40, 300])))
    assert shown(document)[1][1] == "\n".join(["確認する。", *items])
    assert "<br>".join(items) in markdown(document)


def test_markdown_has_a_heading_row_and_escapes(tmp_path: Path) -> None:
    rows = [["Case", "Rule"], ["a|b", DUTY_EN], ["c", DUTY_EN]]
    text = markdown(read(write(tmp_path / "t.pdf", table(rows, [60, 300], repeat=1))))
    assert "| Case | Rule |\n| --- | --- |\n| a\\|b | Researchers" in text


def test_cells_are_stored_and_restored(tmp_path: Path) -> None:
    rows = [["区分", "手続"], ["国内", DUTY_JA], ["国外", ""]]
    document = read(write(tmp_path / "t.pdf", table(rows, [60, 300])))
    for block in document.blocks:
        assert cells_from(cells_json(block.cells)) == block.cells


# --- what is no table ----------------------------------------------------------------------


def boxed(*parts: str) -> Any:
    return table([["<br/>".join(parts)]], [400])


@pytest.mark.parametrize(
    "make",
    [
        lambda: boxed(DUTY_JA, DUTY_JA),
        lambda: table([["コラム１　資金の申告"], [DUTY_JA * 3]], [400]),
        lambda: table([["Box 1: Reporting"], [DUTY_EN * 3]], [400]),
        lambda: table([[DUTY_JA * 6, DUTY_JA * 6]], [210, 210], []),  # prose in two columns
        lambda: table([[DUTY_EN * 6, DUTY_EN * 6]], [210, 210], []),
        lambda: table([[f"{i}.", DUTY_EN] for i in range(1, 6)], [30, 380], []),  # a list
        lambda: table([[f"({i})", "短い項目"] for i in range(1, 8)], [30, 380], []),
        lambda: table([["For the university", "For the partner"], ["Name", "Name"], ["Date", "Date"]], [200, 200], []),
        lambda: table([["第１章　総則 ‥‥‥‥‥‥‥‥‥‥‥", str(i)] for i in range(1, 8)], [300, 40], []),
    ],
)  # fmt: skip
def test_what_is_no_table(tmp_path: Path, make: Any) -> None:
    document = read(write(tmp_path / "t.pdf", DUTY_JA, make(), DUTY_EN))
    assert not tables(document)


LABEL = "具体的な方向"
BOXED = (
    "研究機関は相手先の名称と所在地を契約の前に確認する。",
    "Institutions record the name of every partner.",
    "確認の結果は五年間保存しなければならない。",
    "Records are open to the funding agency.",
)


def test_a_label_set_downwards_beside_a_box_is_not_read_into_it(tmp_path: Path) -> None:
    path = tmp_path / "slide.pdf"
    canvas = Canvas(str(path), pagesize=(595, 400))
    canvas.rect(50, 200, 35, 150)
    canvas.rect(85, 200, 440, 150)
    canvas.setFont("HeiseiMin-W3", 16)
    for i, char in enumerate(LABEL):
        canvas.drawString(60, 325 - 16 * i, char)
    canvas.setFont("HeiseiMin-W3", 12)
    for i, text in enumerate(BOXED):
        canvas.drawString(100, 322 - 26 * i, text)
    canvas.save()
    document = parse(path, "0" * 64)
    texts = [document.text[b.span[0] : b.span[1]] for b in document.blocks]
    assert LABEL in texts
    assert all(any(line in text for text in texts) for line in BOXED)
    assert not any(LABEL[0] in text for text in texts if text != LABEL)


def test_a_box_is_read_as_prose(tmp_path: Path) -> None:
    document = read(write(tmp_path / "t.pdf", boxed(DUTY_JA, DUTY_JA), DUTY_EN))
    assert sum(DUTY_JA in document.text[b.span[0] : b.span[1]] for b in document.blocks) == 2


# --- tables as segments --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "heading", "duty"),
    [("資金の申告", "求められる対応", DUTY_JA), ("Funds", "What to do", DUTY_EN)],
)
def test_long_cells_are_parted_into_sentences_with_their_labels(
    tmp_path: Path, label: str, heading: str, duty: str
) -> None:
    rows = [["No", heading, "x"], [label, duty * 4, "done"], ["2", duty, ""]]
    document = read(write(tmp_path / "t.pdf", table(rows, [80, 280, 50])))
    segments, _ = segment(document)
    row = [s for s in segments if document.blocks[s.block].cells and s.block == 1]
    assert len(row) >= 8
    assert row[2].stem == f"{heading} | {label}"
    assert row[0].text.startswith(f"{label} | ")
    covered = "".join(s.text for s in row).replace(" ", "").replace("|", "")
    assert covered == (label + duty * 4 + "done").replace(" ", "")


def test_every_word_of_a_table_is_in_a_segment(tmp_path: Path) -> None:
    rows = [["a", "b"], ["1", f"{DUTY_EN}<br/>・{DUTY_JA}<br/>・{DUTY_JA}"], [DUTY_JA, "残り"]]
    document = read(write(tmp_path / "t.pdf", table(rows, [120, 300])))
    segments, _ = segment(document)
    for a, b in itertools.pairwise(segments):
        assert a.span[1] <= b.span[0]
    said = "".join(s.text for s in segments)
    assert [c for c in document.text if c.isalnum()] == [c for c in said if c.isalnum()]


def test_a_table_answers_by_place() -> None:
    assert Table(1).grid() == []
    assert Table(1).heading_rows() == 0


def test_a_line_that_runs_over_its_cell_stays_in_it(tmp_path: Path) -> None:
    """As spreadsheets print: the words go on across the rule, over those of the next cell."""
    canvas = Canvas(str(tmp_path / "over.pdf"))
    edges, tops = (72, 100, 330, 480), (700, 680, 660, 640)
    canvas.grid(edges, tops)
    rows = [
        ("1", "The manager keeps a list of all users and shows it to the staff at once", "Done"),
        ("2", "The manager keeps the list in a safe place.", "Not yet"),
        ("3", "The manager tells all of the users how to report a loss of data or keys.", "Done"),
    ]
    for (number, duty, state), top in zip(rows, tops, strict=False):
        canvas.setFont("Helvetica", 8)
        for x, text in zip(edges, (number, duty, state), strict=False):
            canvas.drawString(x + 3, top - 12, text)
    width = canvas.stringWidth(rows[0][1], "Helvetica", 8)
    assert edges[1] + 3 + width > edges[2] + 3  # the test is one
    canvas.save()
    assert shown(read(tmp_path / "over.pdf")) == [list(row) for row in rows]


@pytest.mark.parametrize("text", ["A1234567", "研究機関登録番号"])
def test_boxes_of_one_character_each_stay_cells(tmp_path: Path, text: str) -> None:
    canvas = Canvas(str(tmp_path / "form.pdf"))
    font, step = ("HeiseiMin-W3", 10.2) if ord(text[1]) > 255 else ("Courier", 6.2)
    edges = [72 + step * i for i in range(len(text) + 1)]
    canvas.grid(edges, (700, 686, 672))
    canvas.setFont(font, 10)
    for y in (689, 675):
        for x, char in zip(edges, text, strict=False):
            canvas.drawString(x + 0.1, y, char)
    canvas.save()
    assert shown(read(tmp_path / "form.pdf")) == [list(text), list(text)]
