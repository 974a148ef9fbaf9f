"""Numbers of statutes and notes: イロハ order, subparts, ※."""

from __future__ import annotations

import pytest

from pipeline.numbering import split_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ロ　当該行政文書", ("ロ", "iroha", "当該行政文書")),
        ("ハ 契約の締結", ("ハ", "iroha", "契約の締結")),
        ("（ニ）その他", ("（ニ）", "iroha", "その他")),
        ("ハイレベル", None),
        ("Subpart B—Sterilization", ("Subpart B—", "chapter", "Sterilization")),
        ("SUBPART F. General", ("SUBPART F.", "chapter", "General")),
        ("（※1）規則で定める国", ("（※1）", "note", "規則で定める国")),
        ("（注）人を含む。", ("（注）", "note", "人を含む。")),
        ("※２ 次のとおり", ("※２", "note", "次のとおり")),
        ("注１　ここで", ("注１", "note", "ここで")),
        ("Note 2: see above", ("Note 2:", "note", "see above")),
        ("注意する", None),
        ("４－２－１ 目的", ("４－２－１", "decimal", "目的")),
        ("10.2.3 Scope", ("10.2.3", "decimal", "Scope")),
        ("o   universities", ("o", "bullet", "universities")),
        ("o word", None),
        ("2024-08-30 公表", None),
        ("03-1234-5678 まで", None),
        ("Subparts of this title", None),
        ("Subpart B applies to", None),
    ],
)
def test_split(text: str, expected: tuple[str, str, str] | None) -> None:
    found = split_number(text)
    assert (found and (found.printed, found.style, found.rest)) == expected
