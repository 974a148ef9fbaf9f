"""Matching measured: sentences of ours with what they speak of and what they only look like.

What is expected must be read, and what must be silent must not; a narrower concept counts for
what is asked, a broader one beside the expected is let pass. Floors lie just below what was
measured. Precision counts every concept read against those expected, those above them and those
related, so that a new label that fires everywhere shows. Measured: recall 1.00 in both
languages after the labels were widened by what the first 171 sentences and the documents taught;
44 sentences written afterwards without looking gave recall .73 (all misses paraphrases), precision
1.0 (English) and .94 (Japanese), and none of their ten look-alikes was read.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.concepts import load_scheme, match

SCHEME = load_scheme()
ROWS = Path(__file__).with_name("sentences.tsv")


class Row(NamedTuple):
    """A sentence, the concepts expected and the concepts that must be silent."""

    language: str
    text: str
    expected: frozenset[str]
    silent: frozenset[str]


def _rows() -> list[Row]:
    found = []
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text, expected, silent = line.split("\t")
            found.append(
                Row(
                    language,
                    text,
                    frozenset(filter(None, expected.split(","))),
                    frozenset(filter(None, silent.split(","))),
                )
            )
    return found


SENTENCES = _rows()


def _read(text: str) -> set[str]:
    return {m.concept.id for m in match(SCHEME, text)}


def test_there_are_enough_of_both_languages_and_every_row_is_sound() -> None:
    counts = {code: sum(r.language == code for r in SENTENCES) for code in ("en", "ja")}
    assert sum(counts.values()) >= 150 and min(counts.values()) >= 75
    assert sum(bool(r.silent) for r in SENTENCES) >= 50
    known = {c.id for c in SCHEME.concepts}
    for row in SENTENCES:
        assert row.expected | row.silent <= known, row.text
        assert not row.expected & row.silent, row.text
    tops = {c.id for c in SCHEME.concepts if c.notation and "." not in c.notation}
    spoken = {c for row in SENTENCES for c in row.expected}
    spoken |= {above.id for c in spoken for above in SCHEME.above(c)}
    # Every row of the table is spoken of somewhere.
    assert tops - spoken <= {
        "safeguards",
        "guiding-principles",
        "threats-and-risks",
        "ai-governance",
    }


@pytest.mark.parametrize("language", ["en", "ja"])
def test_precision_recall_and_silence(language: str) -> None:
    hit = missed = right = wrong = broken = kept = 0
    for row in SENTENCES:
        if row.language != language:
            continue
        read = _read(row.text)
        hit += len(row.expected & read)
        missed += len(row.expected - read)
        broken += len(row.silent & read)
        kept += len(row.silent - read)
        for concept in read:
            good = any(
                SCHEME.includes(concept, wanted) or SCHEME.includes(wanted, concept)
                for wanted in row.expected
            )
            right += good
            wrong += not good
    recall, precision = hit / (hit + missed), right / (right + wrong)
    silence = kept / (kept + broken)
    said = f"{language}: recall {recall:.3f}, precision {precision:.3f}, silence {silence:.3f}"
    assert recall >= 0.96, said
    assert precision >= 0.94, said
    assert silence >= 0.97, said
