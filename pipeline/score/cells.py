"""The cells of a comparison held against what they may claim.

In: a YAML file of rows and columns, each with the passages that answer it, and
the comparison that was made. Out: for each cell which claims are right, and
figures. Always: every claim counts, so a cell is right to say nothing where
nothing answers; a cell that the file does not name is not judged.

    columns: [JP, US]
    rows:
    - concept: foreign-travel
      JP: []                               # nothing there answers the row
      US: [words of a passage, 42-cfr-part-50 @ § 50.603]   # or start of id @ start of place
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import BadRequest
from pipeline.query.compare import Comparison
from pipeline.query.hits import Hit

_AT = " @ "


@dataclass(frozen=True, slots=True)
class Truth:
    """What cells may claim: by concept and column the passages that answer."""

    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[str, ...]]

    @property
    def rows(self) -> tuple[str, ...]:
        """The concepts of the rows, in order."""
        return tuple(dict.fromkeys(concept for concept, _ in self.cells))


@dataclass(frozen=True, slots=True)
class Judged:
    """A cell: its claims, each with whether it is right, and whether there was an answer."""

    concept: str
    column: str
    claims: tuple[tuple[Hit, bool], ...]
    answered: bool

    @property
    def found(self) -> bool:
        """Tell whether a claim is right."""
        return any(right for _, right in self.claims)


def load_truth(path: Path) -> Truth:
    """Read a file of cells; raises BadRequest when it is not in order."""
    import yaml

    try:
        read = yaml.safe_load(path.read_text("utf-8"))
        columns = tuple(str(name) for name in read["columns"])
        cells = {
            (str(row["concept"]), column): tuple(str(words) for words in row[column] or ())
            for row in read["rows"]
            for column in columns
            if column in row
        }
        if not cells:
            raise KeyError("rows")
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise BadRequest(
            f"{path} cannot be read as the cells of a table: {error}",
            "write `columns:` and `rows:`; concord score table --help names an example",
        ) from error
    return Truth(columns, cells)


def judge(truth: Truth, table: Comparison) -> list[Judged]:
    """Judge the cells of a comparison that the truth names."""
    found = []
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            answers = truth.cells.get((row.concept.id, column.name))
            if answers is not None:
                claims = tuple((hit, _right(hit, answers)) for hit in cell.claims)
                found.append(Judged(row.concept.id, column.name, claims, bool(answers)))
    return found


def _right(hit: Hit, answers: Sequence[str]) -> bool:
    text = _bare(hit.segment.text)
    for answer in answers:
        name, at, place = answer.partition(_AT)
        if not at:
            if _bare(answer) in text:
                return True
        elif hit.segment.document.startswith(name) and _stands(hit, place):
            return True
    return False


def _stands(hit: Hit, place: str) -> bool:
    if place.startswith("p. "):
        return hit.segment.page == int(place[3:])
    return (hit.segment.place or "").startswith(place)


def _bare(text: str) -> str:
    return "".join(text.split())


def figures(judged: Sequence[Judged]) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Give for all cells, then for each column, how many and the measures.

    precision: of the claims those that are right; first: the same of first claims;
    found: of the cells with an answer those with a right claim; silent: of the cells
    without one those that claim nothing.
    """
    columns = dict.fromkeys(cell.column for cell in judged)
    for name in ("all", *columns):
        cells = [cell for cell in judged if name in ("all", cell.column)]
        claims = [right for cell in cells for _, right in cell.claims]
        first = [cell.claims[0][1] for cell in cells if cell.claims]
        found = [cell.found for cell in cells if cell.answered]
        silent = [not cell.claims for cell in cells if not cell.answered]
        measured: dict[str, Any] = {
            "precision": claims,
            "first": first,
            "found": found,
            "silent": silent,
        }
        yield name, len(cells), {m: sum(v) / len(v) for m, v in measured.items() if v}
