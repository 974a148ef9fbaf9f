"""The languages Concord reads, told apart by script.

In: text. Out: "ja" or "en". A language is data here (names, words that carry
no content); what a language needs of spaCy lives in `pipeline.nlp`.
"""

from __future__ import annotations

import re

LANGUAGES = ("ja", "en")
NAMES = {"ja": "Japanese", "en": "English"}

_WIDE = re.compile(r"[\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

# Function words of questions and prose; searching for them finds everything.
STOP_WORDS = frozenset(
    """a about above according across after all also although am an and any anyone are as at be
    because been before being below between both but by can cannot could did do does doing done
    down during each either etc every for from further given had has have having he her here hers
    him his how however i if in into is it its itself just let like many may me might more most
    much must my neither no nor not of off on once one only or other our ours out over own per
    said same say says shall she should since so some such tell than that the their theirs them
    then there these they this those through to too under until up upon us very was way we were
    what whatever when where whether which while who whom whose why will with within without
    would you your yours""".split()
)


def detect(text: str) -> str:
    """Tell the language of a text by its script: "ja" or "en".

    Reads as: a Japanese character carries about as much as three Latin
    letters, so Japanese that is full of English names stays Japanese.
    """
    wide, latin = len(_WIDE.findall(text)), len(_LATIN.findall(text))
    return "ja" if wide * 3 > latin and wide > 0 else "en"


def has_japanese(text: str) -> bool:
    """Tell whether a text holds any kana or ideograph."""
    return _WIDE.search(text) is not None
