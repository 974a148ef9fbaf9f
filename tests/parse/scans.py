"""Scans made from PDFs, and programs that stand in for OCRmyPDF and Tesseract."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

_FAKE = '''#!{python}
"""Write the words it is told under every page, as OCRmyPDF would; a stand-in for tests."""
import json, sys, time
from pathlib import Path

if "--version" in sys.argv:
    print("17.13.0")
    sys.exit(0)
told = json.loads(Path({told!r}).read_text("utf-8"))
with Path({calls!r}).open("a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

source, target = sys.argv[-2:]
with pypdfium2.PdfDocument(source) as pdf:
    if told.get("sleep"):
        time.sleep(told["sleep"])
    if told.get("most") and len(pdf) > told["most"]:
        sys.exit("too many pages for me")
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    page = Canvas(target)
    for sheet in pdf:
        width, height = sheet.get_size()
        page.setPageSize((width, height))
        picture = sheet.render(scale=0.5).to_pil()
        page.drawImage(ImageReader(picture), 0, 0, width, height)
        for i, line in enumerate(told["lines"]):
            words = page.beginText(72, height - 100 - 24 * i)
            words.setFont("HeiseiKakuGo-W5", 11)
            words.setTextRenderMode(3)
            words.textOut(line)
            page.drawText(words)
        page.showPage()
    page.save()
'''


def scanned(source: Path, out: Path, pages: Sequence[int], scale: float = 2.0) -> Path:
    """Draw pages of a PDF (from 0) into a PDF of nothing but pictures."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    with pypdfium2.PdfDocument(source) as pdf:
        canvas = Canvas(str(out))
        for number in pages:
            sheet = pdf[number]
            width, height = sheet.get_size()
            canvas.setPageSize((width, height))
            picture = sheet.render(scale=scale).to_pil()
            canvas.drawImage(ImageReader(picture), 0, 0, width, height)
            canvas.showPage()
        canvas.save()
    return out


class FakeTools:
    """Stand-ins for ocrmypdf and tesseract in a folder; `lines` are what they recognise."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self._told, self._calls = folder / "told.json", folder / "calls.jsonl"
        self._write("ocrmypdf", _FAKE.format(python=sys.executable, told=str(self._told),
                                             calls=str(self._calls)))  # fmt: skip
        self._write("tesseract", "#!/bin/sh\necho jpn; echo jpn_vert; echo eng\n")

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")
        (self.folder / name).chmod(0o755)

    def tell(self, *lines: str, sleep: float = 0, most: int = 0) -> None:
        """Say what every page holds, and how the tool misbehaves."""
        told = {"lines": lines, "sleep": sleep, "most": most}
        self._told.write_text(json.dumps(told), encoding="utf-8")

    @property
    def calls(self) -> list[list[str]]:
        """The arguments of every call so far."""
        if not self._calls.exists():
            return []
        return [json.loads(line) for line in self._calls.read_text().splitlines()]


def downwards(source: Path, out: Path) -> str:
    """Set the Japanese characters of a PDF's first pages in columns, from right to left.

    Gives the words. Each character is cut out of the drawn page, so that no font is needed.
    """
    import pdfplumber
    import pypdfium2
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    scale = 300 / 72
    sheet = Image.new("L", (int(595 * scale), int(842 * scale)), 255)
    x, y, words = 500 * scale, 70 * scale, ""
    with pdfplumber.open(source) as read, pypdfium2.PdfDocument(source) as drawn:
        for number in range(2):
            picture = drawn[number].render(scale=scale).to_pil().convert("L")
            for char in read.pages[number].chars:
                body = 9 < char["size"] < 13
                if not body or not (
                    "\u3041" <= char["text"] <= "\u30fa" or "一" <= char["text"] <= "龥"
                ):
                    continue
                edges = (char["x0"] * scale - 2, char["top"] * scale - 6,
                         char["x1"] * scale + 2, char["bottom"] * scale + 6)  # fmt: skip
                sheet.paste(picture.crop(tuple(int(e) for e in edges)), (int(x), int(y)))
                words += char["text"]
                y += char["size"] * scale * 1.05
                if y > 770 * scale:
                    x, y = x - 22 * scale, 70 * scale
    page = Canvas(str(out), pagesize=(595, 842))
    page.drawImage(ImageReader(sheet), 0, 0, 595, 842)
    page.save()
    return words
