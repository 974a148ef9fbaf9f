"""How characters are painted: filled, outlined, both or not at all.

In: a pdfplumber page. Out: the same page, whose characters know `fill` and
`stroke`. Japanese faces mostly have no bold cut: programs paint them filled
and outlined instead, and only the text rendering mode tells. Neither fill
nor stroke is text laid invisibly over a scan.
"""

from __future__ import annotations

from typing import Any

# Text rendering modes of the PDF specification, 9.3.6; from 4 on they also clip.
_FILLED = frozenset({0, 2, 4, 6})
_STROKED = frozenset({1, 2, 5, 6})


def keep_rendering(page: Any) -> None:
    """Let a page's characters carry `fill` and `stroke`; call before their first use."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent as Aggregator
    from pdfplumber.utils.exceptions import PdfminerException

    class Device(Aggregator):
        """pdfplumber's own device, which also looks at the rendering mode."""

        mode = 0

        def render_string(self, textstate: Any, *args: Any) -> None:
            self.mode = textstate.render
            super().render_string(textstate, *args)

        def render_char(self, *args: Any, **kwargs: Any) -> float:
            advance = super().render_char(*args, **kwargs)
            if self.cur_item._objs:
                char: Any = self.cur_item._objs[-1]
                char.fill, char.stroke = self.mode in _FILLED, self.mode in _STROKED
            return advance

    manager = page.pdf.rsrcmgr
    device = Device(manager, pageno=page.page_number, laparams=page.pdf.laparams)
    try:
        PDFPageInterpreter(manager, device).process_page(page.page_obj)
    except MemoryError:
        raise
    except Exception as error:  # as pdfplumber's own property does
        raise PdfminerException(error) from error
    page._layout = device.get_result()
