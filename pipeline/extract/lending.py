"""Who is meant where a sentence names nobody: the lead-in, the sentence before, the heading.

In: a segment, a reading of it and what was read around it. Out: a bearer and where it
was borrowed from. Always: a bearer of the sentence itself wins; officers and boards have
the role of the institution that the section addresses.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.bearers_ja import head_acts
from pipeline.extract.reading import Bearer, Reading
from pipeline.extract.roles import NOWHERE, is_organ, role_of
from pipeline.records import Role, Segment

_HEADING_JA = re.compile(
    r"^[（(]?[0-9０-９一二三四五六七八九十ⅰ-ⅹⅠ-Ⅹ①-⑳a-z.．－‐-]*[)）.．、]?\s*(?P<who>[^はがをで、]{1,30}?)"
    r"(?:(?:の|が)?(?:責務|責任|役割|義務|遵守事項|取組|対応|実施すべき[^、]*|講ずべき[^、]*|行うべき[^、]*|守るべき[^、]*)|に求められる[^、]*|(?:向け|に対して|への要請|に期待される[^、]*))?$"
)
_HEADING_EN = re.compile(
    r"^[\d.()a-zA-Z]{0,6}\s*(?:(?:obligations?|responsibilit(?:y|ies)|duties|role|roles|requirements|recommendations|guidance|actions?|advice)"
    r"\s+(?:of|for|to|by)\s+)(?P<who>[\w\s,'’-]{3,60})$|^(?:for\s+)?(?P<who2>[A-Za-z][\w\s'’-]{2,40}?)(?:\s+(?:responsibilities|obligations|should|must|shall|duties))?:?$",
    re.IGNORECASE,
)


def lent(
    segment: Segment,
    reading: Reading,
    last: tuple[int, Bearer] | None,
    by_stem: dict[str, list[Reading]],
    said: Bearer | None,
) -> tuple[Bearer | None, str | None]:
    """Find a bearer for a sentence: its own, its stem's, the one before, the heading's."""
    if reading.bearer is not None:
        return reading.bearer, "sentence"
    if not reading.open:
        return None, None
    if segment.stem is not None:
        for stem in by_stem.get(segment.stem, ()):
            if stem.bearer is not None:
                return stem.bearer, "stem"
    if (
        reading.pronoun and said is not None and not said.issuer
    ):  # institutions may ..., and they should ...
        return said, "sentence"
    if reading.pronoun and last is not None and last[0] == segment.block:
        return last[1], "previous"
    heading = heading_bearer(segment)
    return (heading, "heading") if heading else (None, None)


def settled(bearer: Bearer | None, segment: Segment, addressed: Role | None) -> Bearer | None:
    """Give an officer or board the role of the institution that the section addresses."""
    if bearer is None or bearer.role is not Role.OTHER:
        return bearer
    if not is_organ(bearer.text, segment.language):
        return bearer
    heading = heading_bearer(segment)
    if Role.INSTITUTION in (addressed, heading.role if heading else None):
        return replace(bearer, role=Role.INSTITUTION)
    return bearer


def heading_bearer(segment: Segment) -> Bearer | None:
    """Read a heading that names nobody but the bearer: "Obligations of providers"."""
    japanese_text = segment.language == "ja"
    for heading in reversed(segment.trail[-2:]):
        match = (_HEADING_JA if japanese_text else _HEADING_EN).match(heading.strip())
        if match is None:
            continue
        who = match["who"] if japanese_text else match["who"] or match["who2"]
        role = role_of(who, segment.language) if who else None
        if japanese_text and not head_acts(who, NOWHERE):
            continue  # 組織と体制 names no one
        if role is not None:
            return Bearer(who.strip(), role)
    return None
