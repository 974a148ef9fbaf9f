"""Every character of a text layer is in a block, or its loss has a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UnreadableFile
from pipeline.parse import parse
from pipeline.parse.account import LAYER, imbalance

SAMPLE = sorted((Path(__file__).resolve().parents[2] / "corpora" / "sample").glob("*.pdf"))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda p: p.stem)
def test_the_account_of_the_sample_adds_up(path: Path) -> None:
    document = parse(path, "0" * 64)
    counts = dict(document.characters)
    total = counts.pop(LAYER)
    assert total == sum(counts.values()) > 1000
    assert imbalance(document.characters) is None
    assert "unaccounted" not in counts


def test_the_layer_is_counted_apart_from_the_blocks() -> None:
    """An independent count: pdfplumber's own characters."""
    import pdfplumber

    path = next(p for p in SAMPLE if p.stem == "hin-guideline-2024")
    with pdfplumber.open(path) as pdf:
        chars = [c["text"] for page in pdf.pages for c in page.chars]
    assert dict(parse(path, "0" * 64).characters)[LAYER] == sum(
        not c.isspace() for text in chars for c in text
    )


def test_real_documents_add_up(shared_data: Path) -> None:
    wrong = {}
    names = ("mext-sti-white-paper-2024-ch1.pdf", "ai-guidelines-overview-slides.pdf", "1.1.en.pdf",
             "000159994.pdf", "nigsc_use_policy.pdf")  # fmt: skip
    for path in sorted(p for p in shared_data.rglob("*.pdf") if p.name in names):
        try:
            found = imbalance(parse(path, "0" * 64).characters)
        except UnreadableFile:
            continue
        if found is not None:
            wrong[path.name] = found.message
    assert wrong == {}


def test_a_loss_is_a_problem() -> None:
    problem = imbalance((("text layer", 10), ("paragraph", 7), ("unaccounted", 3)))
    assert problem is not None
    assert problem.code == "unbalanced"
    assert "3 characters" in problem.message
