"""Passages that say in one language what another document says in the other.

In: an index and some of its segments. Out: for a segment the passage that it
translates, or that translates it, with the estimated probability that it is
one. Always: the vectors of the index are compared, nothing is encoded but the
words of a quotation that is given apart; both passages are nearest to each
other in the two documents; where nothing comes near enough, there is no link.

Measured on 28,000 passages: 1,298 links, of which 1,292 join versions and
translations of one work or works of one body (four of the others are lists of
countries); of 57 between numbered sections of a standard and its translation
54 join the same number. Of 266 definitions looked for in a source that does not
hold them, one was linked.

Reads as: likeness in spreads above the background of both languages, added
over the encoders, with the share of numbers in common. Weights by logistic
regression on 864 passages of guidelines and standards with their translations
and 6,549 best wrong candidates from other documents. There a score of .95 is
right in .99 and finds .57, one of .7 is right in .96 and finds .77; so a link
that stands alone needs .95, one beside another link of the two documents .7.
Short passages are left alone: two captions are alike by chance.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.index import Entry, Filters, Index
from pipeline.protocols import Encoder, Rows
from pipeline.query.findings import findings
from pipeline.records import BlockKind, Definition, Segment, Source

_WEIGHTS = {"e5-small": 1.764, "use-multilingual": 1.876}
# Mean and spread of cosines across the two languages in an index of 28,000 passages; a small
# index leans on them, for it is a poor measure of what is usual.
_LEVEL = {"e5-small": (0.747, 0.0242), "use-multilingual": (0.078, 0.0909)}
_STEADY = 300  # passages
_OTHER = 1.8  # an encoder that was not measured
_NUMBERS, _LENGTH, _LONG, _CONSTANT = 3.685, 0.206, -0.843, -13.636
FLOOR = 0.95
_BESIDE = 0.7
_LIKELY = 0.5
_NEAR = 6  # segments
# Where the text says whose words they are, few passages compete: log-odds in favour.
_NAMED = 4.0
_SHORTEST = 90  # English characters; Japanese says as much in a third of them
_NEAREST = 8
_BATCH = 400
_SLACK = 0.02  # another passage of the same document may be as near by so much
_USUAL = 0.85  # logarithm of English characters for one Japanese
_NO_PROSE = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.FIGURE, BlockKind.CAPTION})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Linked:
    """The passage in another document that a segment renders, or that renders it.

    `score` is the estimated probability that one translates the other;
    `original` tells whether the passage linked is the one translated, None where
    nothing that is known of the documents tells.
    """

    segment: Segment
    entry: Entry
    score: float
    original: bool | None


def linked(
    index: Index,
    segments: Sequence[Segment],
    *,
    documents: Collection[str] | None = None,
    said: Mapping[str, str] | None = None,
    encoders: Sequence[Encoder] = (),
) -> dict[str, Linked]:
    """Link segments, by id, to what they translate or what translates them.

    A link must be all but certain or stand beside another one, unless `documents`
    says where the words are from. Segments without a counterpart have none. Of
    segments in `said` only those words are compared, encoded by `encoders`: what is
    quoted, without who says it.
    """
    fit = [s for s in segments if _says_enough(s.language, s.text, s.kind)]
    found: dict[str, Linked] = {}
    for language in index.languages:
        own = [s for s in fit if s.language == language]
        for other in (o for o in index.languages if o != language):
            for at in range(0, len(own), _BATCH):
                search = _Search(index, language, other, documents, said or {}, encoders)
                found |= search.link(own[at : at + _BATCH])
    return _supported(index, segments, found) if documents is None else found


def _supported(
    index: Index, segments: Sequence[Segment], found: dict[str, Linked]
) -> dict[str, Linked]:
    """Keep links that are certain, or that run beside another one of the two documents.

    Reads as: who translates a passage mostly translates the next one too.
    """
    keys = index.keys_of([*found, *(link.segment.id for link in found.values())]) if found else {}
    places: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for segment in segments:
        if segment.id in found:
            held = found[segment.id].segment
            pair = segment.document, held.document
            places.setdefault(pair, []).append((keys[segment.id], keys[held.id]))
    kept = {}
    for segment in segments:
        link = found.get(segment.id)
        if link is None:
            continue
        own, other = keys[segment.id], keys[link.segment.id]
        beside = any(
            0 < abs(own - a) <= _NEAR and 0 < abs(other - b) <= 2 * _NEAR
            for a, b in places[segment.document, link.segment.document]
        )
        if beside or link.score >= FLOOR:
            kept[segment.id] = link
    return kept


@dataclass(slots=True)
class _Passage:
    """What is compared of a passage: rows of all encoders, and what its words hold."""

    document: str
    text: str
    numbers: frozenset[str]
    rows: dict[str, Rows]
    level: dict[str, tuple[float, float]]  # its cosines with the other language: mean, spread


@dataclass(slots=True)
class _Search:
    """One sweep: passages of one language, looked for in another."""

    index: Index
    language: str
    other: str
    documents: Collection[str] | None
    said: Mapping[str, str]
    encoders: Sequence[Encoder]
    known: dict[int, _Passage] = field(default_factory=dict)
    named: dict[str, set[str | None]] = field(default_factory=dict)  # whose definitions it quotes

    def link(self, own: Sequence[Segment]) -> dict[str, Linked]:
        """Link a batch of segments."""
        keys = self.index.keys_of([s.id for s in own])
        self._read(list(keys.values()), self.language, self.other)
        own = [s for s in own if keys[s.id] in self.known]  # no contents pages, no references
        self._hear({keys[s.id]: self.said[s.id] for s in own if s.id in self.said})
        allowed = self._allowed()
        near = self._near([keys[s.id] for s in own], self.other, allowed)
        self._read(list({k for ks in near.values() for k in ks}), self.other, self.language)
        best: dict[str, tuple[float, int]] = {}
        for segment in own:
            key = keys[segment.id]
            ranked = [(self._score(key, k), -k) for k in near[key] if self._apart(key, k)]
            if ranked and max(ranked)[0] >= (_BESIDE if self.documents is None else _LIKELY):
                score, negative = max(ranked)
                best[segment.id] = score, -negative
        back = self._back(own, keys, best)
        held = self.index.segments([key for _, key in best.values()]) if best else {}
        found = {}
        for segment in own:
            if segment.id in best and back[segment.id] <= best[segment.id][0] + _SLACK:
                score, key = best[segment.id]
                found[segment.id] = self._linked(segment, held[key], score)
        return found

    def _allowed(self) -> list[int] | None:
        if self.documents is None:
            return None
        passing = self.index.allowed(Filters(documents=tuple(self.documents)))
        return passing.get(self.other) or []

    def _near(
        self, keys: Sequence[int], language: str, allowed: Sequence[int] | None
    ) -> dict[int, set[int]]:
        """Give the nearest keys in a language by any encoder."""
        found: dict[int, set[int]] = {key: set() for key in keys}
        for about in self.index.encoders:
            name = str(about["name"])
            have = [key for key in keys if name in self.known[key].rows]
            if have:
                asked = np.stack([self.known[key].rows[name] for key in have])
                for key, near in zip(
                    have, self.index.dense(name, language, asked, allowed, _NEAREST), strict=True
                ):
                    found[key].update(k for k, _ in near)
        return found

    def _back(
        self, own: Sequence[Segment], keys: dict[str, int], best: dict[str, tuple[float, int]]
    ) -> dict[str, float]:
        """Give for each segment the best score that another of its document has with its match."""
        found: dict[str, float] = {}
        for document in dict.fromkeys(s.document for s in own if s.id in best):
            asked = list({best[s.id][1] for s in own if s.document == document and s.id in best})
            passing = self.index.allowed(Filters(documents=(document,))).get(self.language) or []
            near = self._near(asked, self.language, passing)
            self._read(list({k for ks in near.values() for k in ks}), self.language, self.other)
            for segment in own:
                if segment.document == document and segment.id in best:
                    match = best[segment.id][1]
                    rivals = [k for k in near[match] if k in self.known and k != keys[segment.id]]
                    found[segment.id] = max((self._score(k, match) for k in rivals), default=0.0)
        return found

    def _read(self, keys: Sequence[int], language: str, other: str) -> None:
        """Read passages that say enough, with their rows, and measure their level."""
        wanted = [key for key in keys if key not in self.known]
        marks = ", ".join("?" * len(wanted))
        for key, document, text, kind, apparatus in self.index.db.execute(
            "SELECT key, document, text, kind, apparatus FROM segments"
            f" WHERE key IN ({marks})", wanted,
        ):  # fmt: skip
            if not apparatus and _says_enough(language, text, kind):
                numbers = frozenset(_NUMBER.findall(unicodedata.normalize("NFKC", text)))
                self.known[key] = _Passage(document, text, numbers, {}, {})
        for key, name, row in self.index.db.execute(
            f"SELECT segment, encoder, row FROM vectors WHERE segment IN ({marks})", wanted
        ):
            if key in self.known:
                passage = self.known[key]
                values = np.frombuffer(row, dtype=np.float16).astype(np.float32)
                passage.rows[name] = values
                passage.level[name] = self._level(name, other, values)

    def _hear(self, said: Mapping[int, str]) -> None:
        """Take what is quoted for the whole passage."""
        for encoder in self.encoders if said else ():
            for key, row in zip(said, encoder.encode_passages(list(said.values())), strict=True):
                self.known[key].rows[encoder.name] = row
                level = self._level(encoder.name, self.other, row)
                self.known[key].level[encoder.name] = level
        for key, words in said.items():
            self.known[key].text = words

    def _level(self, name: str, other: str, row: Rows) -> tuple[float, float]:
        """Give mean and spread of a row's cosines with a language, steadied where it is small."""
        mean, spread = self.index.background(name, other).standardise(row[None, :])
        if name not in _LEVEL:
            return mean, spread
        size = self.index.size(other)
        share = size / (size + _STEADY)
        usual = _LEVEL[name]
        return share * mean + (1 - share) * usual[0], share * spread + (1 - share) * usual[1]

    def _apart(self, key: int, other: int) -> bool:
        return other in self.known and self.known[other].document != self.known[key].document

    def _score(self, key: int, other: int) -> float:
        """Estimate the probability that one of two passages translates the other."""
        one, two = self.known[key], self.known[other]
        total = _CONSTANT + (_NAMED if self.documents is not None else 0.0)
        for name in one.rows.keys() & two.rows.keys():
            cosine = float(one.rows[name] @ two.rows[name])
            spreads = [
                (cosine - mean) / spread for mean, spread in (one.level[name], two.level[name])
            ]
            total += _WEIGHTS.get(name, _OTHER) * sum(spreads) / 2
        numbers = one.numbers | two.numbers
        total += _NUMBERS * (len(one.numbers & two.numbers) / len(numbers) if numbers else 0.5)
        japanese, english = (one, two) if self.language == "ja" else (two, one)
        length = len(english.text) / len(japanese.text)
        total += _LENGTH * abs(math.log(length) - _USUAL)
        total += _LONG * math.log(min(len(english.text), 3 * len(japanese.text)))
        return 1.0 / (1.0 + math.exp(-total))

    def _linked(self, segment: Segment, held: Segment, score: float) -> Linked:
        entry = self.index.entries[held.document]
        original = is_original(entry.source, self.index.entries[segment.document].source)
        if original is None:
            original = self._quoted(held.document, segment.document)
        return Linked(held, entry, round(score, 3), original)

    def _quoted(self, one: str, other: str) -> bool | None:
        """Tell which document quotes definitions of the other: that one came later."""
        sources = self._sources(one), self._sources(other)
        quoted, quoting = one in sources[1], other in sources[0]
        return quoted if quoted != quoting else None

    def _sources(self, document: str) -> set[str | None]:
        if document not in self.named:
            definitions = findings(self.index, Filters(kind="definition", documents=(document,)))
            self.named[document] = {
                p.finding.source_id for p in definitions if isinstance(p.finding, Definition)
            }
        return self.named[document]


