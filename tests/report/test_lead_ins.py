"""Lead-ins begin with a whole word, and say where they were cut."""

from __future__ import annotations

import pytest

from pipeline.report.lead_ins import lead_in

EN = "Each institution that applies for an award from the agency under this section shall "
JA = "大学及び研究機関は、国外から受ける資金について、次に掲げる事項を届け出なければならない。"


@pytest.mark.parametrize(
    ("stem", "most", "shown"),
    [
        (None, 400, ""),
        ("", 400, ""),
        (" Institutions shall: ", 400, "Institutions shall:"),
        ("次に掲げる事項：", 400, "次に掲げる事項："),
        ("Institutions that receive awards shall:", 20, "…awards shall:"),
        ("大学は次に掲げる事項を届け出る：", 8, "…事項を届け出る："),
        ("the OECD および non-Members は、", 14, "…non-Members は、"),
    ],
)
def test_lead_in(stem: str | None, most: int, shown: str) -> None:
    assert lead_in(stem, most) == shown


@pytest.mark.parametrize("long", [(EN * 9)[-400:], (JA * 12)[-400:]])
def test_what_segments_cut_is_marked(long: str) -> None:
    shown = lead_in(long)
    assert shown.startswith("…") and long.strip().endswith(shown[1:])
    assert shown[1:].split(" ")[0] in (EN.split(" ") if long.isascii() else [shown[1:]])
