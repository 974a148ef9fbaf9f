"""An alignment as lines, CSV and text.

In: pairs of passages. Out: flat dictionaries with stable names, one a pair; a
side without a counterpart has an empty list and None. `relation` is said of the
left side; `score` is the estimated share of such results that are right. What programs
read keeps the English names of relations; what people read has them in their language.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.align import Pair, Relation
from pipeline.records import Segment
from pipeline.report.csv_cells import guarded
from pipeline.report.terminal import SCAN

Line = dict[str, Any]

LABELS: dict[str, dict[str, str]] = {
    "en": {
        **{name: name for name in map(str, Relation)},
        "only left": "only left", "only right": "only right", "one": "{n} {name}", "comma": ", ",
        "rows": "{n} rows",
        "note": "The relation is said of the left side; the figure is the estimated share of such"
        " results that are right.",
    },
    "ja": {
        "equivalent": "同等", "stronger": "左がより強い", "weaker": "左がより弱い",
        "broader": "左がより広い", "narrower": "左がより狭い", "related": "関連",
        "none": "対応なし", "only left": "左のみ", "only right": "右のみ",
        "one": "{name} {n}", "comma": "、", "rows": "{n}行",
        "note": "関係は左の文書から見たものです。数値は、この種の結果が正しい割合の推定値です。",
    },
}  # fmt: skip


def pair_line(pair: Pair) -> Line:
    """Write a pair."""
    left, right = pair.left, pair.right
    return {
        "left": [s.id for s in left],
        "right": [s.id for s in right],
        "left_text": words(left),
        "right_text": words(right),
        "left_number": pair.left_number,
        "right_number": pair.right_number,
        "score": pair.score,
        "relation": str(pair.relation),
        "left_page": left[0].page if left else None,
        "right_page": right[0].page if right else None,
        "left_place": left[0].place if left else None,
        "right_place": right[0].place if right else None,
        "left_kind": str(left[0].kind) if left else None,
        "right_kind": str(right[0].kind) if right else None,
        "left_recognised": pair.recognised[0],
        "right_recognised": pair.recognised[1],
    }


def words(segments: Sequence[Segment]) -> str | None:
    """Join the words of neighbouring segments; None where there are none."""
    if not segments:
        return None
    return ("" if segments[0].language == "ja" else " ").join(s.text for s in segments)


def pairs_csv(pairs: Sequence[Pair]) -> str:
    """Write one row a pair; ids are parted by spaces."""
    out = io.StringIO()
    lines = [pair_line(pair) for pair in pairs]
    writer = csv.DictWriter(out, list(lines[0]) if lines else ["left", "right"])
    writer.writeheader()
    for line in lines:
        flat = {k: " ".join(v) if isinstance(v, list) else v for k, v in line.items()}
        writer.writerow({k: guarded(v) for k, v in flat.items()})
    return out.getvalue()


def pairs_text(pairs: Sequence[Pair], style: Callable[..., str], language: str = "en") -> str:
    """Write pairs for a person: relation, score, numbers, both texts."""
    blocks = []
    for pair in pairs:
        line = pair_line(pair)
        head = f"{LABELS[language][line['relation']]} {line['score']:.2f}"
        blocks.append(
            f"{style(head, bold=True)}\n{_side('<', line, 'left')}\n{_side('>', line, 'right')}\n"
        )
    return "\n".join([*blocks, summary(pairs, language)])


def _side(sign: str, line: Line, side: str) -> str:
    text = line[f"{side}_text"]
    if text is None:
        return f"{sign} –"
    number = f"{line[f'{side}_number']}  " if line[f"{side}_number"] else ""
    where = page(line, side)
    return f"{sign} {number}{' '.join(text.split())}" + (f"  ({where})" if where else "")


def page(line: Line, side: str) -> str:
    """Name the page of a side, and whether its words were recognised in a picture."""
    if not line[f"{side}_page"]:
        return ""
    return f"p. {line[f'{side}_page']}" + (SCAN if line[f"{side}_recognised"] else "")


def summary(pairs: Sequence[Pair], language: str = "en") -> str:
    """Count the relations."""
    label = LABELS[language]
    counts: dict[str, int] = {}
    for pair in pairs:
        name = str(pair.relation)
        if name == "none":
            name = "only left" if pair.left else "only right"
        counts[name] = counts.get(name, 0) + 1
    said = (label["one"].format(n=n, name=label[name]) for name, n in sorted(counts.items()))
    return label["comma"].join(said)
