"""Whether two passages of nearly the same words say the same.

In: two texts. Out: yes or no. Always: no, when they differ in modality,
number, negation, date, condition or comparison, in a name, or in who bears
the duty (whatever stands before the modal verb or the Japanese topic). What
may differ: marks, case, width, articles, British and American spelling, and
two words that one of them has more in a sentence that denies nothing.

Reads as: a word put in the place of another may be its opposite, so it is
never let pass; a word that only one side has passes unless it is one of
those that turn or bound a sentence. This keeps apart some passages that a
reader would call the same, which costs a line in a list; the reverse would
hide a rule.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache

from rapidfuzz.distance import Indel

from pipeline.concepts.words import stem
from pipeline.text.radicals import fold_radicals

# Share of words that must be common; two of twenty may be added.
_ALIKE = 0.9
_FEW = 8  # words; of shorter passages every one counts
_MORE = 2  # words that one side may have more, in all

_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)*(?:st|nd|rd|th)?|[〇一二三四五六七八九十百千万億]+(?=(?:年|か月|ヶ月|月|日|条|項|号|回|人|名|件|割|度|週|時間|つ|以上|以下|未満|名以|種)))"
    r"|(?P<latin>[A-Za-zÀ-ɏ]+(?:[’'][A-Za-z]+)?)"
    r"|(?P<katakana>[ァ-ヴー]+)"
    r"|(?P<hiragana>[ぁ-ゖ])"
    r"|(?P<kanji>[々〆\u3400-\u9fff\uf900-\ufaff])"
    r"|(?P<end>[.;:?!。；：？！])"
    r"|(?P<sign>[%％$¥€£<>≤≥±])"
)
# Function words that say nothing of who must do what.
_LIGHT = frozenset(
    "a an the of in on for to with and at as also such its their that which this".split()
)
_MODAL = frozenset(
    """must shall should may can could will would might ought cannot need needs required
    requires require recommended recommends encouraged expected permitted allowed
    prohibited obliged forbidden commit commits agree agrees is are was were be means mean
    refers refer has have""".split()
)
# Words that turn or bound a sentence; they may not be added, taken or moved.
_WEIGHTY = _MODAL | frozenset(
    """no not never none neither nor without unless except excluding only or if when where
    until before after within than more less least most fewer over under above below up
    all any each every some both either other same one two three four five six seven eight
    nine ten eleven twelve twenty thirty first second third once twice half double day
    days week weeks month months year years annual annually monthly quarterly daily
    immediately january february march april june july august september october november
    december voluntary voluntarily mandatory optional optionally binding exempt exempted
    exemption failing refuse refuses ban banned lack absence free unlike against instead
    rather hardly rarely by from minimum maximum part full entire total""".split()
)
# Who acts or is acted on, wherever it stands: a noun for a person or body.
_BODIES = re.compile(
    r"(?:er|or|ist|ee|ant|ent|body|staff|state|states|government|ministry|agency|office|council|"
    r"commission|committee|board|authority|university|institution|institute|organization|"
    r"researcher|student|company|business|party|parties|person|people|individual|member|union|"
    r"school|college|laboratory|sponsor|public|country|countries|nation|minister|president|chief)s?$"
)
_ADVERB = frozenset("after under over other never whether either for per".split())
_NEGATION = re.compile(
    r"\b(?:not|no|never|nor|none|neither|without|cannot|unless|except)\b|n['’]t\b"
    r"|ない|なく|なけれ|ません|ざる|ずに|禁止|不可",
    re.IGNORECASE,
)
_JA_BODIES = frozenset("関学業国者省庁府会長部局課員官人校院社室班団県市党区町村")
_JA_LIGHT = frozenset("のをにとやな")
_JA_TURN = frozenset("不非未無否毎各全両前後内外上下超")
_JA_TOPIC = re.compile(r"(?<=[一-龯々ァ-ヴーA-Za-z0-9等ら）」』)])(?:は|が|も|には|では)")


class Read:
    """A text read for comparison: its words, which of them are guarded, its plain letters."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFKC", fold_radicals(text))
        found = [(m.lastgroup or "", m[0], m.start()) for m in _TOKEN.finditer(self.text)]
        self.kinds = [kind for kind, _, _ in found]
        self.raw = [word for _, word, _ in found]
        self.words = [_form(word) if kind == "latin" else word for kind, word, _ in found]
        self.starts = [start for _, _, start in found]

    @cached_property
    def plain(self) -> list[str]:
        """The words alone, without the ends of sentences."""
        return [w for w, k in zip(self.words, self.kinds, strict=True) if k != "end"]

    @cached_property
    def guarded(self) -> list[bool]:
        """For each word, whether it stands before the modal or the topic of its sentence."""
        folded, starts = self.text, self.starts
        guarded = [False] * len(self.words)
        begin = 0
        for at, (word, kind) in enumerate(zip(self.words, self.kinds, strict=True)):
            if kind == "end":
                begin = at + 1
            elif kind == "latin" and word in _MODAL:
                guarded[begin:at] = [True] * (at - begin)
        sentence = 0
        for end in [m.start() for m in re.finditer(r"[。；？！\n]", folded)] + [len(folded)]:
            topic = _JA_TOPIC.search(folded, sentence, end)
            if topic:
                for at, place in enumerate(starts):
                    if sentence <= place < topic.start():
                        guarded[at] = True
            sentence = end + 1
        return guarded

    @cached_property
    def denies(self) -> bool:
        """Tell whether anything is denied: then a word more ("correctly") turns the sense."""
        return bool(_NEGATION.search(self.text))

    def hyphened(self, at: int) -> bool:
        """Tell whether a word is half of a compound: post-remote, high-risk."""
        start, stop = self.starts[at], self.starts[at] + len(self.raw[at])
        return "-" in (self.text[start - 1 : start], self.text[stop : stop + 1])


