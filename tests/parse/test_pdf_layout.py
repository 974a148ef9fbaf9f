"""Layouts drawn for the purpose: columns, frames, drawings, notes, directions of writing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.parse import parse
from pipeline.records import BlockKind, Document

JA, EN = "HeiseiMin-W3", "Helvetica"
W, H = A4

ENGLISH = (
    "The office shall publish the list of funded projects every year and keep it for ten years so"
    " that any member of the public can see who received support and for what purpose it was given."
)
JAPANESE = (
    "研究機関は、毎年度、外国の機関から受け入れた資金及び物品の一覧を作成し、これを五年間保存するとともに、"
    "資金配分機関から求めがあったときは遅滞なく提出しなければならない。"
)


def column(
    canvas: Canvas, text: str, x: float, y: float, width: float, size: float = 10, font: str = EN
) -> float:
    """Set a paragraph in lines of that width; give the height below it."""
    canvas.setFont(font, size)
    line = ""
    units = list(text) if font == JA else [w + " " for w in text.split()]
    for unit in units:
        if canvas.stringWidth((line + unit).rstrip(), font, size) > width:
            canvas.drawString(x, y, line.rstrip())
            y -= 1.5 * size
            line = ""
        line += unit
    canvas.drawString(x, y, line.rstrip())
    return y - 1.5 * size


def blocks(document: Document, *kinds: BlockKind) -> list[str]:
    return [
        document.text[b.span[0] : b.span[1]]
        for b in document.blocks
        if not kinds or b.kind in kinds
    ]


TEXTS = [(ENGLISH, EN), (JAPANESE, JA)]


@pytest.mark.parametrize(("text", "font"), TEXTS)
@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_one_after_the_other(
    draw: Callable[[Callable[[Canvas], None]], Document], text: str, font: str, count: int
) -> None:
    gap = 18.0
    width = (W - 100 - gap * (count - 1)) / count

    def paint(canvas: Canvas) -> None:
        for i in range(count):
            y = 700.0
            for j in range(3):
                mark = f"{'ABC'[i]}{j}"
                y = column(canvas, f"{mark} {text}", 50 + i * (width + gap), y, width, 10, font) - 6

    found = blocks(draw(paint), BlockKind.PARAGRAPH)
    order = [p[:2] for p in found]
    assert order == [f"{c}{j}" for c in "ABC"[:count] for j in range(3)]
    assert all(p[3:].replace(" ", "") == text.replace(" ", "") for p in found)


@pytest.mark.parametrize(("text", "font"), TEXTS)
def test_a_box_is_read_by_itself_and_the_prose_around_it_goes_on(
    draw: Callable[[Callable[[Canvas], None]], Document], text: str, font: str
) -> None:
    def paint(canvas: Canvas) -> None:
        # The third line stands below the box; the second is full.
        size = 10.0
        width = canvas.stringWidth(text, font, size) / 2.6
        lines: list[tuple[float, str]] = []
        canvas.drawString, plain = (lambda x, y, line: lines.append((y, line))), canvas.drawString
        y = column(canvas, text, 60, 760, width, size, font)
        canvas.drawString = plain
        canvas.setFont(font, size)
        for at, line in lines:
            plain(60, at if at > 735 else at - 80, line)
        canvas.setFillGray(0.9)
        canvas.rect(55, y - 50, 440, 60, stroke=0, fill=1)
        canvas.setFillGray(0)
        inner = "Box. " + ENGLISH if font == EN else "囲み。" + JAPANESE
        column(canvas, inner, 65, y - 10, 420, size, font)

    document = draw(paint)
    boxed = [b for b in document.blocks if b.boxed]
    assert boxed
    assert all(document.text[b.span[0] :].startswith(("Box", "囲み")) for b in boxed[:1])
    prose = [
        "".join(document.text[b.span[0] : b.span[1]].split())
        for b in document.blocks
        if not b.boxed
    ]
    assert "".join(text.split()) in prose


def test_labels_of_a_drawing_are_no_prose(
    draw: Callable[[Callable[[Canvas], None]], Document],
) -> None:
    labels = ["input", "output", "model", "data", "error", "研究者", "大学", "機関"]

    def paint(canvas: Canvas) -> None:
        y = column(canvas, ENGLISH, 60, 760, 460)
        for i in range(12):
            canvas.line(80, y - 200, 95 + 31 * i, y - 40 - 9 * i)
        for i, label in enumerate(labels):
            canvas.setFont(JA if label[0] > "z" else EN, 8)
            canvas.drawString(85 + 37 * i + 5 * (i % 3), y - 60 - 15 * i, label)
        column(canvas, "Afterwards. " + ENGLISH, 60, y - 230, 460)

    document = draw(paint)
    prose = blocks(document, BlockKind.PARAGRAPH)
    assert prose == [ENGLISH, "Afterwards. " + ENGLISH]
    shown = " ".join(blocks(document, BlockKind.FIGURE))
    assert all(label in shown for label in labels)


@pytest.mark.parametrize(("text", "font", "note"), [
    (ENGLISH, EN, "See the earlier notice, which the office"),
    (JAPANESE, JA, "先の通知を参照。その通知は"),
])  # fmt: skip
def test_a_note_is_linked_and_goes_on_at_the_next_foot(
    draw: Callable[[Callable[[Canvas], None]], Document], text: str, font: str, note: str
) -> None:
    more = "withdrew later." if font == EN else "後に廃止された。"

    def paint(canvas: Canvas) -> None:
        for page in range(2):
            y = 760.0
            for i in range(4):
                y = column(canvas, f"{page}{i}, " + text, 60, y, 460, 10, font)
            if page == 0:
                canvas.setFont(font, 10)
                head = "The notice" if font == EN else "この通知"
                canvas.drawString(60, y, head)
                end = 60 + canvas.stringWidth(head, font, 10)
                canvas.setFont(EN, 6)
                canvas.drawString(end, y + 4, "7")
                canvas.setFont(font, 10)
                rest = " was sent to all." if font == EN else "は全機関に送られた。"
                canvas.drawString(end + 4, y, rest)
            canvas.line(60, 130, 200, 130)
            canvas.setFont(EN, 5)
            canvas.drawString(60, 121 if page == 0 else 105, str(7 + page))
            canvas.setFont(font, 8)
            if page == 0:
                # A note of one line that fills the width, without a full stop.
                filled = note
                while canvas.stringWidth(filled, font, 8) < 440:
                    filled += " " + note if font == EN else note
                canvas.drawString(66, 118, filled)
            else:
                canvas.drawString(66, 118, more)
                canvas.drawString(66, 102, "Another note." if font == EN else "別の注。")
            canvas.showPage()

    document = draw(paint)
    notes = [b for b in document.blocks if b.kind is BlockKind.NOTE]
    assert [b.number for b in notes] == ["7", "8"]
    first = document.text[notes[0].span[0] : notes[0].span[1]]
    assert first.startswith(note[:10]) and first.endswith(more)
    assert {a.page for a in notes[0].anchors} == {1, 2}
    marked = next(b for b in document.blocks if b.marks)
    words = document.text[marked.span[0] : marked.span[1]]
    assert "7" not in words
    assert marked.marks[0][1] == "7"
    assert document.blocks[marked.notes[0] or 0] == notes[0]


def test_vertical_writing_is_read_down_and_from_the_right(
    draw: Callable[[Callable[[Canvas], None]], Document],
) -> None:
    size, per_column = 12.0, 30

    def paint(canvas: Canvas) -> None:
        canvas.setFont(JA, size)
        text = "　" + JAPANESE + "　" * (-(len(JAPANESE) + 1) % per_column) + "　" + JAPANESE[::1]
        for i, char in enumerate(text):
            at, row = divmod(i, per_column)
            if char != "　":
                canvas.drawString(W - 90 - 22 * at, H - 100 - 1.1 * size * row, char)

    document = draw(paint)
    assert blocks(document, BlockKind.PARAGRAPH) == [JAPANESE, JAPANESE]
    first = document.blocks[0].anchors
    assert all(a.box and 0 <= a.box[0] < a.box[2] <= W and a.box[3] <= H for a in first)
    boxes = [a.box for a in first if a.box]
    assert boxes[0][0] > boxes[1][0]  # the next column stands to the left


@pytest.mark.parametrize("degrees", [90, -90])
def test_a_page_set_sideways_is_read(
    draw: Callable[[Callable[[Canvas], None]], Document], degrees: int
) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.rotate(degrees)
        canvas.translate(*((0, -W) if degrees == 90 else (-H, 0)))
        column(canvas, ENGLISH, 60, 500, 600)
        column(canvas, JAPANESE, 60, 400, 600, 10, JA)

    assert blocks(draw(paint), BlockKind.PARAGRAPH) == [ENGLISH, JAPANESE]


def test_spread_words_are_closed_up(
    draw: Callable[[Callable[[Canvas], None]], Document],
) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont(JA, 12)
        for i, char in enumerate("事務連絡"):
            canvas.drawString(350 + 40 * i, 780, char)
        canvas.drawString(60, 740, "目　次")
        column(canvas, JAPANESE, 60, 700, 460, 12, JA)

    document = draw(paint)
    assert "事務連絡" in document.text
    assert "目次" in document.text
    assert JAPANESE in document.text


def test_counted_parts_of_a_sentence_stay_in_it(
    draw: Callable[[Callable[[Canvas], None]], Document],
) -> None:
    text = "対象は、①外国の機関との共同研究に係る契約、②外国の機関からの資金及び物品の受入れ、③外国の人材の受入れとする。"

    def paint(canvas: Canvas) -> None:
        # As wide as its first part, so that ② begins a line.
        width = canvas.stringWidth(text[: text.index("②")], JA, 10) + 0.5
        y = column(canvas, text, 60, 760, width, 10, JA)
        column(canvas, JAPANESE, 60, y - 20, width, 10, JA)

    assert text in blocks(draw(paint), BlockKind.PARAGRAPH)


def test_boxes_count_from_the_visible_corner(tmp_path: Path) -> None:
    path = tmp_path / "cropped.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setCropBox((100, 100, W - 50, H - 40))
    canvas.drawString(150, H - 90, ENGLISH[:60])
    canvas.save()
    document = parse(path, "0" * 64)
    box = document.blocks[0].anchors[0].box
    assert box is not None
    assert box[0] == pytest.approx(50, abs=1) and 35 < box[1] < 60


def test_a_box_over_two_pages_stands_above_the_notes_of_each(
    draw: Callable[[Callable[[Canvas], None]], Document],
) -> None:
    def paint(canvas: Canvas) -> None:
        for page in (1, 2):
            y = H - 80.0
            if page == 1:
                y = column(canvas, f"{ENGLISH} {ENGLISH}", 72, y, 440) - 20
            top = y + 16
            for _ in range(2):
                y = column(canvas, f"In the box of page {page}: {ENGLISH}", 84, y, 410) - 6
            canvas.setLineWidth(1)
            canvas.rect(76, y, 430, top - y)
            canvas.line(72, 110, 200, 110)
            canvas.setFont(EN, 6)
            canvas.drawString(72, 99, str(page))
            canvas.setFont(EN, 8)
            canvas.drawString(77, 95, f"The note of page {page} is set below its box.")
            if page == 2:
                column(canvas, f"After the box. {ENGLISH} {ENGLISH}", 72, y - 30, 440)
            canvas.showPage()

    doc = draw(paint)
    blocks = [b for b in doc.blocks if b.kind is not BlockKind.FURNITURE]
    pages = [b.anchors[0].page for b in blocks]
    kinds = [(b.kind, b.boxed) for b in blocks]
    assert pages == sorted(pages)
    for page in (1, 2):
        boxed = [i for i, b in enumerate(blocks) if b.boxed and b.anchors[0].page == page]
        note = next(
            i
            for i, b in enumerate(blocks)
            if b.kind is BlockKind.NOTE and b.anchors[0].page == page
        )
        assert boxed and max(boxed) < note, kinds


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_short_end_of_two_columns_below_a_box(
    draw: Callable[[Callable[[Canvas], None]], Document], language: str
) -> None:
    """Two full rows and two with the end of a heading or paragraph are columns all the same."""
    left = {
        "en": [
            "The convention on data and on the role",
            "of the rule of law",
            "The body sets the standards for rights",
            "and for law in all of the states that",
        ],
        "ja": [
            "欧州の会議の「情報、権利、民主主義、",
            "法の支配の条約」",
            "権利、民主主義、法の支配の分野で基準",
            "の策定を主導する国際機関であり、日本",
        ],
    }[language]
    right = {
        "en": [
            "take part in it as members or as guests",
            "and the members talk of a new text on",
            "the use of data, which they hope to end",
            "this year.",
        ],
        "ja": [
            "及び米国も参加している。この機関にお",
            "いても、「情報、権利、民主主義、法の",
            "支配の条約」について、議論が進められ",
            "ている。",
        ],
    }[language]
    font, boxed = (EN, ENGLISH) if language == "en" else (JA, JAPANESE)

    def paint(canvas: Canvas) -> None:
        y = H - 90
        for _ in range(4):
            y = column(canvas, boxed, 84, y, 420, 10, font)
        canvas.setFillColorRGB(0.8, 0.9, 0.8)
        canvas.rect(72, y, 450, H - 72 - y, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        y = H - 90
        for _ in range(4):
            y = column(canvas, boxed, 84, y, 420, 10, font)
        canvas.setFont(font, 11)
        y -= 40
        for a, b in zip(left, right, strict=True):
            for x, words in ((72, a), (300, b)):
                spare = 205 - canvas.stringWidth(words, font, 11)
                text = canvas.beginText(x, y)
                if 0 < spare < 60:
                    text.setCharSpace(spare / len(words))
                text.textOut(words)
                canvas.drawText(text)
            y -= 17

    text = draw(paint).text.replace("\n\n", " ").replace(" ", "")
    assert "".join([*left, *right]).replace(" ", "") in text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_points_of_a_chart_are_labels_and_the_items_of_a_box_are_not(
    draw: Callable[[Callable[[Canvas], None]], Document], language: str
) -> None:
    font = JA if language == "ja" else EN
    words = "技術の進展" if language == "ja" else "Progress"
    source = "資料：機構作成の図" if language == "ja" else "Source: figure by the agency"

    def paint(canvas: Canvas) -> None:
        y = column(canvas, JAPANESE if language == "ja" else ENGLISH, 60, 780, 460, 10, font)
        canvas.setFillGray(0.93)
        canvas.rect(60, y - 260, 470, 250, stroke=0, fill=1)
        canvas.rect(60, y - 400, 470, 100, stroke=0, fill=1)
        canvas.setFillGray(0)
        for i in range(14):
            canvas.setFont(JA, 7)
            canvas.drawString(80 + 31 * (i * 5 % 13), y - 36 - 14 * i, "◆")
            canvas.setFont(font, 7)
            canvas.drawString(90 + 31 * (i * 5 % 13), y - 36 - 14 * i, f"{words} {i}")
        for i in range(6):
            canvas.drawString(75 + 80 * i, y - 240, str(1960 + 10 * i))
        canvas.setFont(font, 8)
        canvas.drawString(80, y - 255, source)
        for i in range(6):
            canvas.setFont(JA, 9)
            canvas.drawString(80, y - 316 - 14 * i, "◆")
            canvas.setFont(font, 9)
            canvas.drawString(92, y - 316 - 14 * i, f"{words} {'ABCDEF'[i]}")

    document = draw(paint)
    assert blocks(document, BlockKind.ITEM) == [f"{words} {x}" for x in "ABCDEF"]
    labels = " ".join(blocks(document, BlockKind.FIGURE))
    assert all(f"{words} {i}" in labels for i in range(14))
    assert source in blocks(document)


@pytest.mark.parametrize("english_first", [True, False])
@pytest.mark.parametrize("drift", [0.4, 0.0])
def test_short_columns_in_two_languages_are_read_one_after_the_other(
    english_first: bool, drift: float, draw: Callable[[Callable[[Canvas], None]], Document]
) -> None:
    """An address in both languages: its columns share no lines; terms and meanings do."""
    japanese = [
        "試料保存機構",
        "国立標本研究所",
        "標本情報センター",
        "管理部門",
        "〒000-0000",
        "架空市一番町",
    ]
    english = ["Organization of Samples", "Institute of Specimens", "Specimen Data Center",
               "Division of Management", "1 Ichibancho,", "Kaku City"]  # fmt: skip

    def paint(canvas: Canvas) -> None:
        y = column(canvas, JAPANESE, 72, 760, 440, 10.5, JA) - 20
        for i, (one, other) in enumerate(zip(japanese, english, strict=True)):
            canvas.setFont(JA, 10.5)
            canvas.drawString(330 if english_first else 140, y - 14 * i, one)
            canvas.setFont(EN, 10.5)
            canvas.drawString(140 if english_first else 330, y - (14 - drift) * i, other)
        column(canvas, JAPANESE, 72, y - 120, 440, 10.5, JA)

    text = "".join(draw(paint).text.split())
    both = ["".join("".join(part).split()) for part in (japanese, english)]
    assert all(part in text for part in both) is (drift > 0)
    if drift:
        assert (text.index(both[1]) < text.index(both[0])) is english_first
