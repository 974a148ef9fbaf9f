"""A question read: its words in both languages, whom it names, what it seeks.

In: a question as typed. Out: an `Asked`, all that ranking needs of it and
nothing of any index. What a question seeks is read from the words it is asked
with: a definition, the name of something, a duty, a number or date, a person or body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalog.jurisdictions import named
from pipeline.concepts import Scheme, expand, load_scheme
from pipeline.dictionary import translations
from pipeline.languages import LANGUAGES, detect
from pipeline.text.radicals import fold_radicals
from pipeline.text.tokens import content_tokens

# Reads as: the words that ask for such an answer, in either language. Misses what is asked
# without them ("fines for banned AI"); takes some that only sound like it, which costs little,
# since a passage gains by holding such an answer and loses nothing by not.
_SEEKS = {
    "definition": re.compile(
        r"\b(?:defin\w+|mean(?:s|ing)?|what (?:is|are|counts?)|who (?:is|are|counts?)"
        r"|call(?:s|ed)?|refers? to|terms?)\b"
        r"|とは|定義|意味|指す|指し|呼ば|呼ぶ|呼び|該当する|捉え",
        re.IGNORECASE,
    ),
    "name": re.compile(
        r"\b(?:call(?:s|ed)?|(?:term|word|name)s? (?:for|of|is|are|do|does|used))\b"
        r"|呼ば|呼ぶ|呼び|何と(?:いう|言う|言い|いい)|名称|用語は何",
        re.IGNORECASE,
    ),
    "duty": re.compile(
        r"\b(?:must|shall|should|requir\w+|oblig\w+|dut(?:y|ies)|ha(?:s|ve) to|needs? to|may"
        r"|allow\w*|forbid\w*|prohibit\w*|bans?|banned|expect\w*|ask(?:s|ed)?|bound"
        r"|responsib\w+|tasks?)\b"
        r"|なければ|ならない|義務|べき|求め|必要|てよい|できるか|禁止|責任|報告|届出|任務|講じ",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"\bhow (?:many|much|long|soon|often|high|large|big|fast|old)\b|\bwhen\b"
        r"|\bby (?:when|which|what)\b|\b(?:deadline|percentage|amount|threshold|period|dates?"
        r"|year|number|limit|size)\b"
        r"|何(?:人|件|日|年|回|か月|時間|条|つ|割|%|パーセント|校|台|社|名|分野|語|か国)"
        r"|いくつ|いくら|いつ|期限|期間|金額|上限|人数|件数|割合|数は|[どの]れ?くらい|日数|頻度|規模",
        re.IGNORECASE,
    ),
    "person": re.compile(
        r"\bwho(?:m|se)?\b|\bwhich (?:body|agency|office|countr\w+|institutions?)\b"
        r"|誰|だれ|どの(?:機関|国|者|省庁)|どこが",
        re.IGNORECASE,
    ),
}
# Words that ask for a definition, as tokens: no passage has to hold them.
_FRAMING = frozenset(
    {"definition", "definitions", "define", "defined", "defines", "meaning", "mean", "means"}
    | {"定義", "意味", "意義"}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what is read from it.

    `tokens` are its search tokens; `labels` those of the concepts it names, in
    both languages; `words` its words with their translations as tokens, best
    first; `gloss` the same as a text in the other language, word by word.
    """

    text: str
    language: str
    tokens: tuple[str, ...]
    labels: tuple[str, ...]
    words: Mapping[str, Sequence[Sequence[str]]]
    gloss: str
    places: frozenset[str]
    seeks: frozenset[str]

    def is_own(self, language: str) -> bool:
        """Tell a language that is read with the question's words as they stand.

        Its own, and a third one: nothing translates into that.
        """
        return language == self.language or language not in LANGUAGES

    def is_framing(self, word: str) -> bool:
        """Tell whether a word only asks: "definition" of what is defined."""
        return "definition" in self.seeks and word.lower() in _FRAMING


def text_of(question: str) -> str:
    """Give a question as it is read."""
    return fold_radicals(question).strip()


def read_question(question: str, scheme: Scheme | None = None) -> Asked:
    """Read a question, with the concepts of a scheme or of the one in use."""
    text = text_of(question)
    language = detect(text)
    terms = expand(scheme or load_scheme(), text)
    words = translations(text)
    return Asked(
        text=text,
        language=language,
        tokens=tuple(dict.fromkeys(content_tokens(text))),
        labels=tuple(
            dict.fromkeys(t for found in terms.values() for x in found for t in content_tokens(x))
        ),
        words=words,
        gloss=_gloss(words, "en" if language == "ja" else "ja"),
        places=frozenset(named(text, short=True)),
        seeks=frozenset(name for name, pattern in _SEEKS.items() if pattern.search(text)),
    )


def _gloss(words: Mapping[str, Sequence[Sequence[str]]], language: str) -> str:
    """Write the best translation of each word, in order."""
    within, between = (" ", " ") if language == "en" else ("", "、")
    return between.join(within.join(found[0]) for found in words.values() if found)
