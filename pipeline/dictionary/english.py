"""The words of an English question, as a dictionary may list them.

In: text. Out: its words in order, with the signs between them, and the
spellings under which a stretch of words is looked up. Inflections are undone
by the rules of WordNet's morphy: wrong guesses are harmless, because no
dictionary lists them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.concepts.words import stem
from pipeline.languages import STOP_WORDS

_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:[.'&/-][A-Za-zÀ-ɏ0-9]+)*")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_ENDINGS = (
    ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("zes", "z"),
    ("men", "man"), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
)  # fmt: skip
_SHORTEST = 3  # letters that must stay
_DOUBLED = re.compile(r"([bdfgklmnprt])\1$")
# Forms that no rule undoes, of words that policies use.
_IRREGULAR = {
    form: base
    for base, forms in (
        pair.split(":")
        for pair in """bear:bore,borne begin:began,begun break:broke,broken bring:brought
        build:built buy:bought child:children choose:chose,chosen come:came draw:drew,drawn
        fall:fell,fallen find:found foresee:foresaw,foreseen forbid:forbade,forbidden
        get:got,gotten give:gave,given go:went,gone grow:grew,grown hold:held keep:kept
        know:knew,known lay:laid lead:led leave:left lend:lent lose:lost make:made mean:meant
        meet:met oversee:oversaw,overseen override:overrode,overridden pay:paid person:people
        rise:rose,risen run:ran see:saw,seen seek:sought sell:sold send:sent show:shown
        speak:spoke,spoken spend:spent steal:stole,stolen take:took,taken teach:taught
        undergo:underwent,undergone undertake:undertook,undertaken uphold:upheld
        withdraw:withdrew,withdrawn withhold:withheld write:wrote,written
        criterion:criteria analysis:analyses basis:bases crisis:crises""".split()
    )
    for form in forms.split(",")
}


def words(text: str) -> list[str]:
    """Split a text into words, case kept; hyphens part words, but not names.

    What stands between words besides blanks is an element of its own.
    """
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    found: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        sign = text[end : match.start()].strip()
        if sign and found:
            found.append(sign)
        word = match[0].removesuffix("'s")
        found += word.split("-") if _is_joined(word) else [word]
        end = match.end()
    return found


def is_sign(word: str) -> bool:
    """Tell what stands between words."""
    return _WORD.match(word) is None


def is_name(word: str) -> bool:
    """Tell numbers and abbreviations: they are written the same in the other language."""
    if word.islower() and word.isalpha():
        return False
    capitals = any(c.isupper() for part in word.split("-") for c in part[1:])
    return capitals or any(c.isdigit() for c in word)


def _is_joined(word: str) -> bool:
    """Tell AI-generated and long-term from SP800-63 and NSPM-33."""
    if not is_name(word):
        return True
    plain = any(part.islower() and len(part) >= _SHORTEST for part in word.split("-"))
    return plain and not any(c.isdigit() for c in word)


def spellings(stretch: Sequence[str]) -> list[str]:
    """Give the spellings of a stretch, most literal first; none when a function word ends it."""
    folded = [word.lower() for word in stretch]
    if folded[0] in STOP_WORDS or folded[-1] in STOP_WORDS or any(map(is_sign, folded)):
        return []
    found = [" ".join(folded)]
    for place in sorted({0, len(folded) - 1}):  # "conflicts of interest", "research funds"
        found += [
            " ".join([*folded[:place], lemma, *folded[place + 1 :]])
            for lemma in uninflected(folded[place])
        ]
    if len(folded) > 1:
        found += [spelling.replace(" ", "-") for spelling in found]
    return list(dict.fromkeys(found))


def uninflected(word: str) -> list[str]:
    """Guess what an inflected word is a form of; the guesses need not be words."""
    found: list[str] = [_IRREGULAR[word]] if word in _IRREGULAR else []
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            rest = word.removesuffix(ending)
            found.append(rest + instead)
            if ending in ("ed", "ing") and not instead and _DOUBLED.search(rest):
                found.append(rest[:-1])
    return list(dict.fromkeys(found))


def root(word: str) -> str:
    """Give what the forms of a word share: "discloses", "disclosing" give "disclos".

    Reads as: plural, spelling, then -ed, -ing, -e and a doubled letter, with
    three letters left. It joins a few words that only look alike (hear,
    hearing), so it is asked for only where nothing is listed as written.
    """
    word = stem(_IRREGULAR.get(word, word))
    for ending, instead in (("ied", "y"), ("ed", ""), ("ing", ""), ("e", "")):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending) + instead
            break
    return word[:-1] if _DOUBLED.search(word) else word
