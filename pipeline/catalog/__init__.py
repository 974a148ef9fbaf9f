"""The catalogue: sheets that say what each document is."""

from pipeline.catalog.load import load_sheets, match
from pipeline.catalog.official import official
from pipeline.catalog.sheet import Facts, Sheet

__all__ = ["Facts", "Sheet", "load_sheets", "match", "official"]
