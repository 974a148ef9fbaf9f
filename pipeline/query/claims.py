"""What a cell of a comparison may claim: passages judged against a row.

In: the pool of a column and what a row wants. Out: the passages that answer the
row, best first, and the nearest one that does not. Always: a claim holds the
row's own words, or stands under a heading or lead-in that does, or, where nothing in
the column does, says it in words that stand together (`saying`); it speaks of the
subject that is compared; it is a statement, no heading or form.

Reads as: a definition of the term comes before a duty, and that before a
mention, where the row asks for a definition; a duty first, where it asks for
what has to be done. Among these, what is nearest to the row's questions and to
what the whole table is about. Misses what says it in words that nobody foresaw.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from pipeline.query.define import fit
from pipeline.query.hits import Hit
from pipeline.query.pool import Pool, headings
from pipeline.query.quoting import is_own
from pipeline.query.saying import saying
from pipeline.query.settling import Judged, behind, settled
from pipeline.query.wants import FIT, Want, labels_of
from pipeline.records import BlockKind, Definition, Modality, Obligation, Segment
from pipeline.text.tokens import content_tokens

_NO_CLAIM = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.FIGURE, BlockKind.CAPTION})
# Characters below which a passage says nothing on its own: a link, a list's label.
_SHORT = {"en": 28, "ja": 12}
# In spreads of likeness. Words in the passage itself say more than words above it, a duty that
# binds more than a permission; documents about what the table defines more than others.
_OWN, _SAID, _BINDS, _BORNE = 1.0, 0.6, 0.5, 0.3
_ABOVE = 1.0  # how much nearer a passage must be whose heading alone holds the words
_OF_DEVOTED = 0.7
_SUBJECT = 0.25  # what nearness to the subject of the whole table counts beside that to the row
# Below this worth a passage only happens to hold the words of the row.
_LEAST, _DEVOTED = 2.2, 0.5  # the second in documents about what the table defines
# In a document that somebody names as a column: it is asked for all that it says of the row. Cells
# found in unseen.yaml: .76; with 2.2: .58, as precise.
_NAMED = 1.2
_NEAR = 0.4  # what nearness to the subject may make up for: an inquiry's head is no consequence
_CITES = re.compile(
    r"(?:having regard to|recalling|in view of|see also|for details)\b"
    r"|.*(?:ご参照ください|を参照(?:のこと|されたい)?。?$)",
    re.IGNORECASE | re.DOTALL,
)
_MEANS = re.compile(r"(?:means|refers to|is defined as)\b|とは[、,]", re.IGNORECASE)
_ANNOUNCES = re.compile(r"\bdefinitions?\b|定義|用語", re.IGNORECASE)
_SURE = 1.0  # spreads: 4.9 in a large index; a small one has little to compare with
_LOST = -9.0  # behind every definition that has its term
_DUTIES = frozenset({Modality.MUST, Modality.MUST_NOT, Modality.SHOULD, Modality.SHOULD_NOT})


def choose(pool: Pool, want: Want) -> tuple[list[Hit], Hit | None]:
    """Choose a cell's claims, and the nearest passage where there is none."""
    defined = _defining(pool, want)
    if want.strict:
        found = defined
    else:
        ids = _below(pool, want)
        said = frozenset(saying(pool, want.says))
        labelled = pool.holding(labels_of(c for c in pool.scheme.concepts if c.id in ids))
        keys = list(dict.fromkeys([*labelled, *sorted(said)]))
        likeness = pool.likeness(want.place, keys)
        about = pool.aboutness(keys)
        found = defined if want.kind == "definition" else []
        taken = {judged.key for judged in found}
        for key, hit in pool.hits(keys).items():
            if key not in taken:
                judged = _judge(pool, want, ids, key, hit, likeness[key], about[key], key in said)
                found += [judged] if judged else []
    # What no label holds speaks where nothing else does: it is right less often.
    first = min((judged.turn for judged in found), default=0)
    claims = settled(pool, [judged for judged in found if judged.turn == first])
    return claims, None if claims else _nearest(pool, want)


def _below(pool: Pool, want: Want) -> frozenset[str]:
    """List the row's concepts and the narrower ones."""
    return frozenset(
        concept.id
        for concept in pool.scheme.concepts
        if any(pool.scheme.includes(own.id, concept.id) for own in want.concepts)
    )


def _judge(
    pool: Pool,
    want: Want,
    ids: frozenset[str],
    key: int,
    hit: Hit,
    likeness: float,
    about: float,
    said: bool,
) -> Judged | None:
    """Judge a passage that may hold the row's words; None when it is no claim."""
    segment = hit.segment
    worth = likeness + (0.0 if want.anywhere else _SUBJECT * max(about, 0.0))
    devoted = segment.document in pool.about.devoted
    least = _DEVOTED if devoted else _NAMED if pool.named else _LEAST
    if segment.kind in _NO_CLAIM or segment.apparatus or worth < least or likeness < least - _NEAR:
        return None
    if len(segment.text) < _SHORT.get(segment.language, 40):
        return None
    duties = [f for f in hit.findings if isinstance(f, Obligation)]
    own = _speaks(pool, ids, *_said_of(segment, duties))
    above = _speaks(pool, ids, segment.stem or "", *headings(segment))
    if not own and not said and (not above or likeness < least + _ABOVE):
        return None
    if want.beside and not any(
        want.beside.search(text) for text in (segment.text, segment.stem or "", *headings(segment))
    ):
        return None
    if want.without and want.without.search(f"{segment.stem or ''}\n{segment.text}"):
        return None
    if not want.anywhere and not pool.of_subject(key, segment, about):
        return None
    if not duties and (not (own or said) or not _is_sentence(segment)):
        return None
    if not duties and want.kind != "definition" and _defines_another(pool, ids, hit):
        return None
    by_label = own or (above and likeness >= least + _ABOVE)
    if not by_label and not _tells(hit, want, devoted):
        return None
    score = worth + (_OWN if own else _SAID * said) + _OF_DEVOTED * devoted
    if duties:
        score += _BINDS * any(d.modality in _DUTIES for d in duties)
        score += _BORNE * any(d.role for d in duties)
    tier = 0 if duties or want.kind not in ("definition", "obligation") else 1
    late = want.last is not None and want.last.search(segment.text) is not None
    turn = 2 if late else 0 if by_label else 1
    return Judged(key, hit, tier + (want.kind == "definition"), score, turn)


