"""A small dictionary of our own words, so that tables do not hang on JMdict's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dictionary import compact
from pipeline.dictionary.source import Entry


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dictionary of a few entries."""
    folder = tmp_path_factory.mktemp("dictionary")
    compact.write(
        folder,
        [
            Entry((("利益相反", 0.0),), (("conflict of interest",),)),
            Entry((("利益", 1.9),), (("profit", "gains"), ("benefit", "interest"))),
            Entry((("研究", 2.0), ("研鑽", 0.0)), (("study", "research"),)),
            Entry((("研究費", 0.0),), (("research funds (expenses)",),)),
            Entry((("報告", 2.0),), (("report", "information"), ("to report",))),
            Entry((("届け出る", 1.5),), (("to report", "to notify"),)),
            Entry((("大和", 1.9),), (("(ancient) Japan",),)),
            Entry((("日本", 1.6),), (("Japan",),)),
            Entry((("牧師", 1.0),), (("minister", "pastor"),)),
            Entry((("大臣", 1.9),), (("cabinet minister",),)),
            Entry((("漏らす", 1.2),), (("to leak", "to let out"),)),
            Entry((("確認", 1.9),), (("confirmation", "verification"),)),
            Entry((("使う", 1.9), ("遣う", 1.0)), (("to use",),)),
            Entry((("何でも屋", 0.0),), (("someone who will do any work at all for pay",),)),
        ],
    )
    return folder
