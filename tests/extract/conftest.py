"""Segments and analyses built by hand, with the real spaCy and GiNZA pipelines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pipeline.nlp import load
from pipeline.records import BlockKind, Document, Segment, Source

Row = tuple[str, dict[str, Any]]  # text and any fields of a Segment


@pytest.fixture(scope="session")
def analyse() -> Callable[[str, str], Any]:
    """Give a function that parses a sentence into one spaCy span."""

    def parse(text: str, language: str) -> Any:
        return load(language)(text)[:]

    return parse


@pytest.fixture
def document(
    analyse: Callable[[str, str], Any],
) -> Callable[..., tuple[Document, list[Segment], list[Any]]]:
    """Give a function that lays rows out as a document with segments and analyses.

    A row with the same `block` as the one before joins its paragraph.
    """

    def build(
        rows: Sequence[Row], language: str, issuer: str | None = None
    ) -> tuple[Document, list[Segment], list[Any]]:
        text, block = "", -1
        segments: list[Segment] = []
        analyses: list[Any] = []
        for words, fields in rows:
            same = fields.pop("same_block", False)
            block += not same
            text += ("" if same else "\n\n") if text else ""
            text += " " if same and language == "en" else ""
            start = len(text)
            text += words
            span = (start, start + len(words))
            kind = fields.pop("kind", BlockKind.PARAGRAPH)
            segments.append(
                Segment(
                    f"doc/s{len(segments)}",
                    "doc",
                    kind,
                    block,
                    span,
                    words,
                    language,
                    span,
                    **fields,
                )
            )
            analyses.append(None if kind is BlockKind.HEADING else analyse(words, language))
        return (
            Document(Source("doc", "T", language, issuer=issuer), text, (), None),
            segments,
            analyses,
        )

    return build