def _defines_another(pool: Pool, ids: frozenset[str], hit: Hit) -> bool:
    """Tell whether a passage only says what a term means that is none of the row's."""
    found = [f for f in hit.findings if isinstance(f, Definition)]
    rest = hit.segment.text
    for definition in found:
        rest = rest.replace(definition.body, " ")
    return bool(found) and not _speaks(pool, ids, rest, *(f.term for f in found))


def _tells(hit: Hit, want: Want, devoted: bool) -> bool:
    """Tell whether a passage that holds no label, only words that say it together, may answer.

    Reads as: outside documents about what the table defines it must bind or allow somebody; who
    is covered is said without a duty.
    """
    binds = any(isinstance(f, Obligation) for f in hit.findings)
    return devoted or binds or want.kind == "definition"


def _subject_of(segment: Segment) -> str:
    """Give the words in which a passage says what it is about: of a table's row the first cell."""
    return segment.text.split(" | ")[0] if segment.kind is BlockKind.TABLE else segment.text


def _said_of(segment: Segment, duties: Sequence[Obligation]) -> list[str]:
    """Give what a passage says without whom it tells to do it.

    Reads as: "the investigation committee shall keep its data safe" is no word on investigations.
    """
    text = _subject_of(segment)
    spans = sorted({d.bearer_span for d in duties if d.bearer_from == "sentence" and d.bearer_span})
    parts, at = [], 0
    for start, stop in spans:
        if start >= at:
            parts.append(text[at:start])
            at = stop
    return [*parts, text[at:]]


def _is_sentence(segment: Segment) -> bool:
    """Reads as: it ends as a sentence or list item does, or is a row of a table.

    What only points to another text ("Having regard to ...", ご参照ください) says nothing itself.
    """
    if _CITES.match(segment.text):
        return False
    if segment.kind is BlockKind.TABLE:
        return segment.text.count(" | ") >= 2
    return segment.text.rstrip('”’"）)」』 ').endswith((".", "。", ";", "；", "!", "?"))


def _speaks(pool: Pool, ids: frozenset[str], *texts: str) -> bool:
    return any(concept.id in ids for text in texts for concept in pool.concepts(text))


def _defining(pool: Pool, want: Want) -> list[Judged]:
    """Definitions whose term is a label of the row, its own concept's and documents' own first."""
    labels = [
        [frozenset(content_tokens(t)) for ts in concept.labels.values() for t in ts]
        for concept in want.concepts
    ]
    fits: dict[str, tuple[int, bool, float]] = {}
    for term, definition in pool.defined:
        for rank, own in enumerate(labels):
            share = fit(term, own)
            if share >= FIT and _speaks(pool, _below(pool, want), definition.term):
                worth = (rank, not is_own(definition, pool.index), -share)
                fits[definition.segment] = min(fits.get(definition.segment, worth), worth)
    keys = pool.index.keys_of(list(fits)) if fits else {}
    read = pool.hits(list(keys.values()))
    found = _nameless(pool, want, set(keys.values())) if want.strict else []
    for name, key in keys.items():
        rank, quoted, share = fits[name]
        if not read[key].segment.apparatus:
            found.append(Judged(key, read[key], -1, -rank - 0.5 * quoted - 0.1 * share))
    return found


def _nameless(pool: Pool, want: Want, known: Container[int]) -> list[Judged]:
    """Definitions whose term the file has lost: converters drop what is set in italics.

    Reads as: "(a) means fabrication ..." in a list under a heading or lead-in that announces
    definitions, with words of the row's own concept, and near to what the row asks.
    """
    ids = _below(pool, want)
    keys = pool.holding(labels_of(c for c in pool.scheme.concepts if c.id in ids))
    likeness = pool.likeness(want.place, keys)
    return [
        Judged(key, hit, -1, _LOST)
        for key, hit in pool.hits(keys).items()
        if key not in known
        and likeness[key] >= _SURE
        and _MEANS.match(hit.segment.text)
        and any(_ANNOUNCES.search(t) for t in (hit.segment.stem or "", *headings(hit.segment)))
        and not hit.segment.apparatus
        and _speaks(pool, ids, hit.segment.text)
    ]


def _nearest(pool: Pool, want: Want) -> Hit | None:
    """Give the passage nearest to the row's questions, to be shown as no answer.

    One of a draft, of a translation or of what is replaced is shown where nothing else is near.
    """
    keys = pool.near(want.place)
    likeness = pool.likeness(want.place, keys)
    read = pool.hits(keys)
    last = behind(pool)
    for key in sorted(keys, key=lambda k: (read[k].segment.document in last, -likeness[k], k)):
        segment = read[key].segment
        if segment.kind in _NO_CLAIM or segment.apparatus:
            continue
        if len(segment.text) >= _SHORT.get(segment.language, 40) and _is_sentence(segment):
            return read[key]
    return None
