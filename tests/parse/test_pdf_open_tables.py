"""Tables whose rules stand only between the rows, with labels for several rows beside them."""

from __future__ import annotations

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.records import BlockKind
from tests.parse.conftest import JAPANESE_FACE as JA
from tests.parse.conftest import Draw

W, H = A4
EN = "Helvetica"
ROWS = {
    "ja": (
        [
            (
                "適切なデータの収集",
                ["個人情報を含むデータは、法令に従って扱う", "取扱いの記録を残す"],
            ),
            ("偏りへの配慮", ["学習に用いるデータの偏りを点検する"]),
            ("安全の確保", ["予期しない利用に耐える性能を求める", "危険を小さくする方法を選ぶ"]),
            ("記録の保存", ["検証に要る記録を五年間保存する"]),
            ("関係者への説明", ["性能の変化とその理由を利用者に知らせる"]),
        ],
        ["学習の前", "開発の時"],
        "開発者は、次の事項に留意することが重要である",
    ),
    "en": (
        [
            (
                "Proper collection",
                ["Treat personal data as the law provides", "Keep a record of it"],
            ),
            ("Care about bias", ["Check the data for bias before training"]),
            ("Safety", ["Ask for performance in unforeseen use", "Choose the lesser danger"]),
            ("Records", ["Keep what is needed for a later review"]),
            ("Informing others", ["Tell users of changes and their reasons"]),
        ],
        ["Before", "During"],
        "Developers pay particular attention to what follows here",
    ),
}


@pytest.mark.parametrize("room", [16, 44])  # points of white below each row
@pytest.mark.parametrize("language", ["ja", "en"])
def test_rows_outside_the_rules_belong_to_the_table(draw: Draw, language: str, room: int) -> None:
    rows, labels, above = ROWS[language]
    font, size = (JA if language == "ja" else EN), 10.0

    def paint(canvas: Canvas) -> None:
        canvas.setFont(font, size * 1.3)
        canvas.drawString(60, 740, above)
        canvas.setFont(font, size)
        y = 690.0
        for i, (label, lines) in enumerate(rows):
            if i:
                canvas.line(130, y + 18, 530, y + 18)
            canvas.drawString(132, y, label)
            for line in lines:
                canvas.drawString(280, y, "- " + line)
                y -= 14
            y -= room
        canvas.drawString(60, 664, labels[0])
        canvas.drawString(60, 590, labels[1])

    document = draw(paint)
    found = [
        document.text[b.span[0] : b.span[1]] for b in document.blocks if b.kind is BlockKind.TABLE
    ]
    assert [x.split(" | ")[0] for x in found] == [label for label, _ in rows]
    assert all(x.split(" | ")[1].count("-") == len(r[1]) for x, r in zip(found, rows, strict=True))
    assert not any(label in x for x in found for label in labels)
    assert above not in "".join(found)


def test_a_label_at_half_the_height_of_its_row_makes_no_row_of_its_own(draw: Draw) -> None:
    """Three stretches only, so that rules alone do not tell whether each is one row."""
    rows = [
        ("説明の責任", ["経緯を利用者に説明する", "方針を定めて公表する", "記録を残す"]),
        ("教育", ["知識を得る機会を設ける", "世代の差を考える", "内容を毎年改める"]),
        ("公正な競争", ["競争の環境を保つ", "優位な立場を用いない", "協力を妨げない"]),
    ]

    def paint(canvas: Canvas) -> None:
        canvas.setFont(JA, 10)
        y = 700.0
        canvas.line(80, y + 14, 520, y + 14)
        for label, lines in rows:
            canvas.drawString(84, y - 7, label)
            for line in lines:
                canvas.drawString(240, y, "・" + line)
                y -= 14
            canvas.line(80, y + 8, 520, y + 8)
            y -= 10

    document = draw(paint)
    found = [
        document.text[b.span[0] : b.span[1]] for b in document.blocks if b.kind is BlockKind.TABLE
    ]
    assert [x.split(" | ")[0] for x in found] == [label for label, _ in rows]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_table_open_on_all_sides_has_a_first_and_a_last_row(draw: Draw, language: str) -> None:
    """One rule between the columns from top to bottom, rules between the rows, no border."""
    rows = ROWS[language][0][:4]
    font = JA if language == "ja" else EN

    def paint(canvas: Canvas) -> None:
        canvas.setFont(font, 10)
        y = 700.0
        for i, (label, lines) in enumerate(rows):
            if i:
                canvas.line(100, y + 12, 500, y + 12)
            canvas.drawString(104, y, label)
            for line in lines:
                canvas.drawString(244, y, line)
                y -= 13
            y -= 6
        canvas.line(238, 714, 238, y + 10)

    document = draw(paint)
    found = [
        document.text[b.span[0] : b.span[1]] for b in document.blocks if b.kind is BlockKind.TABLE
    ]
    assert [x.split(" | ")[0] for x in found] == [label for label, _ in rows]
    assert all(x.count(" | ") == 1 for x in found)
