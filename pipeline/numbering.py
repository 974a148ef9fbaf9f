"""Printed numbers and bullets, and how deep they stand.

In: the start of a line or block. Out: the number as printed, its style, its
value and the words after it. Nothing is normalised in what is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_KANJI = "〇一二三四五六七八九十百千"
_DIGIT = "0-9０-９"
_IROHA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲ"
)
_WORD_COUNT = "(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|One|Two|Three|Four|Five|Six|Seven)"
_COUNT = f"[{_DIGIT}]{{1,2}}(?:[-－][{_DIGIT}]{{1,2}})?|[{_KANJI[1:]}]{{1,3}}|[ⅠⅡⅢⅣⅤⅥⅦⅧ]|[IVX]{{1,4}}|[A-ZＡ-Ｚ]"
_JA_CODES = (
    "ゴール|原則|提言|目標|基本方針|方針|柱|論点|視点|施策|戦略|課題|要件|ステップ|フェーズ|指針"
)
# 「第十六条中「…」を…に改める」, 「第三条及び第四条」: words that go on from a mention.
_MENTIONED = r"中(?=[、「『第及の]|$)|及び|又は|並びに|若しくは|ないし|関係|各号|前段|後段|但し書"
# With what a question goes on after "Q3"; "Q3 2024" is a quarter.
_ASKS = (
    r"[\u3041-\u9fff「『]|(?:What|Who|Whose|How|Why|When|Where|Which|Is|Are|Do|Does|Did|Can|Could|Should|May"
    r"|Must|Will|Would|If|Has|Have|Under|In|For|Am)\b|x$"  # or with the sign that stands for words where there are none
)
_ROMAN = r"(?=[ivxlIVXL])[ivxl]{1,6}|[IVXL]{1,6}"

# fmt: off
# (style, rank, pattern). Rank orders the styles a document nests, outermost
# first; the number sequence and layout decide in the end, ranks break ties.
_STYLES: tuple[tuple[str, int, str], ...] = (
    ("part", 1, rf"第\s?[{_DIGIT}{_KANJI}]+\s?[部編]"),
    ("chapter", 2, rf"第\s?[{_DIGIT}{_KANJI}]+\s?章"),
    ("section", 3, rf"第\s?[{_DIGIT}{_KANJI}]+\s?節"),
    ("subsection", 4, rf"第\s?[{_DIGIT}{_KANJI}]+\s?款"),
    ("article", 5, rf"第\s?[{_DIGIT}{_KANJI}]+\s?条(?:の[{_DIGIT}{_KANJI}]+)*"),
    ("annex", 2, rf"(?:別紙|別添|別表|附属書|付属書|付録|附録)(?:\s?第?(?:{_COUNT})(?![A-Za-z]))?号?[:：.．]?"),
    ("annex", 2, rf"(?:別記様式|様式|参考資料|参考|資料|補足)\s?第?(?:{_COUNT})(?![A-Za-z])号?[:：.．]?"),
    # 「第１　目的」: the outermost number of notices and guidelines
    ("clause", 5, rf"第[{_DIGIT}{_KANJI[1:]}]+(?=[ \u3000．.]+[^\s{_DIGIT}期回次版号項年位種])[．.]?"),
    ("part", 1, rf"(?:PART|Part)\s+(?:{_WORD_COUNT}|[IVXL]+|[A-Z0-9]+)\b[.:—–]?|(?:TITLE|Title)\s+[IVXL]+[A-Z]?\b[.:]?"),
    ("chapter", 2, rf"(?:CHAPTER|Chapter)\s+(?:{_WORD_COUNT}|[IVXL]+|\d+[a-z]?)\b[.:—–-]?"),
    ("chapter", 2, r"(?:SUBCHAPTER|Subchapter)\s+(?:[IVXL]+|[A-Z])\b[.:—–-]?"),
    ("chapter", 2, r"(?:SUBPART|Subpart)\s+[A-Z]{1,2}\b[.:—–]?"),
    ("section", 3, r"(?:SECTION|Section|Sec\.)\s+(?:\d+(?:\.\d+)*|[IVX]+|[A-H])\b[.:]?"),
    ("section", 3, r"(?:§\s*)+\d+[a-z]*(?:[.\-–]\d+[a-z]*)*\.?"),
    ("article", 5, r"(?:ARTICLE|Article)\s+(?:\d+[a-z]?|[IVXL]+)\b[.:]?"),
    ("annex", 2, r"(?:ANNEX|Annex|APPENDIX|Appendix)(?:\s+(?:[IVXL]+|[A-Z]|[0-9]{1,2})\b)?[.:]?"),
    ("annex", 2, r"(?:ATTACHMENT|Attachment|SCHEDULE|Schedule)\s+(?:[IVXL]+|[A-Z]|[0-9]{1,2})\b[.:]?"),
    # Numbers with a word or letter before them: "G1:", "A.5.1", "Principle 2:", 原則１, Ⅱ－１
    ("question", 6, rf"(?:Question|QUESTION|Answer|ANSWER)\s[{_DIGIT}]{{1,3}}(?:[:：.．]|$)|[QA][{_DIGIT}]{{1,3}}[:：]"),
    ("coded", 5, rf"[A-Z]{{1,3}}[{_DIGIT}]{{1,2}}[:：]|[A-Z](?:[.．][{_DIGIT}]{{1,2}})+[.．:：]?(?=\s)"
                 rf"|[A-Z](?:[－-][{_DIGIT}]{{1,2}})+[.．:：]?(?=[ \u3000:：])"),
    ("coded", 5, rf"(?!Box|Figure|Table|Note|Chart)[A-Z][A-Za-z]{{2,14}}\s[{_DIGIT}]{{1,2}}(?:\.[{_DIGIT}]{{1,2}})*[:：]"),
    ("coded", 5, rf"(?:{_JA_CODES})\s?[{_DIGIT}{_KANJI[1:]}①-⑳]{{1,2}}(?:[:：．.]|(?=[ \u3000「]|$))"),
    ("coded", 5, rf"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ](?:[.．－‐―-][{_DIGIT}]{{1,2}})+[.．]?"),
    ("question", 6, rf"(?:問|答|Ｑ|Ａ)\s?[{_DIGIT}]{{1,3}}(?:[-－][{_DIGIT}]{{1,2}})?(?:[:：.．]|(?=[ \u3000]|$))"
                    rf"|[QA]\s?[{_DIGIT}]{{1,3}}[:：.．]|Q\s?[{_DIGIT}]{{1,3}}(?=[ \u3000]+(?:{_ASKS}))"),
    ("coded", 5, rf"[IVX]{{1,4}}\s?[-–]\s?[{_DIGIT}]{{1,2}}(?=[.:\s])[.:]?|[(（][{_DIGIT}]{{1,2}}[-－][A-Z0-9]{{1,2}}[)）]"),
    ("question", 6, rf"[（(【［\[〔](?:問|答|Q|Ｑ|A|Ａ)\s?[{_DIGIT}]{{1,3}}(?:[-－][{_DIGIT}]{{1,2}})?[）)】］\]〕]"),
    ("bracket-number", 6, rf"[【〔＜《\[［][{_DIGIT}]{{1,2}}[】〕＞》\]］]"),
    (
        "decimal",
        6,
        rf"[{_DIGIT}]{{1,3}}(?:[.．－‐-][{_DIGIT}]{{1,3}}){{1,7}}[.．]?(?![{_DIGIT}A-Za-z%％年月日])",
    ),
    ("roman-wide", 4, r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ][.．、]?"),
    ("roman-small", 9, r"[（(]?[ⅰ-ⅻ](?:[)）.．、]|(?=[ \u3000]\S))"),
    ("number", 6, rf"[{_DIGIT}]{{1,3}}[.．、](?![{_DIGIT}])"),
    ("paren-number", 7, rf"[（(][{_DIGIT}]{{1,3}}[）)]"),
    ("half-paren-number", 8, rf"[{_DIGIT}]{{1,3}}[）)]"),
    ("circled", 8, r"[①-⑳㉑-㉟❶-❿]"),
    ("paren-number", 7, r"[⑴-⒇]"),
    ("iroha", 9, rf"[{_IROHA}][.．、）)](?=\s*\S)|[（(][{_IROHA}][）)]|[{_IROHA}][ 　](?=\S)"),
    ("kanji-number", 8, rf"[{_KANJI[1:]}]{{1,3}}[ 　、.．](?=\S)"),
    ("paren-kanji", 9, rf"[（(][{_KANJI[1:]}]{{1,3}}[）)]"),
    ("roman", 9, rf"[(（](?:{_ROMAN})[)）]|(?:{_ROMAN})[.)](?=\s)"),
    ("letter", 9, r"[(（][a-zA-Z]{1,2}[)）]|[a-z]{1,2}[)](?=\s)|[A-Za-z][.．](?=\s+\S|[ァ-ヶ一-鿿])|[Ａ-Ｚ][.．]"),
    (
        "note",
        10,
        rf"[(（\[［](?:※|注|Note ?)[{_DIGIT}]*[)）\]］][.:：]?"
        rf"|(?:注|Note ?)[{_DIGIT}]*[.:：]?(?=\s|[^\s\w])|※[{_DIGIT}]*[)）]?",
    ),
    # 「〇年６月」, 「○○大学」: circles that stand for a number or a name begin no item.
    ("bullet", 10, r"[•⚫●○〇◯◎■□◆◇▪▫▶►➢➤✓✔☐☑★☆‣⁃∙](?![○〇◯×△]{1,3}[^○〇◯×△]|[年月][\d０-９○〇◯])(?:\s*)|o(?=[ \t]{2,}\S)"),
    # 「－不完全な通信」: a dash needs no space before Japanese words; two enclose a subtitle.
    ("dash", 11, r"[・･·](?=\s*\S)|[－‐−–-](?=\s*[\u3041-\u3093\u30a1-\u30fa\u3400-\u9fff「『（])(?!.*[－‐−–-]\s*$)|o(?=\s+[A-Z\u3041-\u30fa\u3400-\u9fff「『（])|[-–—−*](?=\s+\S)|[\uf000-\uf0ff](?:\s*)"),
)
# fmt: on
_COMPILED = tuple((style, rank, re.compile(pattern)) for style, rank, pattern in _STYLES)

# Styles that open a list item; the rest number headings first of all.
BULLETS = frozenset({"bullet", "dash"})
LEGAL = frozenset({"part", "chapter", "section", "subsection", "article", "annex"})
RANKS: dict[str, int] = {style: rank for style, rank, _ in _STYLES}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A printed number or bullet taken off the front of some words."""

    printed: str
    style: str
    rank: int
    depth: int  # parts of a decimal number: "3.2.1" has 3; 1 otherwise
    rest: str
    offset: int  # where `rest` starts in the given text


