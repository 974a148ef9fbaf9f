"""What sheets say of each other: ids, files, versions, translations.

In: sheets that are each in order. Out: what is wrong between them, in their
order. Always: every mistake names file, line, sheet and field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.catalog.sheet import Sheet
from pipeline.errors import BadSheet


def relation_mistakes(sheets: Sequence[Sheet]) -> list[BadSheet]:
    """List duplicate ids and files, dangling and circular relations."""
    by_id = {sheet.id: sheet for sheet in reversed(sheets)}  # the first one keeps the id
    return [
        *_duplicates(sheets),
        *(m for sheet in sheets for m in _dangling(sheet, by_id)),
        *(m for sheet in sheets for m in _unfit_translation(sheet, by_id)),
        *(m for sheet in sheets for m in _circular(sheet, by_id)),
    ]


def _duplicates(sheets: Sequence[Sheet]) -> Iterator[BadSheet]:
    seen: dict[tuple[str, object], Sheet] = {}
    for sheet in sheets:
        for field in ("id", "file", "sha256"):
            value = getattr(sheet, field)
            if value is None:
                continue
            first = seen.setdefault((field, value), sheet)
            if first is not sheet:
                there = f"{first.written_in}:{first.line}"
                yield _mistake(
                    sheet,
                    field,
                    f"{field} {value} already belongs to sheet {first.id} ({there})",
                    "give every document one sheet with an id of its own",
                )


def _dangling(sheet: Sheet, by_id: dict[str, Sheet]) -> Iterator[BadSheet]:
    for field in ("supersedes", "translation_of"):
        named = getattr(sheet.record, field)
        if named == sheet.id:
            yield _mistake(sheet, field, f"{field} names the sheet itself", "name the other one")
        elif named is not None and named not in by_id:
            yield _mistake(
                sheet,
                field,
                f"{field} names {named}, but no sheet has that id",
                "add a sheet with that id (it needs no file), or load the folder that holds it",
            )


def _unfit_translation(sheet: Sheet, by_id: dict[str, Sheet]) -> Iterator[BadSheet]:
    original = by_id.get(sheet.record.translation_of or "")
    if original is None or original is sheet or sheet.record.language is None:
        return
    if original.record.language == sheet.record.language:
        yield _mistake(
            sheet,
            "translation_of",
            f"translation_of names {original.id}, which has the same language",
            "correct the language of one of them, or use supersedes for a later version",
        )


def _circular(sheet: Sheet, by_id: dict[str, Sheet]) -> Iterator[BadSheet]:
    for field in ("supersedes", "translation_of"):
        seen = {sheet.id}
        named = getattr(sheet.record, field)
        while named in by_id and named not in seen:
            seen.add(named)
            named = getattr(by_id[named].record, field)
        if named == sheet.id and len(seen) > 1:
            yield _mistake(
                sheet, field, f"{field} leads back to the sheet itself", "break the circle"
            )


def _mistake(sheet: Sheet, field: str, what: str, hint: str) -> BadSheet:
    return BadSheet(
        f"{sheet.written_in}:{sheet.line}: sheet {sheet.id}: {what}",
        hint,
        file=sheet.written_in,
        sheet=sheet.id,
        field=field,
    )
