"""The tree of errors that Concord raises on purpose.

    PipelineError
    ├── UnreadableFile          a source cannot be turned into a document
    │   ├── EmptyFile
    │   ├── NotThatFormat       the bytes are not what the name says
    │   ├── Encrypted
    │   ├── DamagedFile
    │   ├── NoTextLayer         a scan: pages without text
    │   ├── GarbledText         a text layer that does not say what the pages show
    │   ├── NothingRecognised   scanned or garbled pages on which OCR found no words
    │   ├── OcrStopped          OCR of such pages failed or took too long
    │   ├── UnsupportedFormat
    │   ├── OutOfMemory
    │   └── ParseTimeout
    ├── BadSheet                a catalogue sheet or template is wrong
    ├── IndexProblem
    │   ├── NoIndex
    │   ├── StaleIndex          written by an older or newer format
    │   ├── ModelMismatch       vectors of another model
    │   ├── IndexBusy           another build holds the writer's lock
    │   └── DamagedIndex
    ├── UnknownDocument / UnknownItem / UnknownConcept
    ├── NoOcr                   OCR is asked for and its tools are not there
    ├── ModelProblem            weights missing, altered or not loadable
    ├── BelowFloor              a measured quality is lower than asked for
    └── BadRequest              an option or value that cannot be served

Each has a message (what happened), a hint (what to do next) and `where`
(file, page, option ...). Only the command line turns them into text.
"""

from __future__ import annotations


class PipelineError(Exception):
    """A foreseen failure: what happened, what to do next, and where."""

    def __init__(self, message: str, hint: str | None = None, **where: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where


class UnreadableFile(PipelineError):
    """A source file cannot be turned into a document."""

    @property
    def code(self) -> str:
        """The reason as a stable, machine-readable word."""
        return _kebab(type(self).__name__)


class EmptyFile(UnreadableFile):
    """The file has no bytes, or no text at all."""


class NotThatFormat(UnreadableFile):
    """The bytes are not of the format that the name promises."""


class Encrypted(UnreadableFile):
    """The file needs a password."""


class DamagedFile(UnreadableFile):
    """The file is truncated or breaks its format."""


class NoTextLayer(UnreadableFile):
    """Pages without text: a scan."""


class GarbledText(UnreadableFile):
    """A text layer that does not say what the pages show."""


class NothingRecognised(UnreadableFile):
    """OCR found no words on pages without text or with a garbled text layer."""


class OcrStopped(UnreadableFile):
    """OCR of pages without text failed or took longer than allowed."""


class UnsupportedFormat(UnreadableFile):
    """No reader for this kind of file."""


class OutOfMemory(UnreadableFile):
    """Reading took more memory than allowed."""


class ParseTimeout(UnreadableFile):
    """Reading took longer than allowed, or the reader died."""


class BadSheet(PipelineError):
    """A catalogue sheet or a comparison template does not hold what it must."""


class IndexProblem(PipelineError):
    """The index cannot be used as it is."""


class NoIndex(IndexProblem):
    """There is no index in that folder."""


class StaleIndex(IndexProblem):
    """The index has another format version."""


class ModelMismatch(IndexProblem):
    """The index holds vectors of another model."""


class IndexBusy(IndexProblem):
    """Another build is writing to the index."""


class DamagedIndex(IndexProblem):
    """The index contradicts itself."""


class UnknownDocument(PipelineError):
    """No document of that id, path or prefix."""


class UnknownItem(PipelineError):
    """No segment or finding of that id."""


class UnknownConcept(PipelineError):
    """No concept of that name."""


class NoOcr(PipelineError):
    """Text is to be recognised in pictures, and the tools for it are missing."""


class ModelProblem(PipelineError):
    """A model's weights are missing, altered or cannot be loaded."""


class BadRequest(PipelineError):
    """An option or value that cannot be served."""


def unreadable(code: str) -> type[UnreadableFile]:
    """Give the leaf of UnreadableFile that a recorded reason names; else the class itself."""
    leaves = {_kebab(leaf.__name__): leaf for leaf in UnreadableFile.__subclasses__()}
    return leaves.get(code, UnreadableFile)


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


class BelowFloor(PipelineError):
    """A measured quality is lower than the floor that was asked for."""