# 「⑶の手続に基づく…」, 「（問３）で示した…」, 「（１）及び（２）」: a sentence about a number, no item of it.
_ENCLOSED = frozenset(
    {
        "paren-number",
        "half-paren-number",
        "circled",
        "paren-kanji",
        "bracket-number",
        "decimal",
        "note",
        "question",
    }
)
_SPOKEN_OF = re.compile(
    r"の[一-鿿ァ-ヺ「『（]|を|から|まで|及び|又は|若しくは|並びに|が[一-鿿]|は[、一-鿿]"
    r"|で(?:[はも]?[一-鿿]|いう)"
    r"|に(?:基づ|規定|掲げ|定め|該当|つい|よ[りるっ]|お[いけ]|関[すわし])"
)
_SPANNED = frozenset({"paren-number", "half-paren-number", "letter", "roman"})
_SPAN_OF = re.compile(r"(?:and|or|to|through)\s+[(\[][\da-zA-Z]{1,4}[)\]]")  # "(1) and (2) below"
# Letters of a printed number; what goes on longer is data, and Python refuses to turn some
# thousand digits into a number.
_LONGEST = 60
_BULLETS = 3  # before a number; a row of them is a leader or a rule
_BARE = re.compile(rf"[{_DIGIT}]{{1,2}}(?=[ \u3000\t]+[^\s{_DIGIT}%％])")


