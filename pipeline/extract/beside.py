"""Definitions of Japanese whose body stands beside: in the sentence before, or in a short note.

In: segments in reading order. Out: definitions, without ids, in reading order.
Always: 「…これを「X」という。」 takes the clause or the sentence before as its body,
within one block; a note "X：…" or 「Xは、…すること。」 gives one where it is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.definitions import defined
from pipeline.records import BlockKind, Definition, Segment, Span

# …が生じ得る。これを「X」という。 Reads as: what was just said has this name.
_CALLED = re.compile(
    r"(?:^|(?<=[、，]))(?:なお、|また、)?(?:これら?|(?:こうした|このような|これらの)[^、。「」]{1,16})(?:のこと)?を[、，]?"
    r"(?:総称して|一般に|ここでは|本[一-龯ァ-ヴー]{1,10}(?:では|において))?[、，]?"
    r"[「『](?P<term>[^「」『』]{1,40})[」』]と(?:いう|言う|呼ぶ|称する|総称する|呼んでいる|いいます|呼びます)"
    r"(?=[。．、，]|$)"
)
_LEAST = 10  # letters: less explains nothing
_CLOSING = re.compile(r"(?:であり|があり|おり)?[、，]?$|[。．]\s*$")
_KIND = (
    "(?:者|主体|もの|人|組織|団体|機関|方法|手法|技術|システム|仕組み|考え方|概念|行為|活動"
    "|取組|取り組み|状態|能力|総称|指標|制度|手続|現象|モデル|ソフトウェア|装置|分野)"
)
_NAME = r"(?P<term>[^\s。、：:「」（）()ぁ-ん][^\s。、：:「」（）()はをがに]{1,24})(?:（[^（）]{1,30}）)?"
# 本制度の目的は、…すること: what these are is told, not what the word means.
_NO_NAME = re.compile(
    r"(?:注意?|備考|例|参考|補足|出典|資料|留意点|ポイント|目的|趣旨|狙い|背景|概要|要件|条件|課題|役割|意義|特徴|理由|原則|対象|目標|成果|結果|内容)$"
)
_NOTES = (
    re.compile(
        rf"^(?:\d{{1,3}}\s+)?{_NAME}[：:]\s*(?P<body>[^。：:]{{8,}}?{_KIND})(?:（[^（）]*）)?[。．]?\s*$"
    ),
    re.compile(
        rf"^(?:\d{{1,3}}\s+)?{_NAME}は、(?P<body>[^。]{{10,}}?(?:こと|技術|手法|仕組み|概念|考え方|総称))[。．]?\s*$"
    ),
)


def beside(segments: Sequence[Segment], text: str) -> Iterator[tuple[int, Definition]]:
    """Yield `(position, definition)` for bodies that stand before a name, and for short notes."""
    for position, segment in enumerate(segments):
        if segment.language != "ja":
            continue
        if segment.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE):
            yield from _called(position, segments, text)
        if segment.kind is BlockKind.NOTE:
            for pattern in _NOTES:
                match = pattern.match(segment.text)
                if match is not None and not _NO_NAME.search(match["term"]):
                    term, body = (_absolute(segment, match.span(g)) for g in ("term", "body"))
                    yield position, defined(segment, term, body, text, "ja-note-entry")
                    break


def _called(
    position: int, segments: Sequence[Segment], text: str
) -> Iterator[tuple[int, Definition]]:
    segment = segments[position]
    match = _CALLED.search(segment.text) if "を" in segment.text else None
    if match is None:
        return
    before = _absolute(segment, (0, match.start()))
    if match.start() < _LEAST:
        last = segments[position - 1] if position else None
        if last is None or last.block != segment.block:
            return
        before = last.span
    closing = _CLOSING.search(text[slice(*before)])
    body = (before[0], before[0] + closing.start()) if closing else before
    if body[1] - body[0] >= _LEAST:
        term = _absolute(segment, match.span("term"))
        yield position, defined(segment, term, body, text, "ja-def-this-is-called")


def _absolute(segment: Segment, span: Span) -> Span:
    return segment.span[0] + span[0], segment.span[0] + span[1]
