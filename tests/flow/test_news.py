"""What an update tells of the documents that it adds and replaces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import build
from pipeline.cli import main
from pipeline.flow.news import News

EN = """# Guide to research records

Date: 2023-04

"Record" means any note, file or sample that a project leaves behind.

Institutions shall name a keeper of records for each laboratory.

Researchers should keep their records for five years after the project ends.

Visitors may read the records of the laboratory that they visit.

The keeper of records answers questions about how records are kept.
"""
JA = """# 研究記録の指針

令和5年4月

「記録」とは、研究の過程で残される文書、データ及び試料をいう。

大学は、研究室ごとに記録の管理者を置かなければならない。

研究者は、研究の終了後５年間、記録を保存することが望ましい。

来訪者は、訪問する研究室の記録を閲覧することができる。

管理者は、記録の保存の方法に関する質問に答えるものとする。
"""
EN_NEW = EN.replace("2023-04", "2025-04").replace("should keep", "must keep")
JA_NEW = JA.replace("令和5年", "令和7年").replace(
    "保存することが望ましい", "保存しなければならない"
)
OTHER = "# Canteen\n\nThe canteen opens at noon. Cooks must wash their hands.\n"


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[News], str, list[dict[str, object]]]:
    """The second build of a folder: its news, and what the command says as text and lines."""
    made = tmp_path_factory.mktemp("news")
    docs, index = made / "docs", made / "index"
    docs.mkdir()
    (docs / "records.md").write_text(EN, "utf-8")
    (docs / "記録.md").write_text(JA, "utf-8")
    first = build([docs], index)
    assert [n.changes for n in first.news] == [None, None]
    (docs / "records.md").write_text(EN_NEW, "utf-8")  # in its place
    (docs / "記録-改.md").write_text(JA_NEW, "utf-8")  # beside it
    (docs / "canteen.md").write_text(OTHER, "utf-8")
    found = CliRunner().invoke(main, ["build", str(docs), "--index", str(index)])
    assert found.exit_code == 0, found.output
    (docs / "canteen.md").write_text(OTHER.replace("must", "should"), "utf-8")
    third = CliRunner().invoke(
        main, ["build", str(docs), "--index", str(index), "--format", "jsonl"]
    )
    assert third.exit_code == 0, third.output
    page = next((index / "changes").glob("records-*.html")).read_text("utf-8")
    assert "<ins>" in page and "must" in page
    return first.news, found.stdout, [json.loads(line) for line in third.stdout.splitlines()]


def test_duties_and_definitions_are_counted(told: tuple[list[News], str, object]) -> None:
    english, japanese = told[0]
    assert dict(english.duties) == {"must": 1, "should": 1, "may": 1}
    assert english.terms == ("Record",)
    assert dict(japanese.duties) == {"must": 2, "should": 1, "may": 1}
    assert japanese.terms == ("記録",)


@pytest.mark.parametrize(
    "said",
    [
        "~ Guide to research records (2025-04)",
        "duties: must 2, may 1; definitions: 1 (Record)",
        "new version of Guide to research records (2023-04)",
        "every change: ",
        "+ 研究記録の指針 (2025-04)",
        "定義: 1 (記録)",
        "研究記録の指針 (2023-04)",
        "の別の版：",
        "強化",
        "すべての変更：concord diff ",
        "+ Canteen",
    ],
)
def test_the_command_tells_it(told: tuple[object, str, object], said: str) -> None:
    assert said in told[1]


def test_lines_hold_every_change(told: tuple[object, object, list[dict[str, object]]]) -> None:
    replaced, total = told[2]
    assert (replaced["event"], replaced["duties"]) == ("replaced", {"should": 1})
    changes = replaced["changes"]
    assert isinstance(changes, list)
    assert [c["effects"] for c in changes] == [["weaker"]]
    assert (total["event"], total["changed"], total["unchanged"]) == ("built", 1, 3)


NEWLY = {
    "en": """# Guide to research records, version {}

{}

Every keeper of records shall answer within ten working days.

A laboratory that closes shall hand its records to the library.

Records of animals are kept apart from records of plants.
""",
    "ja": """# 研究記録の指針　第{}版

{}

記録の管理者は、十日以内に回答しなければならない。

閉鎖する研究室は、その記録を図書館に引き渡すものとする。

動物に関する記録は、植物に関する記録と分けて保管する。
""",
}
PASTIME = {
    "en": [
        "The old rule number {} of this guide spoke of another matter.",
        "In its place rule {} now speaks of what nobody had thought of.",
    ],
    "ja": [
        "旧規則の第{}項は、全く別の事項について定めていたものである。",
        "新規則においては、第{}項として、これまで誰も考えなかった事項を加える。",
    ],
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_edition_written_anew_is_known_by_its_title(tmp_path: Path, language: str) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    docs.mkdir()
    for number, (version, rule) in enumerate(zip(("1.2", "2.0"), PASTIME[language], strict=True)):
        rules = "\n\n".join(rule.format(n) for n in range(3, 43))
        text = NEWLY[language].format(version, rules)
        (docs / f"{'ab'[number]}.md").write_text(text, "utf-8")
        news = build([docs], index).news
    (item,) = news
    assert item.earlier is not None and item.earlier.why == "words"
    assert item.earlier.shared is not None and item.earlier.shared < 0.3
    assert item.changes is not None and item.changes.changes
    (docs / "c.md").write_text(NEWLY[language].format("1.1", "").strip(), "utf-8")
    (older,) = build([docs], index).news
    assert older.earlier is not None and older.changes is None


def test_the_whole_time_of_a_build_is_no_less_than_its_parts(tmp_path: Path) -> None:
    (tmp_path / "canteen.md").write_text(OTHER, "utf-8")
    seconds = build([tmp_path / "canteen.md"], tmp_path / "index").seconds
    parts = ("check", "read, segment, extract", "publish")
    assert seconds["total"] >= sum(seconds[part] for part in parts)
