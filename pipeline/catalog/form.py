"""The form of a sheet, as a person fills it in.

In: one mapping from a YAML file, every scalar still the text that was written
(`2024-08` is not yet a date, `no` not yet a truth value). Out: a checked
`Form`. Always: unknown keys are errors; an empty value means "not stated".

This module imports pydantic; `load` imports it only when sheets are read.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}

HOW_TO_FIX = {
    "id": "use lower-case letters, digits, '-', '_' and '.', such as oir-recommendation-2023",
    "title": "give the title as printed on the document",
    "titles": "write one line per language, such as `en: Title`",
    "jurisdiction": "use a short code without spaces, such as G7, OECD, JP or EU",
    "date": "write YYYY, YYYY-MM or YYYY-MM-DD",
    "language": "use a language code, such as ja or en",
    "binding": "write true, false or null",
    "url": "start with https:// or http://",
    "sha256": "give the 64 hexadecimal digits that `sha256sum FILE` prints",
    "file": "give the path of the document relative to the sheet",
    "names": "write a list of other names, such as [NSPM-33]",
    "languages": "write a list of language codes, such as [en, fr]",
    "force": "write binding, funding condition or non-binding",
    "certainty": "write verified, cited or unverified",
    "title_kind": "write descriptive or provisional, or leave it out",
    "tier": "write core or extended",
    "supersedes": "give the id of the earlier version's sheet, and load both together",
    "translation_of": "give the id of the original's sheet, and load both together",
}


def _date(value: str) -> str:
    found = _DATE.fullmatch(value)
    if found is None:
        raise ValueError("is not a date")
    year, month, day = (int(part or 1) for part in found.groups())
    datetime.date(year, month, day)  # raises ValueError: "day is out of range for month"
    return value


def _truth(value: str) -> bool:
    if value.lower() not in _TRUTH:
        raise ValueError("is neither true nor false")
    return _TRUTH[value.lower()]


Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
Code = Annotated[str, StringConstraints(pattern=r"^\S+$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Digest = Annotated[str, StringConstraints(to_lower=True, pattern=r"^[0-9a-fA-F]{64}$")]
Date = Annotated[str, BeforeValidator(_date)]
Truth = Annotated[bool, BeforeValidator(_truth)]


class Form(BaseModel):
    """The fields of a sheet; only the id and the title are asked of everyone."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Id
    title: Text
    titles: dict[Language, Text] = {}
    issuer: Text | None = None
    jurisdiction: Code | None = None
    date: Date | None = None
    language: Language | None = None
    type: Text | None = None
    binding: Truth | None = None
    url: Url | None = None
    terms: Text | None = None
    supersedes: Id | None = None
    translation_of: Id | None = None
    # Facts for a catalogue: what is known of a document that is not held.
    names: list[Text] = []
    languages: list[Language] = []
    force: Literal["binding", "funding condition", "non-binding"] | None = None
    certainty: Literal["verified", "cited", "unverified"] | None = None
    title_kind: Literal["descriptive", "provisional"] | None = None
    url_kind: Text | None = None
    format: Text | None = None
    tier: Literal["core", "extended"] | None = None
    note: Text | None = None
    file: Text | None = None
    sha256: Digest | None = None
