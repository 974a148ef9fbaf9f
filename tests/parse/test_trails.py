"""Headings above blocks: labels that return below every requirement, and what follows them."""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.numbering import split_number
from pipeline.parse.trails import Trails
from pipeline.records import BlockKind
from tests.parse.conftest import JAPANESE_FACE as JA
from tests.parse.conftest import Draw

EN, EN_BOLD, JA_BOLD = "Times-Roman", "Times-Bold", "HeiseiKakuGo-W5"

Standard = tuple[tuple[str, str], list[tuple[str, str, str]]]

ENGLISH: Standard = (
    ("Evidence:", "Rationale:"),
    [
        ("A written policy on the storage of samples exists and is known to all staff.",
         "A copy of the policy as it is in force.",
         "It makes sure that samples are found again when a question about them comes up."),
        ("Every person who handles samples has been trained within the last two years.",
         "A list of the courses that were held, with those who took part.",
         "It makes sure that nobody handles samples who does not know the rules."),
        ("A process exists by which the loss of a sample is reported and looked into.",
         "The form that is used for the report.",
         "It makes sure that a loss is known before the sample is asked for."),
    ],
)  # fmt: skip
JAPANESE: Standard = (
    ("証拠書類：", "理由："),
    [
        ("試料の保管に関する方針が書面で定められ、職員に周知されていること。",
         "現に効力を有する方針の写し。",
         "試料について問い合わせがあったときに、確実に取り出せるようにするためである。"),
        ("試料を取り扱う者が、過去二年以内に研修を修了していること。",
         "実施した研修の一覧及びその修了者の名簿。",
         "規則を知らない者が試料を取り扱うことのないようにするためである。"),
        ("試料を失ったときに、報告し、調査するための手順が存在すること。",
         "報告に用いる様式。",
         "試料が求められる前に、失われたことが分かるようにするためである。"),
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("standard", "plain", "bold"), [(ENGLISH, EN, EN_BOLD), (JAPANESE, JA, JA_BOLD)]
)
def test_a_label_below_every_requirement_heads_its_own_lines(
    standard: Standard, plain: str, bold: str, draw: Draw
) -> None:
    """With a colon or without: "Rationale:" heads the reason, and the next requirement is none."""
    (evidence, reason), requirements = standard
    pdfmetrics.registerFont(UnicodeCIDFont(JA_BOLD))

    def paint(canvas: Canvas) -> None:
        y = 780.0

        def write(text: str, font: str = plain, size: float = 10.5, gap: float = 26) -> None:
            nonlocal y
            canvas.setFont(font, size)
            canvas.drawString(72, y, text)
            y -= gap

        write("Samples" if plain == EN else "試料の管理", bold, 15, 30)
        for at, (shall, proof, why) in enumerate(requirements, start=1):
            write(f"1.{at}  {shall}")
            write(evidence, bold, gap=16)
            write(f"1.{at}.1  {proof}")
            write(reason if at != 3 else reason.rstrip(":："), bold, gap=16)
            write(why)

    document = draw(paint)
    found = {
        document.text[b.span[0] : b.span[1]]: b
        for b in document.blocks
        if b.kind is not BlockKind.HEADING
    }
    top: tuple[str, ...] = found[requirements[0][0]].trail
    for at, (shall, proof, why) in enumerate(requirements, start=1):
        assert (found[shall].number, found[shall].trail) == (f"1.{at}", top)
        assert (found[proof].number, found[proof].trail) == (f"1.{at}.1", (*top, evidence))
        assert found[why].trail[len(top) :][0].rstrip(":：") == reason.rstrip(":：")


@pytest.mark.parametrize(
    ("labels", "read", "inside"),
    [
        (["Rationale:"] * 3, True, False),
        (["論拠：", "論拠", "論拠："], True, False),
        (["Rationale:"] * 3, False, True),  # "Our answer" right above 1.2 holds it
        (["論拠："] * 3, False, True),
        (["Storage abroad"], True, True),  # paragraphs are counted on through the sections
        (["国外での保管"], True, True),
    ],
)
def test_a_number_goes_on_where_its_series_stands(
    labels: list[str], read: bool, inside: bool
) -> None:
    trails = Trails(labels)
    trails.open(1, "Samples")
    trails.item("1.1")
    trails.close(2, None)
    trails.open(2, labels[0])
    if read:
        trails.text()
    trails.item("1.2")
    assert trails.labels == (("Samples", labels[0]) if inside else ("Samples",))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("o 業務に要する時間", "o"),
        ("o Time for the task", "o"),
        ("o   time for the task", "o"),
        ("o1 プランの比較", None),
        ("of the task", None),
    ],
)
def test_a_letter_o_is_a_bullet_before_both_scripts(text: str, printed: str | None) -> None:
    found = split_number(text)
    assert (found.printed if found else None) == printed
