"""References of a document: to other documents, and to places in itself.

In: a document and its segments. Out: references without ids, in reading order,
not yet resolved beyond the document. Always: `document.text[span]` is what the
reference says; words that name a provision of another document are one
reference with it; a short name (以下「法」という。) means what it was introduced for.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.extract.keys import title_key
from pipeline.extract.mentions import Mention, mentions
from pipeline.extract.places import Place, Plan, places
from pipeline.records import BlockKind, Document, Form, Reference, Segment, ShortName

_SILENT = frozenset({BlockKind.CONTENTS, BlockKind.FURNITURE, BlockKind.RUBY, BlockKind.TITLE})
# A provision and its document: Article 4, point (1), of Regulation (EU) 2016/679.
_OF = re.compile(r",?(?:[^.;:()]{0,40}?,)?\s*(?:of|to|in|under|from)\s+(?:the\s+)?$")
# A document that no rule names, or that is named by its letters alone: Article 16 TFEU.
_OTHER = re.compile(
    r",?\s+(?:(?:of|to)\s+(?:the\s+|that\s+|title\s)(?!present|Annex|same)|of\s+(?=[A-Z])(?!Annex|Chapter|Section|Part\b)|T[F]?EU\b|GDPR\b|ECHR\b)"
)
_OWN = re.compile(
    r",?\s+(?:of|to|in)\s+(?:this|the\s+present|these)\s+(?:[Rr]egulation|[Dd]irective|[Aa]ct|[Oo]rder|[Pp]olicy|[Gg]uid\w+|[Rr]ecommendation|[Dd]ocument|[Pp]art|[Ss]ection|[Aa]rticle|[Cc]hapter|[Pp]aper|[Ff]ramework)"
)
_SAME = re.compile(
    r"同(?:法律?|令|規則|指針|規程|条約|条例)(?P<place>第[^、，。（）()]{1,16}?[条項号](?![一-龯]))?"
)
_LIST = re.compile(r"(?:各号|各項)?(?:及び|並びに|又は|若しくは|、|，|から)+")
_THAT = re.compile(
    r"(?:,[^.;:()]{0,30})?,?\s+(?:of|to|in)\s+that\s+(?:Regulation|Directive|Decision|Act|Order|Code)\b"
)
_AND = re.compile(r"(?:、|，|・|及び|並びに|又は|若しくは|から|\s)+")
_BEFORE_JA = re.compile(
    r"(?:[一-龯ァ-ヴー]法|施行令|施行規則|規程|条約|憲法|条例|指針|ガイドライン|同法|旧法|新法|[）)])\s?$"
)


def references(
    document: Document, segments: Sequence[Segment], names: Sequence[ShortName] = ()
) -> Iterator[tuple[int, Reference]]:
    """Yield `(position of the segment, reference)` in reading order, ids left empty."""
    starts = [s.span[0] for s in segments]
    plan = Plan(document.blocks, document.text)
    short = _meanings(names)
    own = title_key(document.source.title)
    last: Mention | None = None  # the law that 同法 means
    for at, group in groupby(segments, key=lambda s: s.block):
        first = next(group)
        if first.kind in _SILENT:
            continue
        start = first.context[0]
        text = document.text[start : first.context[1]]
        found, last = _in_block(text, at, plan, short, last)
        for reference in found:
            if reference.key == own and reference.place is None:
                continue
            a, b = reference.span
            position = bisect.bisect_right(starts, start + a) - 1
            if position < 0 or segments[position].block != at:
                continue
            yield (
                position,
                replace(
                    reference,
                    document=document.source.id,
                    segment=segments[position].id,
                    span=(start + a, start + b),
                ),
            )


def _in_block(
    text: str, at: int, plan: Plan, short: Mapping[str, str], last: Mention | None
) -> tuple[list[Reference], Mention | None]:
    """Find the references of one block, spans relative to it."""
    named = mentions(text)
    found = [_reference(m, text, short) for m in named]
    taken = [m.span for m in named]
    for match in _SAME.finditer(text):
        laws = [m for m in named if m.kind == "law" and m.span[1] <= match.start()]
        means = laws[-1] if laws else last
        if means is not None and not _inside(match.span(), taken):
            key = short.get(means.key, means.key)
            place = match["place"]
            found.append(
                Reference(
                    "", "", "", match.span(), match[0], "law", key, "ref-same-law", None, place
                )
            )
            taken.append(match.span())
    before: Place | None = None
    for printed in places(text):
        if _inside(printed.span, taken):
            continue
        place, before = _continued(printed, before, text), printed
        owner = _owner(place.span, text, found)
        words = text[slice(*place.span)]
        if owner is not None:
            index, joined = owner
            other = found[index]
            span = (min(place.span[0], other.span[0]), max(place.span[1], other.span[1]))
            if joined and other.place is None:
                found[index] = replace(other, span=span, text=text[slice(*span)], place=words)
            continue
        listed = _listed(place.span, text, found) or _that(place.span, text, found)
        if listed is not None:
            found.append(
                Reference("", "", "", place.span, words, "law", listed, "ref-same-law", None, words)
            )
            continue
        if _elsewhere(place.span, text):
            continue
        key, block = plan.find(place, at)
        found.append(
            Reference("", "", "", place.span, words, "place", key, "ref-place", block=block)
        )
    laws = [m for m in named if m.kind == "law"]
    return sorted(found, key=lambda r: r.span), laws[-1] if laws else last


def _reference(mention: Mention, text: str, short: Mapping[str, str]) -> Reference:
    return Reference(
        id="",
        document="",
        segment="",
        span=mention.span,
        text=text[slice(*mention.span)],
        kind=mention.kind,
        key=short.get(mention.key, mention.key),
        rule=mention.rule,
        name=mention.name,
        place=mention.place,
    )


def _owner(span: tuple[int, int], text: str, found: Sequence[Reference]) -> tuple[int, bool] | None:
    """Give the reference whose provision a place is, and whether they make one mention."""
    for index, other in enumerate(found):
        if other.kind == "place":
            continue
        gap = other.span[0] - span[1]
        if 0 <= gap <= 60 and _OF.fullmatch(text[span[1] : other.span[0]]):
            return index, True
        # …法律（平成十五年法律第五十七号）第二条: the provision follows.
        if 0 <= span[0] - other.span[1] <= 1 and text[span[0]] == "第":
            return index, True
    return None


def _continued(place: Place, before: Place | None, text: str) -> Place:
    """Let 第五項 in 第二十七条第一項又は第五項 stand in the article that the list is about."""
    if before is None or place.key != "same article" or not before.key.startswith("article "):
        return place
    gap = text[before.span[1] : place.span[0]]
    return replace(place, key=before.key) if _LIST.fullmatch(gap) else place


def _listed(span: tuple[int, int], text: str, found: Sequence[Reference]) -> str | None:
    """Give the law whose provisions go on: 法第二十三条、第二十四条及び第三十一条."""
    for other in reversed(found):
        if other.kind == "law" and other.place and 0 < span[0] - other.span[1] <= 4:
            gap = text[other.span[1] : span[0]]
            return other.key if _AND.fullmatch(gap) else None
    return None


def _that(span: tuple[int, int], text: str, found: Sequence[Reference]) -> str | None:
    """Give the act that "of that Regulation" points back to."""
    if not _THAT.match(text, span[1]):
        return None
    before = [r for r in found if r.kind == "law" and r.span[1] <= span[0]]
    return max(before, key=lambda r: r.span).key if before else None


def _elsewhere(span: tuple[int, int], text: str) -> bool:
    """Reads as: the place is in a document that is named, but not by a rule."""
    after, before = text[span[1] : span[1] + 80], text[max(0, span[0] - 12) : span[0]]
    if _OWN.match(after):
        return False
    return _OTHER.match(after) is not None or _BEFORE_JA.search(before) is not None


def _inside(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in taken)


def _meanings(names: Sequence[ShortName]) -> dict[str, str]:
    """Give by the key of each short name the key of the document that it stands for."""
    found: dict[str, str] = {}
    for name in names:
        if name.form is not Form.ALIAS:
            continue
        named = mentions(name.text)
        key = named[0].key if named else title_key(name.body)
        if named or re.search(r"(?:法律?|指針|ガイドライン|方針|規程|規則|計画|条約)$", name.body):
            found.setdefault(title_key(name.term), key)
    return found
