"""Documents in neither Japanese nor English are told by their words and marked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.ids import sha256_of
from pipeline.languages.others import other, others
from pipeline.parse import parse
from pipeline.segment import segment

FR = (
    "Les établissements doivent déclarer tout financement provenant de l'étranger avant de "
    "signer un accord de recherche avec un partenaire."
)
DE = (
    "Die Hochschulen müssen jede Finanzierung aus dem Ausland melden, bevor sie eine "
    "Vereinbarung über gemeinsame Forschung unterzeichnen."
)
ZH = (
    "高等学校应当在签署国际合作研究协议之前申报来自境外的全部经费，并对合作伙伴进行尽职调查，"
    "建立相应的管理制度和责任体系，明确负责人员及其职责，同时向主管部门报告有关情况。"
)
KO = (
    "대학은 외국에서 받은 연구비를 협약을 체결하기 전에 모두 신고하여야 하며 공동 연구 상대방에 "
    "대한 실사를 실시하고 책임자를 지정하여야 한다. 연구자는 이해충돌을 매년 보고하여야 한다."
)
EN = (
    "Institutions shall declare all funding from abroad before they sign an agreement on "
    "research with a partner."
)
JA = "大学は、外国から受ける資金を、共同研究の契約を結ぶ前に、すべて申告しなければならない。"
NAMES = "Tanaka Hiroshi, Suzuki Ichiro, Jane Miller, Robert Brown, University, Institute, Agency"


@pytest.mark.parametrize(
    ("text", "language"),
    [(FR, "fr"), (DE, "de"), (ZH, "zh"), (KO, "ko"), (EN, None), (JA, None), (NAMES, None)],
)
def test_the_language_of_a_document(text: str, language: str | None) -> None:
    assert other([text] * 4) == language


def test_paragraphs_in_another_language_are_told_one_by_one() -> None:
    texts = [EN, FR, JA, "Annexe", EN, FR]
    assert others(texts) == [None, "fr", None, None, None, "fr"]
    assert other([EN, EN, EN, FR]) is None  # most of it is English


def test_short_lines_are_read_together() -> None:
    lines = FR.split(" ") * 4
    assert other([" ".join(lines[i : i + 5]) for i in range(0, len(lines), 5)]) == "fr"


@pytest.mark.parametrize(("text", "language"), [(FR, "fr"), (ZH, "zh")])
def test_it_is_marked_and_its_words_are_not_taken_for_another(
    tmp_path: Path, text: str, language: str
) -> None:
    path = tmp_path / "text.md"
    path.write_text(f"# Titre\n\n{text}\n\n{text}\n\n{text}\n\n{EN}\n", "utf-8")
    document = parse(path, sha256_of(path))
    assert document.source.language == language
    assert [p.code for p in document.problems] == ["other-language"]
    assert [s.language for s in segment(document)[0]] == [language] * 4 + ["en"]


def test_a_stated_language_stands(tmp_path: Path) -> None:
    from pipeline.records import Source

    path = tmp_path / "text.md"
    path.write_text(f"{FR}\n\n{FR}\n", "utf-8")
    document = parse(path, sha256_of(path), Source(id="", title="", language="en"))
    assert document.source.language == "en"
    assert document.problems == ()


def test_english_and_japanese_load_no_model() -> None:
    code = (
        "import sys; from pipeline.languages.others import other\n"
        f"assert other([{EN!r}, {JA!r}, {NAMES!r}] * 9) is None\n"
        "assert 'py3langid' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
