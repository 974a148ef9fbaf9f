"""Cells of a comparison judged: what counts as right, and the figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.api import open_index
from pipeline.cli import main
from pipeline.errors import BadRequest
from pipeline.score.cells import figures, judge, load_truth

TRUTH = """
columns: [X-ALB, X-VEL]
rows:
- concept: contact-point
  X-ALB: [must provide a contact point]
  X-VEL: ["vel-act-2023 @ Article 9"]
- concept: foreign-travel
  X-ALB: []
  X-VEL: []
- concept: training
  X-ALB: [alb-guidance-2024 @ p. 2]
"""


def test_claims_are_held_against_words_and_places(sample_index: Path, tmp_path: Path) -> None:
    file = tmp_path / "cells.yaml"
    file.write_text(TRUTH, encoding="utf-8")
    truth = load_truth(file)
    assert truth.rows == ("contact-point", "foreign-travel", "training")
    with open_index(sample_index) as concord:
        judged = judge(truth, concord.compare(columns=truth.columns, rows=truth.rows))
    cells = {(j.concept, j.column): j for j in judged}
    assert len(judged) == 5  # training in X-VEL is not judged
    assert cells["contact-point", "X-ALB"].found
    assert cells["training", "X-ALB"].found  # by its page
    assert not cells["contact-point", "X-VEL"].found  # Article 8 says so, not Article 9
    measured = {name: measures for name, _, measures in figures(judged)}
    assert measured["X-VEL"] == {"precision": 0.0, "first": 0.0, "found": 0.0, "silent": 1.0}
    assert measured["X-ALB"]["found"] == 1.0
    assert measured["X-ALB"]["silent"] == 0.0  # journeys abroad are spoken of
    result = CliRunner().invoke(
        main, ["score", "table", str(file), "--misses", "--index", str(sample_index)]
    )
    assert result.exit_code == 0, result.output
    assert "contact-point, X-VEL  no right claim" in result.output
    assert "wrong: vel-act-2023 Article 8(2)" in result.output


@pytest.mark.parametrize("text", ["rows: []", "columns: [A]\nrows: [{JP: []}]", "a: [", "- 1"])
def test_a_file_that_is_not_in_order_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "cells.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequest, match="cells of a table"):
        load_truth(file)
