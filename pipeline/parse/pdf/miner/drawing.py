"""A page's commands followed.

In: an open page. Out: its characters, rules and pictures in pdfplumber's form,
in `page.objects`, and what was noticed on the way (`Drawn`).
"""

from __future__ import annotations

from typing import Any

from pdfminer.layout import LTComponent, LTCurve, LTFigure, LTItem
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, keyword_name
from pdfminer.utils import mult_matrix
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent, fix_fontname_bytes

from pipeline.parse.pdf.miner.commands import Commands
from pipeline.parse.pdf.miner.file import File
from pipeline.parse.pdf.miner.pen import Pen, descent_of
from pipeline.records import Box

# The densest honest page seen has 12,000 characters and 30,000 strokes (a map).
_MAX_CHARS = 60_000
_MAX_STROKES = 60_000
# Text rendering modes of the PDF specification, 9.3.6; from 4 on they also clip. Japanese
# faces mostly have no bold cut: programs fill and outline them instead.
_FILLED = frozenset({0, 2, 4, 6})
_STROKED = frozenset({1, 2, 5, 6})
_SPACE = 32  # the code that word spacing follows
_MAX_PATH = 2_000  # points of one stroke; beyond, only its extent is kept


class Drawn:
    """What was noticed while a page was drawn."""

    def __init__(self) -> None:
        self.faults = 0  # commands that could not be followed
        self.first_fault = ""
        self.full = False  # more characters than a page can have
        self.strokes = 0
        self.shading = False

    def fault(self, error: Exception) -> None:
        """Count a command that could not be followed."""
        self.faults += 1
        if not self.first_fault:
            words = "" if error.args == (None,) else str(error).strip()
            self.first_fault = words or type(error).__name__


def draw(file: File, page: Page) -> Drawn:
    """Follow a page's commands and leave its objects in `page.objects`.

    Characters have pdfplumber's keys that matter to a reader, and these: `mode` (3 and 7: drawn
    without ink; `fill` and `stroke` from it), `nth`, its place among all that was drawn, `space`,
    its colour space, and `slope`, above 0 where its line rises. Other objects are pdfplumber's own,
    with `nth` and `space`.
    """
    drawn = Drawn()
    device = _Device(file.rsrcmgr, page, drawn)
    _Interpreter(file.rsrcmgr, device, drawn).process_page(page.page_obj)
    page._objects = device.objects
    for error in file.take_faults():
        drawn.fault(error)
    return drawn


class _Full(Exception):
    """The page has more characters than a page can have."""


class _Interpreter(PDFPageInterpreter):
    """Follows a page's commands; one that fails is counted and passed over."""

    def __init__(self, rsrcmgr: PDFResourceManager, device: _Device, drawn: Drawn) -> None:
        super().__init__(rsrcmgr, device)
        self.drawn = drawn
        self._commands: dict[bytes | str, tuple[Any, int] | None] = {}

    def dup(self) -> _Interpreter:
        assert isinstance(self.device, _Device)
        return _Interpreter(self.rsrcmgr, self.device, self.drawn)

    def process_page(self, page: PDFPage) -> None:
        try:
            super().process_page(page)
        except _Full:
            self.drawn.full = True
            self.device.end_page(page)

    def init_resources(self, resources: Any) -> None:
        try:
            super().init_resources(resources if isinstance(resources, dict) else {})
        except Exception as error:
            self.drawn.fault(error)
            super().init_resources({})

    def do_sh(self, name: object) -> None:
        self.drawn.shading = True

    def do_TJ(self, seq: Any) -> None:  # noqa: N802
        """Set text; pdfminer copies the state for every string, which nothing here changes."""
        if self.textstate.font is not None:
            state = self.graphicstate
            self.device.render_string(self.textstate, seq, state.ncs, state)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the name of the command
        device = self.device
        assert isinstance(device, _Device)
        depth, place = len(device._stack), device.cur_item
        try:
            super().do_Do(xobjid_arg)
        except Exception:
            if len(device._stack) > depth:  # leave the figure that failed
                device.cur_item = place
                del device._stack[depth:]
            device.set_ctm(self.ctm)
            raise
        device.set_ctm(self.ctm)

    def execute(self, streams: Any) -> None:
        readable: list[PDFStream] = []
        self.stream_ids.clear()
        for item in streams:
            try:
                stream = stream_value(item)
                if stream.objid is None or stream.objid in self.parent_stream_ids:
                    continue  # not a stream of the file, or a form that draws itself
                stream.get_data()
            except Exception as error:
                self.drawn.fault(error)
                continue
            readable.append(stream)
            self.stream_ids.add(stream.objid)
        try:
            parser = Commands(readable)
        except PSEOF:
            return
        for item in parser.objects():
            if not isinstance(item, PSKeyword):
                self.push(item)
                continue
            command = self._command(item)
            if command is None:
                continue
            method, count = command
            args = self.pop(count) if count else []
            if len(args) < count:
                continue
            try:
                method(*args)
            except _Full:
                raise
            except Exception as error:
                self.drawn.fault(error)

    def _command(self, word: PSKeyword) -> tuple[Any, int] | None:
        """Find what follows a command, and how many operands it takes."""
        name = word.name
        if name not in self._commands:
            plain = keyword_name(word)
            plain = plain.replace("*", "_a").replace('"', "_w").replace("'", "_q")
            method = getattr(self, f"do_{plain}", None)
            count = method.__code__.co_argcount - 1 if method else 0
            self._commands[name] = (method, count) if method else None
        return self._commands[name]


