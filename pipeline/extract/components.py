"""spaCy components: `nlp.add_pipe("concord_obligations")`, `nlp.add_pipe("concord_definitions")`.

In: a Doc of any English or Japanese pipeline that sets sentence boundaries; with a
dependency parse more is found. Out: the same Doc with the span groups
`doc.spans["concord_obligations"]` (one span a finding: the sentence or item, its
label the modality) and `doc.spans["concord_definitions"]` (label DEFINITION), whose
spans answer `span._.bearer`, `span._.term` and so on. Always: what a span answers
travels with the Doc (`to_bytes`, `DocBin(store_user_data=True)`); a span that
Concord did not make answers None.

Importing this module imports spaCy: spaCy itself does that, through the entry points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from typing import Any

from spacy.errors import Errors
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.extract import definitions_of, obligations_of
from pipeline.extract.passages import passages
from pipeline.records import Definition, Finding, Obligation, band

OBLIGATIONS, DEFINITIONS = "concord_obligations", "concord_definitions"
# What a finding's place says already; the span itself says it in a Doc.
_PLACE = frozenset({"id", "document", "segment", "span", "text", "cue_span", "bearer_span"})
_SPANS = ("cue_tokens", "bearer_tokens", "term_tokens", "body_tokens")


def attributes(kind: type[Finding]) -> list[str]:
    """Name the extension attributes that spans of a kind answer."""
    named = [f.name for f in fields(kind) if f.name not in _PLACE]
    if kind is Obligation:
        return [*named, "band", *_SPANS[:2]]
    return [*named, *_SPANS[2:]]


class Component:
    """Reads a Doc and adds one span group."""

    def __init__(
        self,
        nlp: Language,
        name: str,
        kind: type[Finding],
        prefix: str,
        issuer: str | None,
        spans_key: str,
    ) -> None:
        self.name, self.kind, self.issuer, self.key = name, kind, issuer, spans_key
        for attribute in attributes(kind):
            _register(prefix + attribute, attribute)

    def __call__(self, doc: Doc) -> Doc:
        """Add the findings of a Doc to it."""
        if not doc.has_annotation("SENT_START"):
            raise ValueError(Errors.E030 + f" ({self.name} reads sentence by sentence.)")
        document, segments, analyses = passages(doc, self.issuer)
        read = obligations_of if self.kind is Obligation else definitions_of
        by_id = {segment.id: segment for segment in segments}
        told: dict[str, Any] = doc.user_data.setdefault("concord", {})
        found: list[Span] = []
        for position, finding in read(document, segments, analyses):
            if not isinstance(finding, self.kind):
                continue  # a short name
            segment = by_id[finding.segment]
            start, end = finding.span if isinstance(finding, Definition) else segment.span
            label = finding.modality.value if isinstance(finding, Obligation) else "DEFINITION"
            span = doc.char_span(start, end, label=label, alignment_mode="expand")
            if span is None:
                continue
            key = f"{self.key}:{len(found)}"
            found.append(Span(doc, span.start, span.end, label=label, span_id=key))
            told[key] = dict(_told(finding, segments[position].span[0], doc))
        doc.spans[self.key] = found
        return doc


def _told(finding: Finding, offset: int, doc: Doc) -> Iterator[tuple[str, Any]]:
    """Give a finding as plain values; spans as `[first token, token after the last]`."""
    for name, value in asdict(finding).items():
        if name not in _PLACE:
            yield name, str(value) if isinstance(value, str) else value
    if isinstance(finding, Obligation):
        yield "band", band(finding.confidence)
        cue = finding.cue_span if finding.cue_span[1] else None
        yield "cue_tokens", _tokens(doc, cue, offset)
        yield "bearer_tokens", _tokens(doc, finding.bearer_span, offset)
        return
    start = finding.span[0]
    for name in ("term", "body"):
        at = finding.text.find(getattr(finding, name))
        place = (at, at + len(getattr(finding, name))) if at >= 0 else None
        yield f"{name}_tokens", _tokens(doc, place, start)


def _tokens(doc: Doc, span: tuple[int, int] | None, offset: int) -> list[int] | None:
    if span is None:
        return None
    found = doc.char_span(span[0] + offset, span[1] + offset, alignment_mode="expand")
    return [found.start, found.end] if found is not None else None


def _register(name: str, attribute: str) -> None:
    """Add a getter for an attribute; another package's attribute of that name is an error."""
    if Span.has_extension(name):
        getter = Span.get_extension(name)[2]
        if getattr(getter, "concord", None) != attribute:
            raise ValueError(
                f"another component has registered span._.{name}: "
                'give Concord a prefix, config={"prefix": "concord_"}'
            )
        return
    Span.set_extension(name, getter=_getter(attribute))


def _getter(attribute: str) -> Callable[[Span], Any]:
    def answer(span: Span) -> Any:
        value = span.doc.user_data.get("concord", {}).get(span.id_, {}).get(attribute)
        return span.doc[slice(*value)] if attribute in _SPANS and value else value

    answer.concord = attribute  # type: ignore[attr-defined]
    return answer


@Language.factory(
    OBLIGATIONS,
    default_config={"prefix": "", "issuer": None, "spans_key": OBLIGATIONS},
    assigns=["doc.spans"],
)
def obligations_factory(
    nlp: Language, name: str, prefix: str, issuer: str | None, spans_key: str
) -> Component:
    """Make the component that finds obligations."""
    return Component(nlp, name, Obligation, prefix, issuer, spans_key)


@Language.factory(
    DEFINITIONS,
    default_config={"prefix": "", "issuer": None, "spans_key": DEFINITIONS},
    assigns=["doc.spans"],
)
def definitions_factory(
    nlp: Language, name: str, prefix: str, issuer: str | None, spans_key: str
) -> Component:
    """Make the component that finds definitions."""
    return Component(nlp, name, Definition, prefix, issuer, spans_key)
