"""The index: one folder, SQLite the truth, FAISS derived from it."""

from pipeline.index.filters import Filters
from pipeline.index.reader import Entry, Index

__all__ = ["Entry", "Filters", "Index"]
