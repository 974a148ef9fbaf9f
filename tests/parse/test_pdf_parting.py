"""Where one block ends and the next begins: items, labels, columns under bars, margins."""

from __future__ import annotations

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.numbering import split_number
from pipeline.parse.pdf.continuation import open_quote
from pipeline.parse.pdf.series import shape_of
from pipeline.records import BlockKind, Document
from tests.parse.conftest import JAPANESE_FACE as JA
from tests.parse.conftest import Draw
from tests.parse.test_pdf_layout import EN, ENGLISH, JAPANESE, column

W, H = A4


def blocks(document: Document, *kinds: BlockKind) -> list[str]:
    return [
        document.text[b.span[0] : b.span[1]]
        for b in document.blocks
        if not kinds or b.kind in kinds
    ]


def lines(canvas: Canvas, rows: list[tuple[float, float, str]], font: str, size: float) -> None:
    canvas.setFont(font, size)
    for x, y, text in rows:
        canvas.drawString(x, y, text)


def test_a_heading_that_fills_its_line_ends_where_the_face_changes(draw: Draw) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    heads = (
        "●大学及び研究機関による外部資金の届出制度の整備",
        "●外国の機関との共同研究における情報の管理と記録",
    )

    def paint(canvas: Canvas) -> None:
        y = 760.0
        for head in heads:
            canvas.setFont("HeiseiKakuGo-W5", 11)
            canvas.drawString(72, y, head)
            width = 11 * len(head)
            y = column(canvas, "　" + JAPANESE, 72, y - 17, width, 10.5, JA) - 17

    found = blocks(draw(paint))
    assert [x for x in found if x in (heads[0][1:], heads[1][1:])] == [x[1:] for x in heads]


def test_middle_dots_below_each_other_are_items(draw: Draw) -> None:
    """An item that nearly fills its line has no full stop either."""
    full = "・研究者の所属機関が定める利益相反の管理に関する規程並びに安全保障輸出管理規程"
    short = ["・共同研究の相手方の確認", "・受入れ資金の一覧", "・施設への立入りの記録"]

    def paint(canvas: Canvas) -> None:
        y = column(canvas, JAPANESE, 72, 760, 420, 10.5, JA)
        for item in [full, *short]:
            canvas.setFont(JA, 10.5)
            canvas.drawString(72, y, item)
            y -= 16

    found = blocks(draw(paint), BlockKind.ITEM)
    assert found == [item[1:] for item in [full, *short]]


def test_a_dot_inside_a_word_that_begins_a_line_goes_on(draw: Draw) -> None:
    text = (
        "研究機関は、情報の取扱いについて定める規程において、利用者ごとのアクセス"
        "・コントロールの方法並びにその記録の保存の期間を定め、公表するものとする。"
    )

    def paint(canvas: Canvas) -> None:
        canvas.setFont(JA, 10.5)
        canvas.drawString(72, 700, text[:36])
        canvas.drawString(72, 684, text[36:])

    assert blocks(draw(paint), BlockKind.PARAGRAPH, BlockKind.ITEM) == [text]


def test_text_set_out_below_an_item_is_no_part_of_it(draw: Draw) -> None:
    """The item has no full stop, stands far in, and white parts it from what follows."""
    item = "上記に関する情報を文書にして保管し、参照できる状態とする"
    after = "各機関が社会と連携して取り組むことが期待される事項は、次のとおり整理される。"

    def paint(canvas: Canvas) -> None:
        y = column(canvas, JAPANESE, 72, 760, 440, 10.5, JA)
        lines(canvas, [(100, y - 4, "① 文書化")], JA, 10.5)
        lines(canvas, [(120, y - 20, "● " + item)], JA, 10.5)
        lines(canvas, [(82, y - 54, after)], JA, 10.5)
        column(canvas, JAPANESE, 72, y - 90, 440, 10.5, JA)

    found = blocks(draw(paint))
    assert item in found
    assert after in found


