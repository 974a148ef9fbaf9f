"""The catalogue: sheets that say what each document is."""

from pipeline.catalog.load import load_sheets, match
from pipeline.catalog.sheet import Sheet

__all__ = ["Sheet", "load_sheets", "match"]
