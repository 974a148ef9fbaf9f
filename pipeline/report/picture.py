"""A page with its blocks drawn on it.

In: a PDF, a document and a page number. Out: a PNG with every block's boxes
in the colour of its kind and the order in which they are read; of a table, its cells;
apparatus is veiled and named.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import BadRequest
from pipeline.parse.pdf import open_pdf
from pipeline.records import BlockKind, Document

_COLOURS = {
    BlockKind.TITLE: "#7b1fa2",
    BlockKind.HEADING: "#c62828",
    BlockKind.PARAGRAPH: "#1565c0",
    BlockKind.ITEM: "#2e7d32",
    BlockKind.TABLE: "#ef6c00",
    BlockKind.NOTE: "#6d4c41",
    BlockKind.CAPTION: "#00838f",
    BlockKind.CONTENTS: "#827717",
    BlockKind.FIGURE: "#ad1457",
    BlockKind.FURNITURE: "#9e9e9e",
    BlockKind.RUBY: "#bdbdbd",
}
_APPARATUS = (96, 96, 96, 40)  # a grey veil over contents, references, members, forms
_DPI = 110


def draw_page(document: Document, path: Path, page: int, out: Path) -> int:
    """Draw a page's blocks into a PNG; give how many there are.

    Raises BadRequest when the document has no such page or the PNG cannot be written,
    and the errors of reading a PDF when its file has gone or changed.
    """
    if document.pages is None:
        raise BadRequest(f"{path.name} has no pages to draw", "only PDFs have pages")
    if not 1 <= page <= document.pages:
        raise BadRequest(
            f"{document.source.id} has no page {page}", f"its pages are 1 to {document.pages}"
        )
    if not path.is_file():
        raise BadRequest(
            f"{path} is not there any more", "run this from the folder where concord build ran"
        )
    drawn = 0
    with open_pdf(path) as pdf:
        sheet = pdf.pages[page - 1]
        image = sheet.to_image(resolution=_DPI)
        left, above = sheet.cropbox[:2]  # anchors count from the visible corner, drawing does not
        for order, block in enumerate(document.blocks, start=1):
            here = [box for cell in block.cells for at, box in cell.places if at == page]
            here = here or [a.box for a in block.anchors if a.page == page and a.box]
            for i, box in enumerate(here):
                colour = _COLOURS[block.kind]
                shown = (box[0] + left, box[1] + above, box[2] + left, box[3] + above)
                fill = _APPARATUS if block.apparatus else None
                image.draw_rect(shown, fill=fill, stroke=colour, stroke_width=1)
                if i == 0:
                    scale = _DPI / 72
                    serves = f" {block.apparatus}" if block.apparatus else ""
                    label = f"{order} {block.kind.value[:4]}{serves}"
                    if block.table is not None:
                        label = f"{order} table {block.table}"
                    image.draw.text(
                        (max(box[0] * scale - 2, 0), max(box[1] * scale - 11, 0)),
                        label,
                        fill=colour,
                    )
            drawn += bool(here)
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            image.save(str(out), format="PNG")
        except OSError as error:
            raise BadRequest(
                f"{out} cannot be written: {error.strerror or error}", "name another place"
            ) from error
    return drawn