def test_an_answer_begins_below_the_box_of_its_question(draw: Draw) -> None:
    title = "登録原簿の制度に関する質疑応答集について（その四）"

    def paint(canvas: Canvas) -> None:
        canvas.setFont(JA, 10.5)
        canvas.drawString(72 + (450 - canvas.stringWidth(title, JA, 10.5)) / 2, 770, title)
        y = 740.0
        for at in range(2):
            top = y
            lines(canvas, [(72, y, f"（問{'１２'[at]}）")], JA, 10.5)
            y = column(canvas, "研究機関は登録を要するか。" + JAPANESE, 72, y - 16, 440, 10.5, JA)
            canvas.rect(66, y + 10, 452, top - y + 4)
            y -= 6
            lines(canvas, [(72, y, "（答）")], JA, 10.5)
            y = column(canvas, "登録を要する。" + JAPANESE, 72, y - 16, 440, 10.5, JA) - 14

    found = blocks(draw(paint))
    assert found.count("（答）") == 2
    assert title in found
    assert [x[:3] for x in found if x.startswith("登録を")] == ["登録を", "登録を"]


@pytest.mark.parametrize(("font", "text"), [(EN, ENGLISH), (JA, JAPANESE)])
@pytest.mark.parametrize("drawn", ["rules", "bar"])
def test_a_short_heading_in_a_bar_across_ends_the_columns_above(
    draw: Draw, font: str, text: str, drawn: str
) -> None:
    heading = "Training" if font == EN else "人材育成"

    def paint(canvas: Canvas) -> None:
        for part, top in (("A", 760.0), ("B", 560.0)):
            for side, x in enumerate((60.0, 310.0)):
                y = top
                for nth in range(2):
                    y = column(canvas, f"{part}{side}{nth} {text}", x, y, 225, 10, font) - 12
        if drawn == "bar":
            canvas.setFillGray(0.85)
            canvas.rect(60, 590, 475, 22, stroke=0, fill=1)
            canvas.setFillGray(0)
        else:
            canvas.line(60, 612, 535, 612)
            canvas.line(60, 590, 535, 590)
        canvas.setFont(font, 13)
        canvas.drawString(66, 596, heading)

    kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TITLE)
    found = blocks(draw(paint), *kinds)
    heads = [x if x == heading else x[:3] for x in found]
    assert heads == ["A00", "A01", "A10", "A11", heading, "B00", "B01", "B10", "B11"]


@pytest.mark.parametrize(
    ("font", "text", "remarks"),
    [
        (JA, JAPANESE, ["コメントの追加 [AB1]: 原文と異なる。", "書式を変更: 蛍光ペン (なし)"]),
        (EN, ENGLISH, ["Commented [AB1]: Not in the original.", "Formatted: Highlight"]),
    ],
)
def test_remarks_of_a_word_processor_are_no_text(
    draw: Draw, font: str, text: str, remarks: list[str]
) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillGray(0.94)
        canvas.rect(400, 60, 190, 720, stroke=0, fill=1)
        canvas.setFillGray(0)
        y = 740.0
        for _ in range(3):
            y = column(canvas, text, 60, y, 320, 9, font) - 4
        lines(canvas, [(415, 735, remarks[0]), (415, 700, remarks[1])], font, 6.5)

    document = draw(paint)
    assert [x.replace(" ", "") for x in blocks(document, BlockKind.PARAGRAPH)] == [
        text.replace(" ", "")
    ] * 3
    assert blocks(document, BlockKind.FURNITURE) == remarks


def test_a_gazette_is_read_tier_by_tier(draw: Draw) -> None:
    """Columns of vertical writing in two tiers with a rule between, a running head above."""
    size, per_column, columns = 9.0, 32, 20
    step = 1.02 * size
    texts = [f"{'甲乙'[tier]}　" + "　".join([JAPANESE] * 4) for tier in range(2)]

    def paint(canvas: Canvas) -> None:
        canvas.setFont(JA, 10)
        for x, head in (
            (80, "令和８年４月２５日　金曜日"),
            (300, "官　　報"),
            (430, "第４８１７号"),
        ):
            canvas.drawString(x, H - 50, head)
        canvas.setFont(JA, size)
        for tier, text in enumerate(texts):
            top = H - 80 - tier * (per_column * step + 7.7)
            for i, char in enumerate(text[: per_column * columns]):
                at, row = divmod(i, per_column)
                if char != "　":
                    canvas.drawString(W - 70 - 1.5 * size * at, top - step * row, char)
        middle = H - 80 - (per_column - 1) * step - 5
        canvas.line(60, middle, W - 50, middle)

    document = draw(paint)
    prose = "".join(blocks(document, BlockKind.PARAGRAPH)).replace(" ", "").replace("\u3000", "")
    wanted = "".join(texts).replace("\u3000", "")
    assert prose == wanted
    assert "官" not in prose


