"""Sentences that run on past what stands between their parts: page numbers, floats, mentions."""

from __future__ import annotations

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.records import BlockKind, Document
from tests.parse.conftest import JAPANESE_FACE as JA
from tests.parse.conftest import Draw

W, H = A4
EN = "Helvetica"


def blocks(document: Document, *kinds: BlockKind) -> list[str]:
    return [document.text[b.span[0] : b.span[1]] for b in document.blocks if b.kind in kinds]


def page_of(canvas: Canvas, lines: list[str], top: float = H - 80, font: str = EN) -> None:
    canvas.setFont(font, 11)
    for i, line in enumerate(lines):
        canvas.drawString(72, top - 17 * i, line)


HALVES = [
    ("the agency keeps each record for ten years so that it can be", "seen by any member"),
    ("it lists the projects that receive support and the sums that", "each of them was given"),
    ("an office that holds such a list hands it over to the public", "archives at the end"),
    ("whoever takes part in the work of a project names the funds", "that come from abroad"),
    ("a register of the visits is kept by the head of the institute", "and shown on request"),
]


def test_the_number_of_a_file_at_the_foot_does_not_cut_a_sentence(draw: Draw) -> None:
    """Council documents print "5662/24", the initials of a typist and a page number there."""

    def paint(canvas: Canvas) -> None:
        after = "The list begins here."
        for number, (first, rest) in enumerate(HALVES, start=1):
            page_of(canvas, [after, f"In case {'abcde'[number - 1]} {first}"])
            after = f"{rest}."
            canvas.setFont(EN, 11)
            canvas.drawString(57, 50, "5662/24")
            canvas.drawString(400, 50, str(number))
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawString(370, 30, "LIMITE")
            canvas.drawString(516, 30, "EN")
            canvas.showPage()
        page_of(canvas, [after])

    document = draw(paint)
    prose = " ".join(blocks(document, BlockKind.PARAGRAPH))
    assert "5662" not in prose
    assert all(f"{first} {rest}." in prose for first, rest in HALVES)
    assert blocks(document, BlockKind.FURNITURE).count("5662/24") == 5


@pytest.mark.parametrize(
    ("caption", "font", "halves"),
    [
        (
            "Fig. 2. Stages of the work.",
            EN,
            ("Those who take part may include societies of researchers, unions, advocates,",
             "groups of citizens, users of the system and whoever it may concern. They can"),
        ),
        (
            "図２　作業の段階",
            JA,
            ("この取組に参加する者には、研究者の団体、労働組合、消費者の団体、利用者の代表、",
             "市民の団体その他この仕組みによって影響を受けるおそれのある者が含まれる。これらの者は"),
        ),
    ],
)  # fmt: skip
def test_a_sentence_goes_on_below_a_figure_at_the_head_of_the_page(
    draw: Draw, caption: str, font: str, halves: tuple[str, str]
) -> None:
    def paint(canvas: Canvas) -> None:
        page_of(canvas, [halves[0]], 120, font)
        canvas.showPage()
        canvas.setFillGray(0.5)
        canvas.circle(300, 650, 90, fill=1)
        canvas.setFillGray(0)
        canvas.setFont(font, 9)
        canvas.drawString(72, 530, caption)
        page_of(canvas, [halves[1], "keep." if font == EN else "保存する。"], 490, font)

    document = draw(paint)
    assert caption.split()[-1] in "".join(blocks(document, BlockKind.CAPTION))
    assert any(
        halves[0][-9:].strip() in x and halves[1][:9] in x
        for x in blocks(document, BlockKind.PARAGRAPH)
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["この指針において要配慮の情報とは、本人の信条、病歴、犯罪の経歴その他具体的には次の",
         "(1)から(11)までの記述が含まれる情報をいう。"],
        ["１年の休日の一覧は、業務の閑散な特定の期間において、ここでは、〇年４月、〇年５月、",
         "〇年６月に、１日の労働の時間を短くした場合の例である。"],
    ],
)  # fmt: skip
def test_a_number_that_prose_speaks_of_begins_no_item(draw: Draw, lines: list[str]) -> None:
    document = draw(lambda canvas: page_of(canvas, lines, font=JA))
    assert blocks(document, BlockKind.PARAGRAPH) == ["".join(lines)]


def test_full_width_dashes_are_bullets(draw: Draw) -> None:
    lines = ["次の事項を防ぐため、通信に含まれる情報を保護することが望ましい。", "－不完全な通信",
             "－誤った宛先", "－認められない複製"]  # fmt: skip
    document = draw(lambda canvas: page_of(canvas, lines, font=JA))
    assert blocks(document, BlockKind.PARAGRAPH) == lines[:1]
    assert blocks(document, BlockKind.ITEM) == [x[1:] for x in lines[1:]]


def test_an_item_at_the_head_of_a_page_does_not_go_on_with_the_note_before(draw: Draw) -> None:
    """The note at the foot ends in an address, without a stop, in the type of the text."""

    def paint(canvas: Canvas) -> None:
        page_of(canvas, ["○　サービスの利用者は、提供者の定める条件に同意している。"], font=JA)
        canvas.line(72, 110, 216, 110)
        canvas.setFont(JA, 6)
        canvas.drawString(66, 99, "7")
        page_of(canvas, ["同意については、報告書を参照。", "https://example.org/report_ja"], 94, JA)
        canvas.showPage()
        page_of(
            canvas, ["○　まず、利用者の関心を集めるため、情報の表示の順序が変えられる。"], font=JA
        )

    document = draw(paint)
    assert [x[:4] for x in blocks(document, BlockKind.ITEM)] == ["サービス", "まず、利"]
    assert blocks(document, BlockKind.NOTE) == [
        "同意については、報告書を参照。https://example.org/report_ja"
    ]


