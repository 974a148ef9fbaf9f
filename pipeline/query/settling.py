"""Of passages that answer a row, those that a cell shows.

In: judged passages of a column. Out: the few best, in order, each quoted whole. Always: of
passages that say the same one is left, the latest edition; what a document of the column
supersedes is not shown; drafts and translations speak where nothing else does; no paragraph
is shown twice, and documents take turns where their passages are about as good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.query.duplicates import near
from pipeline.query.editions import Edition, edition, is_draft
from pipeline.query.hits import Hit
from pipeline.query.originals import is_original, linked
from pipeline.query.pool import Pool
from pipeline.query.quoting import complete
from pipeline.records import Source

# Claims in a cell; more is a reading list, not a table.
CLAIMS = 3
_SORTED = 60  # candidates among which near-duplicates are looked for
_BEHIND = 2.0  # what falls so far behind the best of its kind adds nothing to a cell
_SAME_DOCUMENT = 0.4  # how much better a second passage of one document must be than another's


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate: its key, passage, order of worth and likeness."""

    key: int
    hit: Hit
    tier: int  # 0 is best: what the row asks for
    score: float
    turn: int = 0  # 0: a label says it; 1: words that stand together; 2: what the row has last


def settled(pool: Pool, found: Sequence[Judged]) -> list[Hit]:
    """Order candidates, leave one of those that say the same, and vary the documents."""
    entries = pool.index.entries
    replaced, old = _replaced(pool), _earlier(pool)
    found = [judged for judged in found if judged.hit.segment.document not in replaced]

    def worth(judged: Judged) -> tuple[bool, int, float, int]:
        source = entries[judged.hit.segment.document].source
        return (source.id in old, judged.tier, -round(judged.score, 4), judged.key)

    ranked = sorted(found, key=worth)[:_SORTED]
    groups = near([judged.hit.segment.text for judged in ranked])
    left = []
    for group in groups:
        alike = [ranked[place] for place in group]
        left.append(min(alike, key=lambda j: _edition(entries[j.hit.segment.document].source, j)))
        left[-1] = replace(left[-1], tier=alike[0].tier, score=alike[0].score)
    best_of = {
        tier: max(j.score for j in left if j.tier == tier) for tier in {j.tier for j in left}
    }
    left = [j for j in left if j.score >= best_of[j.tier] - _BEHIND]
    claims: list[Judged] = []
    while left and len(claims) < CLAIMS:
        held = {(j.hit.segment.document, j.hit.segment.block) for j in claims}
        left = [j for j in left if (j.hit.segment.document, j.hit.segment.block) not in held]
        if claims and not all(j.hit.segment.document in old for j in claims):
            left = [j for j in left if j.hit.segment.document not in old]
        if not left:
            break
        seen = [j.hit.segment.document for j in claims]
        best = min(
            left,
            key=lambda j: worth(
                replace(j, score=j.score - _SAME_DOCUMENT * seen.count(j.hit.segment.document))
            ),
        )
        left.remove(best)
        same = _rendered(pool, best, claims)
        if same is None:
            claims.append(best)
        elif _is_original(pool, best, claims[same]):
            claims[same] = replace(best, tier=claims[same].tier, score=claims[same].score)
    return [
        replace(complete(pool.index, judged.key, judged.hit), score=round(judged.score, 4))
        for judged in claims
    ]


def _rendered(pool: Pool, judged: Judged, claims: Sequence[Judged]) -> int | None:
    """Find the claim that says the same in the other language, in a translation of one work."""
    segment = judged.hit.segment
    others = {j.hit.segment.document for j in claims if j.hit.segment.language != segment.language}
    for document in sorted(others):
        link = linked(pool.index, [segment], documents=[document]).get(segment.id)
        for at, claim in enumerate(claims):
            if link is not None and link.segment.id == claim.hit.segment.id:
                return at
    return None


def _is_original(pool: Pool, one: Judged, other: Judged) -> bool:
    entries = pool.index.entries
    sources = [entries[j.hit.segment.document].source for j in (one, other)]
    return bool(is_original(sources[0], sources[1]))


def _edition(source: Source, judged: Judged) -> tuple[Edition, int]:
    return edition(source, judged.hit.segment.page), judged.key


def behind(pool: Pool) -> frozenset[str]:
    """List the documents of a column that speak last, or not at all where others speak."""
    return _earlier(pool) | _replaced(pool)


def _earlier(pool: Pool) -> frozenset[str]:
    """List the documents that speak last in a column: translations of others there, drafts."""
    sources = [pool.index.entries[document].source for document in pool.documents]
    held = {source.id for source in sources}
    translated = {s.id for s in sources if s.translation_of in held}
    drafts = {s.id for s in sources if is_draft(s)}
    return frozenset(translated | (drafts if drafts != held else set()))


def _replaced(pool: Pool) -> frozenset[str]:
    """List the documents of a column that another one of it supersedes."""
    sources = [pool.index.entries[document].source for document in pool.documents]
    return frozenset(s.supersedes for s in sources if s.supersedes) & frozenset(pool.documents)