WORDS = ENGLISH.rstrip(".").split()


def passage(seed: int) -> str:
    """Give words in an order of their own: what repeats from page to page is furniture."""
    at = 5 * seed % len(WORDS)
    return " ".join([*WORDS[at:], *WORDS[:at]]) + "."


def register(canvas: Canvas, page: int) -> None:
    """Draw three columns of a register: a page number, notes below a short rule in each column."""
    width = 150.0
    canvas.setFont(EN, 9)
    canvas.drawRightString(540, H - 40, str(47698 + page))
    canvas.line(50, H - 48, 540, H - 48)
    for at, x in enumerate((50.0, 220.0, 390.0)):
        y = H - 66.0
        if at == 2:
            y = column(canvas, f"C{page}9 {passage(page)}", x, y, width, 9) - 4
            canvas.setFont("Helvetica-Bold", 9)
            canvas.drawString(x, y, "Proposed Changes to the Terms")
            y -= 13.5
        for nth in range(3):
            words = f"{'ABC'[at]}{page}{nth} {passage(page + 3 * at + 7 * nth)}".split()
            canvas.setFont(EN, 9)
            first: list[str] = []
            while canvas.stringWidth(" ".join([*first, words[0]]), EN, 9) < width - 10:
                first.append(words.pop(0))
            canvas.drawString(x + 10, y, " ".join(first))
            y = column(canvas, " ".join(words), x, y - 13.5, width, 9)
        y -= 6
        canvas.line(x, y, x + 60, y)
        y -= 12
        if at == 1:
            column(canvas, f"and of the {page} archives when it ends.", x, y, width, 7)
            continue
        note = passage(page + at).rstrip(".").split()
        canvas.setFont(EN, 5)
        canvas.drawString(x + 6, y + 3, str(3 * page + at + 1))
        canvas.setFont(EN, 7)
        canvas.drawString(x + 10, y, " ".join(note[:7]))
        column(canvas, " ".join(note[7:]) + ("" if at == 0 else "."), x, y - 10, width, 7)


def test_columns_of_a_register_keep_their_notes_apart(draw: Draw) -> None:
    def paint(canvas: Canvas) -> None:
        for page in range(3):
            register(canvas, page)
            canvas.showPage()

    document = draw(paint)
    head = "Proposed Changes to the Terms"
    assert blocks(document).count(head) == 3
    prose = [x for x in blocks(document, BlockKind.PARAGRAPH) if x != head]
    assert [x[:3] for x in prose] == [
        f"{c}{page}{nth}" for page in range(3) for c, nths in
        (("A", (0, 1, 2)), ("B", (0, 1, 2)), ("C", (9, 0, 1, 2))) for nth in nths
    ]  # fmt: skip
    assert all(len(x.split()) == len(WORDS) + 1 for x in prose)
    notes = blocks(document, BlockKind.NOTE)
    assert len(notes) == 6
    assert all(x.endswith("when it ends.") for x in notes[::2])
    assert blocks(document, BlockKind.FURNITURE) == ["47698", "47699", "47700"]


@pytest.mark.parametrize(
    ("items", "face", "width"),
    [
        (
            [
                "三 利用者に対する、当該行為に用いた計算機の利用の停止の命令又は登録の抹消の命令",
                "四 委員会への報告",
                "五 その他必要な措置",
            ],
            JA,
            420,
        ),
        (
            [
                "3. An order to stop the use of the machine and to take the user off the list",
                "4. Order number 7 stays in force",
                "5. Other measures that are needed",
            ],
            EN,
            370,
        ),
    ],
)
def test_the_next_number_begins_an_item_below_a_full_line(
    items: list[str], face: str, width: float, draw: Draw
) -> None:
    """Without a full stop the line before could go on; 四 right below 三 says that it does not."""

    def paint(canvas: Canvas) -> None:
        y = column(canvas, JAPANESE if face == JA else ENGLISH, 72, 760, width, 10.5, face)
        lines(canvas, [(72, y - 16 * i, item) for i, item in enumerate(items)], face, 10.5)

    assert blocks(draw(paint), BlockKind.ITEM) == [item.split(" ", 1)[1] for item in items]


