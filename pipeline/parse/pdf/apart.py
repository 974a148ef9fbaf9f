"""What stands apart from the running text: labels of drawings, rows of tables, floating captions.

In: a region or table of a page, or the lines at its head. Out: blocks of their own, which
the prose around them goes on past.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.assembly import CellDraft, Draft, row_draft
from pipeline.parse.pdf.captions import begins_caption
from pipeline.parse.pdf.continuation import SENTENCE_END, is_full
from pipeline.parse.pdf.grown import Grown, piece_of
from pipeline.parse.pdf.gutters import same_row
from pipeline.parse.pdf.layout import Region
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables import Table, pieces_of
from pipeline.records import BlockKind


def rows_of(table: Table) -> list[Grown]:
    """Make a block of each row of a table, and of its headings where they are printed again."""
    found: list[Grown] = []
    for row in table.by_row():
        cells = [
            CellDraft(
                cell.row + 1,
                cell.column + 1,
                pieces_of(cell),
                cell.rows,
                cell.columns,
                cell.header,
                tuple(cell.places),
            )
            for cell in row
        ]
        lines = [line for cell in row for line in cell.lines]
        if lines:
            found.append(Grown(row_draft(cells, table.number), lines, None))
    found += [
        Grown(Draft(BlockKind.FURNITURE, [piece_of(line)]), [line], None) for line in table.repeated
    ]
    return found


def labels_of(region: Region) -> list[Grown]:
    """Make a block of each row of a drawing's labels."""
    rows: list[list[Line]] = []
    for line in region.lines:
        if rows and same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    found = []
    for row in rows:
        pieces = [piece_of(line) for line in row]
        for piece in pieces[1:]:
            piece.before = " "
        found.append(Grown(Draft(BlockKind.FIGURE, pieces), row, None))
    return found


def floating_caption(above: Grown, lines: Sequence[Line], pitch: float) -> Grown | None:
    """Find a caption at the head of a column into which the block above runs over.

    Reads as: a figure was set at the head of the page, in the midst of a sentence; below its
    caption, after white or in other type, the sentence goes on.
    """
    if not lines or not lines[0].is_text or not begins_caption(lines[0].text):
        return None
    before = above.lines[-1]
    if before.page == lines[0].page and before.x1 > lines[0].x0:
        return None  # not another column: the figure it speaks of follows the paragraph
    if SENTENCE_END.search(above.text):
        return None
    end = 1
    while (
        end < len(lines)
        and lines[end].top - lines[end - 1].top <= 1.45 * pitch
        and abs(lines[end].size - lines[0].size) <= 0.05 * lines[0].size
    ):
        end += 1
    if end == len(lines) or not lines[end].is_text:
        return None
    after = lines[end]
    full = above.region is not None and is_full(before, after, above.region)
    if not (full if after.wide else after.text[:1].islower()):
        return None
    caption = list(lines[:end])
    return Grown(Draft(BlockKind.CAPTION, [piece_of(x) for x in caption]), caption, None)
