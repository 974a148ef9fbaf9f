"""Text in neither Japanese nor English, told from both.

In: texts of one document, in order. Out: for each the code of its language where it is in
another one, else None; and the language of a whole document. Two counts come first and cost
nothing: of English words a third to a half are function words, and Japanese prose is half
kana. Only what fails both is shown to py3langid, so that a build of Japanese and English
documents never loads it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline.languages import LANGUAGES, NAMES, STOP_WORDS

# Languages of governments that publish on research, as they are called.
_OTHERS = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "mt": "Maltese", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
_NOTHING = "zxx"  # py3langid's name for numbers, markup and the like

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3040-\u30ff\uff66-\uff9f]")
# Fewer words or letters tell nothing: names, titles, addresses.
_LEAST_WORDS, _LEAST_LETTERS, _LEAST_HAN = 12, 80, 60
# Least seen in documents of the kind, word tables and all: .35 of English, .51 of Japanese.
_ENGLISH, _JAPANESE = 0.12, 0.05
_SUSPECT = 0.05  # of a document's letters: below it nothing is looked up
_SURE = 0.9  # probability
_MOST = 0.5  # of the letters that can be told
_LONGEST = 4000  # characters looked at


def others(texts: Sequence[str]) -> list[str | None]:
    """Give the language of each text that is surely in neither Japanese nor English."""
    letters = [sum(map(str.isalpha, text)) for text in texts]
    suspects = [at for at, text in enumerate(texts) if _suspect(text)]
    found: list[str | None] = [None] * len(texts)
    if not suspects or sum(letters[at] for at in suspects) < _SUSPECT * sum(letters):
        return found
    for at in suspects:
        found[at] = _told(texts[at])
    return found


def other(texts: Sequence[str]) -> str | None:
    """Give the language of most of a document, where it is neither Japanese nor English."""
    gathered = _gathered(texts)
    shares: Counter[str | None] = Counter()
    for text, language in zip(gathered, others(gathered), strict=True):
        shares[language] += sum(map(str.isalpha, text))
    language, most = max(shares.items(), key=lambda x: x[1], default=(None, 0))
    return language if most > _MOST * shares.total() else None


def is_own(text: str) -> bool:
    """Tell a text that is long enough to tell and surely English or Japanese."""
    return _long(text) and not _suspect(text)


def called(language: str | None) -> str:
    """Name a language by its code."""
    return NAMES.get(str(language)) or _OTHERS.get(str(language)) or f"language {language!r}"


def _suspect(text: str) -> bool:
    """Tell a text that is long enough to tell and reads as neither English nor Japanese."""
    text = text[:_LONGEST]
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if han + kana >= _LEAST_HAN:
        return kana < _JAPANESE * (han + kana)
    if kana or not _long(text):
        return False
    words = _WORD.findall(text)
    return sum(word.lower() in STOP_WORDS for word in words) < _ENGLISH * len(words)


def _long(text: str) -> bool:
    words = _WORD.findall(text[:_LONGEST])
    return len(words) >= _LEAST_WORDS or sum(map(len, words)) >= _LEAST_LETTERS


def _told(text: str) -> str | None:
    language, sure = _identifier().classify(text[:_LONGEST])
    return str(language) if sure >= _SURE and language in _OTHERS else None


def _gathered(texts: Sequence[str]) -> list[str]:
    """Join short texts, of slides and tables, until they can tell their language."""
    found: list[str] = []
    open_ = ""
    for text in texts:
        if _long(text):
            found.append(text)
            continue
        open_ = f"{open_} {text}".strip()
        if sum(map(str.isalpha, open_)) >= 2 * _LEAST_LETTERS:
            found.append(open_)
            open_ = ""
    return [*found, open_] if open_ else found


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_OTHERS, *LANGUAGES, _NOTHING])
    return identifier