def test_numerals_in_kanji_have_one_form() -> None:
    numbers = [split_number(f"{numeral}　報告") for numeral in "一二三四五六七八九十"]
    assert len({shape_of(number) for number in numbers if number is not None}) == 1
    assert all(numbers)


@pytest.mark.parametrize(
    ("words", "still"),
    [
        ("「試料（又は資料）による。", True),
        ("「試料（又は資料)による」とする。", False),  # closed in the other width
        ("(又は資料）による。", False),
        ("試料（次の(1)及び(2)に", True),
        ("「試料（又は資料」とする。", False),  # the quotation ends what stands in it
        ("『試料』（「資料」を除く。", True),
    ],
)
def test_a_bracket_closed_in_the_other_width_is_closed(words: str, still: bool) -> None:
    assert open_quote(words) is still


def test_a_paragraph_begins_below_one_with_brackets_of_two_widths(draw: Draw) -> None:
    first = [
        "　なお、特定の版の試験方法（又は規格)を準用する場合には「特定の版による。」と記載",
        "することとし、その旨を届け出る必要がある。",
    ]
    second = "　また、試験方法の一部を準用する場合は、以下のように記載することで差し支えない。"

    def paint(canvas: Canvas) -> None:
        y = column(canvas, JAPANESE, 72, 760, 420, 10.5, JA)
        rows = [(72.0, y, first[0]), (72.0, y - 16, first[1]), (72.0, y - 32, second)]
        lines(canvas, rows, JA, 10.5)

    found = blocks(draw(paint), BlockKind.PARAGRAPH)
    assert "".join(first).strip() in found
    assert second.strip() in found


@pytest.mark.parametrize(
    ("face", "rows", "joint"),
    [
        (
            EN,
            [[("Send what you know to the person named under the words ", 10.5),
              ("FOR MORE", 8.0)],
             [("INFORMATION CONTACT ABOVE AND BELOW IN THIS NOTICE", 8.0), (" and wait.", 10.5)]],
            " ",
        ),
        (
            JA,
            [[("届出の様式は別に定めるところによるものとし、その書き方は", 10.5), ("様式の記入要領及び", 8.0)],
             [("その添付書類に関する留意事項を定める別紙の第二号の全部", 8.0), ("を参照すること。", 10.5)]],
            "",
        ),
    ],
)  # fmt: skip
def test_small_type_goes_on_over_a_line_end(
    face: str, rows: list[list[tuple[str, float]]], joint: str, draw: Draw
) -> None:
    """Most of the second line is small: it goes on all the same."""

    def paint(canvas: Canvas) -> None:
        y = column(canvas, JAPANESE if face == JA else ENGLISH, 72, 760, 380, 10.5, face)
        for row in rows:
            x = 72.0
            for words, size in row:
                canvas.setFont(face, size)
                canvas.drawString(x, y, words)
                x += canvas.stringWidth(words, face, size)
            y -= 15

    expected = joint.join("".join(words for words, _ in row) for row in rows)
    assert expected in blocks(draw(paint), BlockKind.PARAGRAPH)


def test_labels_in_capitals_begin_the_parts_of_a_notice(draw: Draw) -> None:
    """The line before is as full as the label lets it be; in a sentence capitals begin nothing."""
    rows = [
        "SUMMARY: The office proposes that samples are lent to schools in summer.",
        "DATES: The office must have what you say on or before the last day of May.",
        "ADDRESSES: Write to the office, and put on the letter what is named under",
        "DATES: the day, the month and the year in which it was sent to us by you.",
    ]

    def paint(canvas: Canvas) -> None:
        lines(canvas, [(72, 700 - 14 * i, row) for i, row in enumerate(rows)], EN, 10.5)

    assert blocks(draw(paint), BlockKind.PARAGRAPH) == [*rows[:2], " ".join(rows[2:])]
