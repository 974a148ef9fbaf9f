"""The sample collection asked, in both languages and across."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import open_index
from pipeline.api import Opened
from pipeline.errors import BadRequest, UnknownDocument
from pipeline.query.compare import Status
from pipeline.report.lines import finding_line, hit_line


@pytest.fixture(scope="module")
def opened(sample_index: Path) -> Opened:
    return open_index(sample_index)


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("who must disclose foreign funding?", "alb-guidance", "funding from abroad"),
        ("definition of research security", None, "research security"),
        ("研究セキュリティの定義", None, "研究セキュリティ"),
        ("海外渡航の届出", "hin-university-rules-2022", "海外に渡航するとき"),
        ("相談窓口の設置", None, "窓口"),
        ("contact point for researchers", None, "contact point"),
        # across: asked in one language, answered in the other
        ("must universities use multi-factor authentication?", "hin-guideline-2024", None),
        ("外国の人材採用プログラムへの参加の禁止", "alb-guidance", None),
    ],
)
def test_search_finds(
    opened: Opened, question: str, document: str | None, words: str | None
) -> None:
    hits = opened.search(question, k=10)
    assert any(
        (document is None or h.segment.document.startswith(document))
        and (words is None or words.lower() in h.segment.text.lower())
        for h in hits
    ), [h.segment.text[:60] for h in hits]


def test_every_quotation_is_verbatim_and_on_its_page(opened: Opened) -> None:
    for question in ("disclosure of interests", "研究インテグリティの確保"):
        for hit in opened.search(question, k=20):
            document = opened.document(hit.segment.document)
            start, stop = hit.segment.span
            assert document.text[start:stop] == hit.segment.text
            assert hit.segment.text in hit.context
            if document.pages:
                assert all(1 <= a.page <= document.pages for a in hit.segment.anchors)
                assert all(a.box is not None for a in hit.segment.anchors)


def test_filters_hold(opened: Opened) -> None:
    filters = opened.filters(
        kind="obligation",
        jurisdictions=["x-hin"],
        role="institution",
        modality="must",
        since="2022",
    )
    hits = opened.search("研究インテグリティ", k=20, filters=filters)
    assert hits
    for hit in hits:
        line = hit_line(hit, "obligation")
        assert line["jurisdiction"] == "X-HIN"
        assert str(line["date"]) >= "2022"
        assert any(f["role"] == "institution" and f["modality"] == "must" for f in line["findings"])


def test_filters_that_can_match_nothing_are_refused(opened: Opened) -> None:
    with pytest.raises(BadRequest, match="no document of jurisdiction"):
        opened.filters(jurisdictions=["MARS"])
    with pytest.raises(BadRequest, match="no role"):
        opened.filters(role="king")
    with pytest.raises(UnknownDocument) as caught:
        opened.filters(documents=["alb-guidanc-2021"])
    assert "alb-guidance-2021" in str(caught.value.hint)
    with pytest.raises(BadRequest):
        opened.search("  。 ")


def test_radicals_do_not_hide_a_word(opened: Opened) -> None:
    """The strategy's text layer holds radicals; a search in ordinary characters finds it."""
    document = opened.document("hin-strategy-2024")
    assert document.originals
    offset = document.originals[len(document.originals) // 2][0]
    segment = next(
        s for s in opened.index.segments_of("hin-strategy-2024") if s.span[0] <= offset < s.span[1]
    )
    assert document.original(segment.span) != segment.text
    hits = opened.search(segment.text[:40], k=3)
    assert segment.id in {h.segment.id for h in hits}


def test_definitions_come_with_their_owner(opened: Opened) -> None:
    found = opened.define("研究インテグリティ")
    assert any(d.definition.source for d in found)
    assert any(d.definition.source is None for d in found)
    for d in found:
        assert d.definition.body in d.definition.text
        assert d.definition.term in d.definition.text


def test_finding_lines_hold_the_contract(opened: Opened) -> None:
    names = {
        "id", "kind", "document", "path", "title", "jurisdiction", "issuer", "date", "language",
        "page", "anchors", "section", "number", "place", "text", "context", "modality", "bearer", "role",
        "action", "condition", "term", "body", "source", "rule",
    }  # fmt: skip
    lines = [finding_line(p) for p in opened.findings()]
    assert len(lines) > 200
    for line in lines:
        assert names <= line.keys()
        assert line["kind"] in {"obligation", "definition"}


def test_comparison_cites_or_says_what_was_searched(opened: Opened) -> None:
    table = opened.compare(columns=["X-ALB", "X-HIN", "X-VEL", "X-NONE"])
    rows = {row.concept.id: row.cells for row in table.rows}
    assert rows["conflict-of-interest"][0].status is Status.FOUND
    assert rows["foreign-talent-programme"][2].status is Status.NOTHING
    assert rows["foreign-talent-programme"][2].searched == 1
    assert all(cells[3].status is Status.NO_DOCUMENTS for cells in rows.values())
    for cells in rows.values():
        for cell, code in zip(cells, ("X-ALB", "X-HIN", "X-VEL"), strict=False):
            assert bool(cell.claims) == (cell.status is Status.FOUND)
            assert all(h.entry.source.jurisdiction == code for h in cell.claims)
