"""The one door to pdfplumber and pdfminer.

In: an open file. Out: pdfplumber's pages, with their characters and rules,
read so that damage costs as little as possible: a command of a page that
cannot be followed is counted and passed over, a page that cannot be read
leaves the others, a broken cross-reference table is replaced by a scan.
Streams that swell beyond reason and pages with more characters or strokes
than any document has are cut off and say so.
"""

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from pipeline.parse.pdf.miner.drawing import Drawn, draw
from pipeline.parse.pdf.miner.file import File
from pipeline.parse.pdf.miner.streams import TooLarge, bounded_streams

__all__ = [
    "Drawn",
    "File",
    "PDFEncryptionError",
    "PDFPasswordIncorrect",
    "TooLarge",
    "bounded_streams",
    "draw",
]
