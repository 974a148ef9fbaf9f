"""Text layers told readable from garbled: our own sentences, and every real page."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.parse.pdf.quality import garbled

JA = (
    "研究機関は、外国からの資金提供を受ける場合には、あらかじめ所管の部局に届け出なければならない。"
    * 4
)
EN = "Institutions shall disclose every source of foreign funding before an award is made. " * 5
DE = "Die Hochschulen müssen für jede Förderung prüfen, ob Geschäftsbeziehungen bestehen. " * 5
FR = "Les établissements déclarent chaque année les financements étrangers qu’ils ont reçus. " * 5
ZH = "各高等学校应当建立科研诚信制度，明确责任主体，并对项目负责人进行培训和监督检查。" * 4
ZH_TW = "各大學應建立研究誠信制度，明確責任主體，並對計畫主持人進行訓練及監督。" * 4
KO = "연구기관은 외국으로부터 연구비를 지원받는 경우 사전에 소관 부서에 신고하여야 한다. " * 4
NAMES = (
    "国立大学法人北海道大学学長佐藤一郎東京都千代田区霞が関三丁目二番二号文部科学省高等教育局長" * 3
)
NUMBERS = "2021 1,234.5 98.7% 2022 1,301.0 97.2% " * 10
CODES = "ISO/IEC 27001 JIS Q 15001 NIST SP 800-171 HTTPS TLS PDF XML DDBJ NBDC " * 5


def shifted(text: str, by: int) -> str:
    return "".join(c if c == " " else chr(ord(c) + by) for c in text)


def scattered(length: int) -> str:
    return "".join(chr(random.Random(7 + i).randrange(0x4E00, 0x9FA5)) for i in range(length))


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        (JA, False), (EN, False), (DE, False), (FR, False), (ZH, False), (ZH_TW, False),
        (KO, False), (NAMES, False), (NUMBERS, False), (CODES, False), (scattered(10), False),
        (EN + JA, False), ("\uf0b7 " + EN, False), ("", False),
        (JA.encode("cp932").decode("cp1252", "replace"), True),
        (JA.encode("utf-8").decode("latin-1"), True),
        (JA.encode("utf-8").decode("cp932", "ignore"), True),
        (shifted(EN, 3), True),
        (shifted(EN, -29), True),
        (scattered(200), True),
        ("".join(chr(0xE000 + n) for n in range(200)), True),
    ],
)  # fmt: skip
def test_garbled(text: str, bad: bool) -> None:
    assert (garbled([{"text": c} for c in text]) is not None) is bad


def test_glyphs_without_characters() -> None:
    assert garbled([{"text": f"(cid:{n})"} for n in range(100)])
    assert not garbled([{"text": "(cid:7)"}, *({"text": c} for c in EN)])


def test_no_real_page_is_called_garbled_but_one_file(shared_data: Path) -> None:
    from pipeline.errors import UnreadableFile
    from pipeline.parse.pdf.miner import draw
    from pipeline.parse.pdf.opening import open_pdf
    from pipeline.parse.pdf.sift import sift

    bad = set()
    for path in sorted((shared_data / "policy" / "japan").rglob("*.pdf")):
        try:
            with open_pdf(path) as pdf:
                for number, leaf in zip(range(1, 5), pdf.leaves(), strict=False):
                    page = pdf.page(leaf, number)
                    drawn = draw(pdf, page)
                    if garbled(sift(page, drawn.shading).chars):
                        bad.add(path.name)
        except UnreadableFile:
            continue
    assert bad == {"nigsc_use_policy_2025_20260401.pdf"}