class _Device(PDFPageAggregatorWithMarkedContent):
    """Takes what a page draws, in pdfplumber's form.

    The characters are written straight into the dictionaries that a reader
    uses; pdfplumber makes an object of each first and copies it attribute by
    attribute, which takes half of all its time.
    """

    def __init__(self, rsrcmgr: PDFResourceManager, page: Page, drawn: Drawn) -> None:
        super().__init__(rsrcmgr, pageno=page.page_number, laparams=None)
        self.page = page
        self.drawn = drawn
        self.objects: dict[str, list[dict[str, Any]]] = {}
        self._chars: list[dict[str, Any]] = []
        self._glyphs: dict[Any, dict[int, tuple[str, float, Any]]] = {}
        self._names: dict[Any, str] = {}
        self._pen: tuple[Any, tuple[float, ...], Pen] | None = None
        self._look: tuple[tuple[Any, ...], dict[str, Any]] | None = None
        self._space = ""
        self._nth = 0
        self._height = page.height
        self._left, self._top = page.mediabox[:2]

    def end_page(self, page: PDFPage) -> None:
        self._stack.clear()
        if self._chars:
            self.objects = {"char": self._chars, **self.objects}

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        super().begin_page(page, ctm)
        self.cur_item = _Sink(self.cur_item, self)  # type: ignore[assignment]

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self._stack.append(self.cur_item)
        figure = LTFigure(name, bbox, mult_matrix(matrix, self.ctm))
        self.cur_item = _Sink(figure, self)  # type: ignore[assignment]

    def end_figure(self, _: str) -> None:
        self.cur_item = self._stack.pop()

    def render_image(self, name: str, stream: PDFStream) -> None:
        self._keep_image()

    def _keep_image(self) -> None:
        place = self.cur_item
        self._note("image", {"x0": place.x0, "y0": place.y0, "x1": place.x1, "y1": place.y1,
                             "width": place.width, "height": place.height})  # fmt: skip

    def _note(self, kind: str, item: dict[str, Any]) -> None:
        """Keep an object in the page's own coordinates."""
        self._nth += 1
        item |= {"object_type": kind, "page_number": self.pageno, "nth": self._nth,
                 "top": (self._height - item["y1"]) + self._top,
                 "bottom": (self._height - item["y0"]) + self._top,
                 "mcid": self.cur_mcid, "tag": self.cur_tag}  # fmt: skip
        item["doctop"] = item["top"]
        if self._left != 0:
            item["x0"] += self._left
            item["x1"] += self._left
        self.objects.setdefault(kind, []).append(item)

    def tag_cur_item(self) -> None:
        """Nothing: objects are tagged when they are kept."""

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        self.drawn.strokes += 1
        if self.drawn.strokes > _MAX_STROKES:
            return
        if len(path) > _MAX_PATH:
            path = _extent(path)
        self._space = _space(gstate.ncs)
        super().paint_path(gstate, stroke, fill, evenodd, path)

    def keep(self, item: LTItem) -> None:
        """Keep a line, rectangle or curve as pdfplumber writes it."""
        item.mcid, item.tag = self.cur_mcid, self.cur_tag  # type: ignore[attr-defined]
        made = self.page.process_object(item)
        self._nth += 1
        made["nth"], made["space"] = self._nth, self._space
        self.objects.setdefault(made["object_type"], []).append(made)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Set strings and the numbers between them: character spacing follows every glyph.

        PDF specification, 9.4.4. pdfminer adds it before all glyphs of a string but the
        first: what programs wrote with a gap after a word then stands glued to the next.
        """
        font, size = textstate.font, textstate.fontsize
        scaling = textstate.scaling * 0.01
        vertical = font.is_vertical()
        along = 1.0 if vertical else scaling
        spacing = textstate.charspace * along
        word = 0.0 if font.is_multibyte() else textstate.wordspace * along
        step = 0.001 * size * along
        matrix = mult_matrix(textstate.matrix, self.ctm)
        e, f = matrix[4:]
        known = self._known(font)
        pen = self._pen_of(font, (*matrix[:4], size, scaling, textstate.rise), vertical)
        look = self._look_of(font, textstate.render, ncs, graphicstate.ncolor, pen)
        x, y = textstate.linematrix
        for item in seq:
            if isinstance(item, (int, float)):
                x, y = (x, y - item * step) if vertical else (x - item * step, y)
                continue
            if not isinstance(item, bytes):
                continue
            for cid in font.decode(item):
                if len(self._chars) >= _MAX_CHARS:
                    raise _Full
                glyph = known.get(cid)
                if glyph is None:
                    glyph = known[cid] = self._glyph(font, cid)
                gone = glyph[1] * size * scaling
                self._keep_char(glyph[0], pen.box(x, y, e, f, gone, glyph[2]), vertical, look)
                gone += spacing + (word if cid == _SPACE else 0.0)
                x, y = (x, y + gone) if vertical else (x + gone, y)
        textstate.linematrix = (x, y)

    def _known(self, font: Any) -> dict[int, tuple[str, float, Any]]:
        """Give the glyphs of a font that were met."""
        known = self._glyphs.get(font)
        if known is None:
            known = self._glyphs[font] = {}
            name = font.fontname
            self._names[font] = fix_fontname_bytes(name) if isinstance(name, bytes) else str(name)
        return known

    def _pen_of(self, font: Any, setting: tuple[float, ...], vertical: bool) -> Pen:
        """Give the pen of a string; most have that of the string before."""
        if self._pen is None or self._pen[0] is not font or self._pen[1] != setting:
            descent = 0.0 if vertical else descent_of(font)
            self._pen = font, setting, Pen(*setting, vertical=vertical, descent=descent)
        return self._pen[2]

    def _look_of(self, font: Any, mode: int, ncs: Any, colour: Any, pen: Pen) -> dict[str, Any]:
        """Give what all characters of a string have in common; most have that of the last."""
        state = font, mode, ncs, colour, self.cur_mcid, pen
        if self._look is None or self._look[0] != state:
            self._look = (
                state,
                {
                    "fontname": self._names[font],
                    "upright": pen.upright,
                    "slope": pen.slope,
                    "non_stroking_color": colour if isinstance(colour, tuple) else (colour,),
                    "mcid": self.cur_mcid,
                    "mode": mode,
                    "fill": mode in _FILLED,
                    "stroke": mode in _STROKED,
                    "space": _space(ncs),
                },
            )
        return self._look[1]

    def _keep_char(self, text: str, box: Box, vertical: bool, look: dict[str, Any]) -> None:
        """Keep a character in the page's own coordinates."""
        x0, y0, x1, y1 = box
        self._nth += 1
        self._chars.append({
            "text": text,
            "size": x1 - x0 if vertical else y1 - y0,
            "x0": x0 + self._left if self._left else x0,
            "x1": x1 + self._left if self._left else x1,
            "top": (self._height - y1) + self._top,
            "bottom": (self._height - y0) + self._top,
            "nth": self._nth,
            **look,
        })  # fmt: skip

    def _glyph(self, font: Any, cid: int) -> tuple[str, float, Any]:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        return str(text), float(font.char_width(cid)), font.char_disp(cid)


class _Sink:
    """Stands where pdfminer hangs its layout objects and hands them on."""

    def __init__(self, place: LTComponent, device: _Device) -> None:
        self.x0, self.y0, self.x1, self.y1 = place.bbox
        self.width, self.height = place.width, place.height
        self._device = device

    def add(self, item: LTItem) -> None:
        """Take a line, rectangle or curve."""
        if isinstance(item, LTCurve):
            self._device.keep(item)


def _space(colours: Any) -> str:
    """Name a colour space; the numbers of a colour mean nothing without it."""
    return str(getattr(colours, "name", ""))


def _extent(path: Any) -> list[Any]:
    """Put a stroke's bounding rectangle in its place."""
    points = [step[-2:] for step in path if len(step) >= 3]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    return [("m", x0, y0), ("l", x1, y0), ("l", x0, y1), ("l", x1, y1)]
