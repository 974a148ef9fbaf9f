"""Which lines at the head of a document may be its title.

In: one line. Out: whether it could be the title, as opposed to a date, an
issuer, an addressee, a notice number or a label such as 別紙１ (see `standing`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.parse.assembly import Draft
from pipeline.parse.columns import SENTENCE_END
from pipeline.parse.dates import PrintedDate, dates_in
from pipeline.parse.standing import is_standing
from pipeline.records import BlockKind

_MAX_TITLE, _MIN_TITLE = 160, 4
_MAX_LATIN = 300  # Latin letters say less: regulations, checklists for several readers
_HEAD = 40  # drafts in which a document says what it is called
DATE_LINE = 0.4  # share of a line that its date takes when the line is a date line
_TITLE_WORDS = re.compile(
    r"(?:について|方針|指針|ガイドライン|計画|戦略|法律?|条約|憲章|規程|規則|規定|要領|要項|要綱|通知|報告書?"
    r"|まとめ|声明|宣言|原則|行動規範|手引き?|マニュアル|提言|答申|白書|基準|誓約書|ポリシー)(?:\s*[（(【〔].*)?$"
    r"|\b(?:policy|guid(?:eline|ance|e)s?|statement|strategy|act|regulations?|principles|framework"
    r"|recommendations?|communiqu[eé]|report|order|code|declaration|memorandum|plan|standards?|charter"
    r"|agreement|toolkit|handbook|white paper|agenda)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:殿|様|御中|各位|あて|宛)$|第\s*[\d０-９]+(?:\s*[-－]\s*[\d０-９]+)?\s*号(?:の[\d０-９]+)?$|公\s*印\s*省\s*略"
    r"|^(?:https?://|www\.)|^(?:table of )?contents$|^(?:introduction|preface|foreword|executive summary|abstract)$"
    r"|^to:|^from:|^(?:re|subject):$",
    re.IGNORECASE,
)
# A stop with more words behind it: running text, such as what an amendment puts in a law's place.
_SENTENCES = re.compile(r"。.*[\u3041-\u3093\u30a1-\u30fa\u3400-\u9fff]")
_ISSUER_JA = (
    "委員会|省|庁|府|大学|機構|会議|協会|協議会|審議会|研究所|事務局|本部|局|課|室|大臣|長官|局長|課長|理事長|総長|学長"
    "|連合会|学会|財団|株式会社|評議会|検討会|部会|分科会|ワーキンググループ"
)
_ISSUER_EN = (
    "ministry|department|office|agency|council|committee|commission|secretariat|university|institute"
    "|administration|bureau|headquarters|association|foundation|organi[sz]ation"
)
_ISSUER = re.compile(
    rf"(?:{_ISSUER_JA})$|^(?:the )?(?:{_ISSUER_EN})\b|\b(?:{_ISSUER_EN})$", re.IGNORECASE
)
# "Council Recommendation on ..." names a text; "Office of Science and Technology Policy" does not.
_ABOUT = re.compile(
    r"\b(?:polic(?:y|ies)|guid(?:eline|ance|e)s?|recommendations?|regulations?|statement|principles|report|order"
    r"|decision|directive|conclusions|communication) (?:on|for|regarding|concerning|to)\b",
    re.IGNORECASE,
)
_MAX_ISSUER = 40
_ASIDE = re.compile(
    r"\s*[（(【〔［\[][^）)】〕］\]]*[）)】〕］\]][\s\d]*$"
)  # 「…会議事務局（内閣官房） 1」
_BRACKETED = re.compile(r"[（(【〔［\[][^）)】〕］\]]*[）)】〕］\]]")
_HISTORY = re.compile(r"制定|改正|改訂|改定|告示|決定|施行")
_SPACED = re.compile(r"(?:\S[ \u3000]+){2,}\S")
# A line of a title that cannot end there.
_GOES_ON = re.compile(
    r"(?:[のにとをがはやで・、「（]|伴う|関する|おける|対する|係る|向けた|よる|ための|及び|並びに|又は)$"
    r"|\b(?:of|on|for|and|the|in|to|with|by|from|or|a|an|at|against|between|under|regarding|concerning)$|[,:–—-]$",
    re.IGNORECASE,
)


def may_be_title(text: str) -> bool:
    """Tell whether a line could be a title."""
    longest = _MAX_TITLE if any(ord(c) > 0x2E80 for c in text) else _MAX_LATIN
    if not _MIN_TITLE <= len(text) <= longest or _NO_TITLE.search(text) or is_standing(text):
        return False
    if _SENTENCES.search(text):
        return False
    dates = list(dates_in(text))
    if SENTENCE_END.search(text[-20:]) or date_share(text, dates) >= DATE_LINE:
        return False
    # 「平成７年８月29日（…告示）（制定）」, 「最近改正 令和４年４月５日」
    if dates and len(text) <= 60 and _HISTORY.search(text) and not has_title_words(text[:-10]):
        return False
    if _BRACKETED.fullmatch(text) or "(cid:" in text:
        return False
    # "Part 689" or 「第三章」 alone names nothing.
    return not is_issuer(text) and len(re.findall(r"[^\W\d_]", text)) >= 5


def is_issuer(text: str) -> bool:
    """Tell a short line that names an office, with what stands in brackets behind it."""
    name = _ASIDE.sub("", text)
    return len(name) <= _MAX_ISSUER and bool(_ISSUER.search(name)) and not _ABOUT.search(name)


def stands_apart(text: str, *, behind: bool = False) -> bool:
    """Tell what is no part of a title though it is set like one: a label, date, issuer, number.

    Looser than `may_be_title`: what is set as a title may be short or in brackets (第1.0版).
    A label `behind` a title belongs to it: 概要, "Version 1.0", （案）.
    """
    if _NO_TITLE.search(text) or (is_standing(text) and not behind):
        return True
    return date_share(text, list(dates_in(text))) >= DATE_LINE or is_issuer(text)


def is_label(text: str) -> bool:
    """Tell a short line that stands for itself: a date, an issuer, an addressee, a caption."""
    short = len(text) <= 60 and not SENTENCE_END.search(text[-20:])
    return short and not may_be_title(text) and len(text) > 1


def has_title_words(text: str) -> bool:
    """Tell whether a line calls itself a policy, guideline, report ..."""
    return _TITLE_WORDS.search(text) is not None


def breaks_off(line: str, after: str) -> bool:
    """Tell whether a title goes on in the next line."""
    return _GOES_ON.search(line) is not None or after[:1].islower()


def bears(drafts: Sequence[Draft], title: str) -> bool:
    """Tell whether the head of a document says what its properties give as its title.

    Most properties are a template's, a file name or a note to oneself.
    """
    shown = (d for d in drafts[:_HEAD] if d.kind is not BlockKind.FURNITURE)
    return plain(title) in plain("".join(p.text for d in shown for p in d.pieces))


def plain(text: str) -> str:
    """Leave letters and digits only, in one width and case, for comparison."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def tidy(text: str) -> str:
    """Close up letters that are set apart: 国 際 戦 略 → 国際戦略."""
    text = " ".join(text.split())
    if _SPACED.fullmatch(text) and not text.isascii():
        text = re.sub(r"[ \u3000]+", "", text)
    return text.strip()


def date_share(text: str, dates: Sequence[PrintedDate]) -> float:
    """Give the share of a line that dates take."""
    plain = len(re.sub(r"[\s（）()、,.]", "", text)) or 1
    return sum(len(re.sub(r"\s", "", text[d.span[0] : d.span[1]])) for d in dates) / plain