def same(one: Read, other: Read) -> bool:
    """Tell whether two passages say the same in nearly the same words."""
    if one.plain == other.plain:
        return True
    if min(len(one.words), len(other.words)) < _FEW:
        return False
    if Indel.normalized_similarity(one.words, other.words, score_cutoff=_ALIKE) < _ALIKE:
        return False
    more = 0.0
    gone, come = set(), set()
    for step in Indel.opcodes(one.words, other.words):
        if step.tag == "equal":
            continue
        left = _weights(one, step.src_start, step.src_end)
        right = _weights(other, step.dest_start, step.dest_end)
        if left is None or right is None or (left and right):
            return False
        more += left + right
        if left:
            gone.add(step.dest_start)
        if right:
            come |= {step.dest_start, step.dest_end}
    # What goes where something comes is a word in the place of another.
    return not gone & come and more <= _MORE and not (more and one.denies)


def _weights(read: Read, start: int, stop: int) -> float | None:
    """Count the content words in a stretch that one side has more; None when it may not differ."""
    count = 0.0
    for at in range(start, stop):
        word, kind = read.words[at], read.kinds[at]
        if kind == "end":
            continue
        if kind == "latin" and word in _LIGHT:
            continue
        if kind == "hiragana" and word in _JA_LIGHT:
            continue
        if (
            read.guarded[at]
            or read.hyphened(at)
            or not _may_differ(word, kind, read.raw[at], at == 0)
        ):
            return None
        count += 1 if kind == "latin" else 0.5  # a kanji is half a word
    return count


def _may_differ(word: str, kind: str, raw: str, first: bool) -> bool:
    if kind == "latin":
        named = raw[0].isupper() and not first
        return not (named or word in _WEIGHTY or _body(word))
    if kind == "kanji":
        return word not in _JA_BODIES and word not in _JA_TURN
    return False  # numbers, signs, names in katakana, and endings of verbs


def _body(word: str) -> bool:
    return word not in _ADVERB and _BODIES.search(word) is not None


@lru_cache(maxsize=20_000)
def _form(word: str) -> str:
    plain = word.lower().replace("’", "'").removesuffix("'s")
    # Months and modals keep their letters; "may" and "May" are guarded alike.
    return stem(plain)
