"""Labels made by hand, kept apart from the words that they label.

In: a folder of JSON-lines files, one a document: a head that names the file,
its kind, language and split, then one line a sentence. Out: the labels.
Always: a line holds where a sentence stands, how long it is and hashes of
its letters, never its words; spans count the letters of the sentence (see
`bare`). tests/gold/GUIDELINES.md says what the labels mean.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import BadRequest
from pipeline.records import Span
from pipeline.text.typed import typed_lines


@dataclass(frozen=True, slots=True)
class GoldDuty:
    """One duty, right or plan in a sentence.

    `modality` and `roles` list every answer that is right. `bearers` are the
    places of the bearer's words; `origin` is "sentence", "stem", "previous",
    "heading", "none" when the text names nobody, or None when the label does
    not judge the bearer. An `optional` duty is neither asked for nor wrong.
    """

    modality: tuple[str, ...]
    optional: bool = False
    origin: str | None = None
    roles: tuple[str, ...] = ()
    bearers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldDefinition:
    """One definition: its term, its body and whose it is.

    The term stands in sentence `term_in` (None: the same one); any of `terms` is
    right. A body may or
    may not take along the list that ends it, which ends in `body_to`. `owners`
    lists words of which the named source must hold one; "own" is the text's own.
    An `optional` definition is neither asked for nor wrong.
    """

    optional: bool = False
    terms: tuple[Span, ...] = ()
    term_in: str | None = None
    body: Span | None = None
    body_to: tuple[str, int] | None = None  # a later sentence and an end in it
    owners: tuple[str, ...] = ("own",)


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence by place and hashes, and what it says.

    `at` counts the letters of its page (of the document where there are no
    pages) before it, in the reading that was labelled: a hint. `pieces` are
    hashes of its successive runs of eight letters. A sentence that is only
    `named` (the heading that holds a term) is not scored itself.
    """

    id: str
    page: int | None
    at: int
    length: int
    digest: str
    pieces: tuple[str, ...]
    named: bool = False
    duties: tuple[GoldDuty, ...] = ()
    definitions: tuple[GoldDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The labelled sentences of one file, whose path is relative to the data folder."""

    name: str
    path: str
    kind: str
    language: str
    split: str
    sentences: tuple[GoldSentence, ...]


def load_gold(folder: Path, split: str | None = None) -> list[GoldDocument]:
    """Read every labelled document of a folder, by name; BadRequest names the faulty line."""
    found = [_document(path) for path in sorted(folder.rglob("*.jsonl"))]
    if not found:
        raise BadRequest(f"{folder} holds no labels", "give a folder of .jsonl files, see --gold")
    return [d for d in found if split is None or d.split == split]


def _document(path: Path) -> GoldDocument:
    lines: list[dict[str, Any]] = []
    for number, line in enumerate(typed_lines(path, BadRequest), start=1):
        try:
            lines.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise BadRequest(f"{path}, line {number}: {error}", "each line is one object") from (
                error
            )
    try:
        head, *rows = lines
        sentences = tuple(_sentence(row) for row in rows)
        document = GoldDocument(path.stem, sentences=sentences, **head)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest(
            f"{path} is no file of labels: {error}", "see tests/gold/GUIDELINES.md"
        ) from (error)
    if len({s.id for s in sentences}) < len(sentences):
        raise BadRequest(f"{path} gives two sentences one id", "number them anew")
    return document


def _sentence(row: dict[str, Any]) -> GoldSentence:
    return GoldSentence(
        id=row["id"],
        page=row.get("page"),
        at=row["at"],
        length=row["len"],
        digest=row["hash"],
        pieces=tuple(row["pieces"].split()),
        named=row.get("named", False),
        duties=tuple(_duty(d) for d in row.get("duties", ())),
        definitions=tuple(_definition(d) for d in row.get("defs", ())),
    )


def _duty(row: dict[str, Any]) -> GoldDuty:
    return GoldDuty(
        modality=tuple(row["modality"].split("|")),
        optional=row.get("optional", False),
        origin=row.get("from"),
        roles=tuple(row["role"].split("|")) if "role" in row else (),
        bearers=tuple(_span(s) for s in row.get("bearer", ())),
    )


def _definition(row: dict[str, Any]) -> GoldDefinition:
    return GoldDefinition(
        optional=row.get("optional", False),
        terms=tuple(_span(s) for s in row.get("term", ())),
        term_in=row.get("term_in"),
        body=_span(row["body"]) if "body" in row else None,
        body_to=(row["body_to"][0], row["body_to"][1]) if "body_to" in row else None,
        owners=tuple(row.get("owner", "own").split("|")),
    )


def _span(pair: Sequence[int]) -> Span:
    start, end = pair
    return (start, end)