def versions_of(index: Index, document: str) -> list[str]:
    """Give a document with its translations, or with what it translates, as far as held."""
    original = index.entries[document].source.translation_of or document
    return [
        name
        for name, entry in index.entries.items()
        if name in (document, original) or entry.source.translation_of == original
    ]


def is_original(one: Source, other: Source) -> bool | None:
    """Tell whether the first is the original of the second; None where nothing tells.

    Reads as: what a catalogue says; else the older, and whose body it is: a Japanese
    body's English is translated, and so is the Japanese of what another body has in
    English. Where the two disagree (the English of 2019 beside a Japanese revision of
    2024), neither is believed.
    """
    if one.translation_of or other.translation_of:
        if other.translation_of == one.id:
            return True
        return False if one.translation_of == other.id else None
    says = {_older(one, other), _native(one, other)} - {None}
    return says.pop() if len(says) == 1 else None


def _older(one: Source, other: Source) -> bool | None:
    if one.date and other.date and one.date[:4] != other.date[:4]:
        return one.date < other.date
    return None


def _native(one: Source, other: Source) -> bool | None:
    """Tell whether the first is in the language of the body that wrote the text."""
    bodies = {s.language: s.jurisdiction for s in (one, other)}
    if bodies.keys() != {"en", "ja"} or not any(bodies.values()):
        return None
    if bodies["en"]:
        return (one.language == "ja") == (bodies["en"] == "JP")
    # The Japanese of a Japanese body may render anybody's English.
    return None if bodies["ja"] == "JP" else one.language == "en"


def _says_enough(language: str, text: str, kind: str) -> bool:
    return kind not in _NO_PROSE and len(text) * (3 if language == "ja" else 1) >= _SHORTEST
