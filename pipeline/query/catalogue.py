"""The catalogue as listed: what is known, and what of it is held here.

In: the sheets of the catalogue and, where there is one, an index. Out: entries
that pass the filters, each with the document of the index that it is. Always:
an entry without an indexed document says so; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.catalog import Sheet
from pipeline.errors import BadRequest
from pipeline.index import Index
from pipeline.query.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Catalogued:
    """One entry; `held` is the id of the indexed document that it is."""

    sheet: Sheet
    held: str | None


def catalogue(
    sheets: Sequence[Sheet],
    index: Index | None = None,
    *,
    words: str = "",
    jurisdictions: Sequence[str] = (),
    types: Sequence[str] = (),
    force: str | None = None,
    certainty: str | None = None,
    language: str | None = None,
    held: bool | None = None,
) -> list[Catalogued]:
    """List the entries that pass all filters, in the order of the sheets.

    `words` must all stand in a title, a name, the issuer or the id. Raises BadRequest for a
    jurisdiction or type that no entry has.
    """
    _known("jurisdiction", jurisdictions, [s.record.jurisdiction for s in sheets])
    _known("type", types, [s.record.type for s in sheets])
    here = Resolver((e.source for e in index.entries.values()), ()) if index else None
    found = []
    for sheet in sheets:
        record = sheet.record
        if jurisdictions and (record.jurisdiction or "").upper() not in _upper(jurisdictions):
            continue
        if types and (record.type or "").upper() not in _upper(types):
            continue
        if force and sheet.facts.force != force:
            continue
        if certainty and sheet.facts.certainty != certainty:
            continue
        if language and language not in {record.language, *sheet.facts.languages}:
            continue
        if words and not _holds(sheet, words):
            continue
        entry = Catalogued(sheet, _held(sheet, here))
        if held is None or held == (entry.held is not None):
            found.append(entry)
    return found


def _held(sheet: Sheet, here: Resolver | None) -> str | None:
    """Find the indexed document that an entry is: the same id, identifier or whole title."""
    if here is None:
        return None
    return here.same(sheet.record)


def _holds(sheet: Sheet, words: str) -> bool:
    from pipeline.extract.keys import title_key  # here, as in `resolve`

    record = sheet.record
    titles = [record.title, *(title for _, title in record.titles)]
    whole = " ".join([record.id, record.issuer or "", *titles])
    said = whole.lower() + " " + " ".join(title_key(t) for t in titles)
    return all(word in said for word in words.lower().split())


def _known(what: str, asked: Sequence[str], held: Sequence[str | None]) -> None:
    known = sorted({h for h in held if h})
    for value in asked:
        if value.upper() not in _upper(known):
            raise BadRequest(
                f"the catalogue has no {what} {value!r}", "choose from " + ", ".join(known)
            )


def _upper(values: Sequence[str]) -> set[str]:
    return {v.upper() for v in values}
