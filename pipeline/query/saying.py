"""Passages that say what a row asks in words that no label has: words that stand together.

In: the pool of a column and what a row `says`: lines such as "suspend | revoke + violation |
breach". Out: the keys of the column's passages whose own words hold one word of each group.
Always: words count in every form that the lexical index folds together (suspended, 取消す and
取り消し); what stands in headings alone does not.

Reads as: a label is one phrase, but "may be suspended from the programme for a breach" has none
in common with "consequences of a breach". The deed and what it is done to, in one sentence, say
it. Misses what is said over two sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.query.pool import Pool, phrases


def saying(pool: Pool, says: Mapping[str, Sequence[str]]) -> list[int]:
    """Give the keys of passages whose words hold one of each group of a line."""
    asked = " OR ".join(f"({_line(line)})" for lines in says.values() for line in lines)
    if not asked or not pool.documents:
        return []
    where, values = pool.filters.segments_sql(list(pool.documents))
    found = pool.index.db.execute(
        "SELECT words.rowid FROM words JOIN segments s ON s.key = words.rowid"
        f" WHERE words MATCH ? AND {where} ORDER BY words.rowid",
        [f"text : ({asked})", *values],
    )
    return [r[0] for r in found]


def _line(line: str) -> str:
    """Write a line as a question to the lexical index: each group in brackets."""
    groups = [
        sorted({phrase for word in group.split("|") for phrase in phrases(word.strip())})
        for group in line.split(" + ")
    ]
    quoted = [[f'"{phrase}"' for phrase in group] for group in groups if group]
    return " AND ".join(f"({' OR '.join(group)})" for group in quoted)