def split_number(text: str, *, bare: bool = False) -> Numbered | None:
    """Take the number or bullet off the front; None when there is none.

    `bare` also takes a plain integer before a space ("1 Scope", 「２　目的」):
    right for headings and law paragraphs, wrong for prose.

    A bare year or amount ("2024 was", "3 years") is no number: a plain digit
    needs its point or parenthesis. 〇 before kanji is a bullet, not a zero.
    """
    return _split(text, bare, _BULLETS)


def _split(text: str, bare: bool, bullets: int) -> Numbered | None:
    """Take the number off the front, behind so many bullets at the most."""
    lead = len(text) - len(text.lstrip(" \u3000\t"))
    for style, rank, pattern in _COMPILED:
        match = pattern.match(text, lead)
        if match is None or match.end() == lead:
            continue
        printed = match[0].rstrip()
        if len(printed) > _LONGEST:
            continue
        end = match.end()
        offset = end + len(text[end:]) - len(text[end:].lstrip(" \u3000\t"))
        rest = text[offset:]
        if style in LEGAL and not _opens_section(style, rest, text[end:offset]):
            continue
        if style in _ENCLOSED and offset == match.end() and _SPOKEN_OF.match(rest):
            return None
        if style in _SPANNED and _SPAN_OF.match(rest):
            return None
        inner = _split(rest, False, bullets - 1) if bullets and style in BULLETS else None
        if inner is not None and inner.style not in BULLETS:
            # A bullet before a number only decorates it: the number is what one cites.
            return replace(inner, offset=offset + inner.offset)
        depth = len(re.findall(rf"[{_DIGIT}]+", printed)) if style == "decimal" else 1
        return Numbered(printed, style, rank, max(depth, 1), rest, offset)
    found = _BARE.match(text, lead) if bare else None
    if found is None:
        return None
    offset = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip(" \u3000\t"))
    return Numbered(found[0], "number", RANKS["number"], 1, text[offset:], offset)