@pytest.mark.parametrize("caption", ["図５　基本理念", "表４＜提供を受ける場合の方法＞"])
def test_a_caption_at_the_head_of_a_page_ends_a_sentence_without_a_stop(
    draw: Draw, caption: str
) -> None:
    last = "我が国は、その蓄積を強化し、そのような社会を作ることに貢献する責務がある"
    after = "この考え方は、技術の発展によっても変わるものではなく、目指すべきものである。"

    def paint(canvas: Canvas) -> None:
        page_of(
            canvas,
            [
                "研究者及び機関は、この理念を尊重し、その実施の状況を毎年度公表するものとする。",
                last,
            ],
            120,
            JA,
        )
        canvas.showPage()
        page_of(canvas, [caption], 500, JA)
        page_of(canvas, [after], 460, JA)

    document = draw(paint)
    assert blocks(document, BlockKind.CAPTION) == [caption]
    assert blocks(document, BlockKind.PARAGRAPH)[-1] == after


@pytest.mark.parametrize(
    ("head", "title", "text", "face"),
    [
        ("The Lending of Samples", "THE LENDING OF SAMPLES", "A sample is lent on request.", EN),
        ("試料の貸出しに関する手引", "試料の貸出しに関する手引（解説）", "試料は、申請により貸し出す。", JA),
    ],
)  # fmt: skip
def test_running_heads_a_hair_apart_are_one(
    head: str, title: str, text: str, face: str, draw: Draw
) -> None:
    """Half a point decides on which side of a step each one falls; the title is none of them."""

    def paint(canvas: Canvas) -> None:
        canvas.setFont(face, 20)
        canvas.drawString(200, H - 80, title)
        page_of(canvas, [f"{word} {text}" for word in ("Alpha", "Beta")], H - 200, face)
        canvas.showPage()
        for number in range(4):
            canvas.setFont(face, 12)
            canvas.drawString(210, H - 75.6 - 0.5 * number - 2.0 * (number % 2), head)
            names = ("Gamma Delta Epsilon", "Kappa Lambda My", "Omikron Pi Rho", "Phi Chi Psi")[
                number
            ]
            page_of(canvas, [f"{word} {text}" for word in names.split()], H - 140, face)
            canvas.showPage()

    document = draw(paint)
    assert blocks(document, BlockKind.FURNITURE) == [head] * 4
    assert blocks(document, BlockKind.TITLE) == [title]


@pytest.mark.parametrize("prose", [True, False])
def test_a_quotation_set_further_in_goes_on_to_its_end(prose: bool, draw: Draw) -> None:
    """Its lines end at one place, and a capital begins the last; ragged lines tell nothing."""
    rows = [
        "Parties shall provide adequate and effective remedies",
        "against a person who knowingly performs an act which",
        "infringes any right that is covered by the said Berne"
        if prose
        else "infringes a right of the said Berne",
    ]
    last = "Convention of the year named above:"

    def paint(canvas: Canvas) -> None:
        page_of(
            canvas,
            ["The first article of the treaty on remedies, which all members of the league have long",
             "signed, which most of them have in force and which is the law of the land, states this:"],
        )  # fmt: skip
        for i, row in enumerate(rows):
            line = canvas.beginText(150, H - 130 - 14 * i)
            line.setFont(EN, 10.5)
            if prose:
                space = (262 - canvas.stringWidth(row, EN, 10.5)) / row.count(" ")
                line.setWordSpace(space)
            line.textOut(row)
            canvas.drawText(line)
        canvas.setFont(EN, 10.5)
        canvas.drawString(150, H - 130 - 14 * 3, last)

    found = blocks(draw(paint), BlockKind.PARAGRAPH)
    assert (" ".join([*rows, last]) in found) is prose


@pytest.mark.parametrize(
    ("lead", "items", "after", "font"),
    [
        (
            "A record is any of the following:",
            [
                "(a) a note of a test;",
                "(b) a file of results;",
                "(c) a sample;",
                "(d) a photograph.",
            ],
            "Records are kept for ten years.",
            EN,
        ),
        (
            "記録とは、次のいずれかに該当するものをいう。",
            ["一　試験の記録", "二　結果の文書", "三　試料", "四　写真"],
            "記録は十年間保存する。",
            JA,
        ),
    ],
)
def test_a_list_over_pages_holds_no_page_number(
    draw: Draw, lead: str, items: list[str], after: str, font: str
) -> None:
    """Whoever quotes the list from its first word to its last quotes nothing else."""

    def paint(canvas: Canvas) -> None:
        for number, lines in enumerate(([lead, items[0]], items[1:3], [items[3], after]), start=1):
            top = 160 if number == 1 else H - 80
            page_of(canvas, lines, top=top, font=font)
            canvas.setFont(font, 7)
            if number == 2:
                canvas.drawString(72, 80, "1  See the rules on samples of 2019.")
            canvas.setFont(font, 10)
            canvas.drawString(W / 2, 40, str(number))
            canvas.showPage()

    document = draw(paint)
    held = [b for b in document.blocks if b.kind is BlockKind.ITEM]
    assert len(held) == 4
    quoted = document.text[held[0].span[0] : held[-1].span[1]]
    assert quoted.split("\n\n") == [document.text[slice(*b.span)] for b in held]
    assert sorted(blocks(document, BlockKind.FURNITURE)) == ["1", "2", "3"]