def _opens_section(style: str, rest: str, gap: str) -> bool:
    """Tell a section's number from a mention of it in running text.

    Reads as: 「第３条の規定により」 or "Article 5 of the Treaty" goes on as
    prose; a heading's number is followed by a space, a bracket or nothing.
    """
    if not rest:
        return True
    if re.match(rf"[ぁ-ん、。第]|{_MENTIONED}", rest) and not gap:
        return False
    if not gap and re.match(r"\([a-z0-9]{1,3}\)", rest):
        return False  # "Section 512(a) limits ..."
    if re.match(r"[a-z]{2}", rest) and style != "annex":
        return False  # "Section 2 introduces ..."
    return (
        re.match(r"(?:of|to|and|or|in|is|shall|applies|above|below|,)\b|[,;)）」』】、。]", rest)
        is None
    )


_FULL = str.maketrans("０１２３４５６７８９．－‐", "0123456789.--")
_KANJI_VALUE = {c: i for i, c in enumerate("〇一二三四五六七八九")}


def canonical(printed: str) -> str:
    """Give a number in one spelling for comparison: "（１）" and "(1)" are both "1".

    Bullets give "". Kanji numerals become digits: 第十二条 is "12".
    """
    text = printed.translate(_FULL)
    text = re.sub(r"^[A-Za-z]{3,}\.?\s+", "", text)  # "Sec. 4." and "Annex II" by their number
    circled = re.search(r"[①-⑳]", text)
    if circled:
        return str(ord(circled[0]) - ord("①") + 1)
    small = re.search(r"[ⅰ-ⅻ]", text)
    if small:
        return str(ord(small[0]) - ord("ⅰ") + 1)
    enclosed = re.search(r"[⑴-⒇]", text)
    if enclosed:
        return str(ord(enclosed[0]) - ord("⑴") + 1)
    lettered = re.match(r"[A-Z](?:[.-]\d+)+", text)
    if lettered:
        return lettered[0].replace("-", ".")
    kanji = re.search(rf"[{_KANJI}]+", text)
    if kanji and re.search(r"第|[（(]|^[一二三四五六七八九十]", text):
        return kanji_number(kanji[0])
    match = re.search(r"\d+(?:[.\-–]\d+)*[a-z]?|[A-Za-zⅠ-Ⅻア-ト]+(?=[.)）:：]|[—–]?$)", text)
    return match[0].replace("-", ".") if match else ""


def kanji_number(text: str) -> str:
    """Give the value of a numeral in kanji in digits, however many: 三万二千, 二〇二四."""
    if not any(c in "十百千万" for c in text):
        return "".join(str(_KANJI_VALUE[c]) for c in text).lstrip("0") or "0"
    total, part, digit = 0, 0, 0
    for c in text:
        if c in _KANJI_VALUE:
            digit = _KANJI_VALUE[c]
        elif c == "万":
            total += max(part + digit, 1) * 10_000
            part = digit = 0
        else:
            part += max(digit, 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
    return str(total + part + digit)
