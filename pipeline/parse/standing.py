"""Labels that say how a paper stands, and are never what it is called.

In: a line at the head of a document. Out: whether it is such a label, and a title
without one in front. 仮訳, 資料１, （案）, 取扱注意, DRAFT, "For information",
"Tentative translation" stand in large type on covers of every kind, in brackets or a
box of their own; they name the paper's state, its place among the papers of a meeting,
or who may read it.

Reads as: the whole line is one or two labels, whatever brackets, signs and widths. A
label behind a title (指針（案）, "Guidelines (draft)") belongs to it: it tells one text
from another.
"""

from __future__ import annotations

import re
import unicodedata

_COUNT = r"(?:[\s第]*(?:no\.?)?\s*[\d一二三四五六七八九十]+(?:\s*[-‐–—−ー.の]\s*\d+)*\s*号?)"
_JA = (
    # what it renders, and how surely
    r"(?:仮|暫定|参考|試|私|抄|全|機械|事務局)(?:訳|和訳|邦訳|英訳|翻訳)",
    r"[和英邦対]訳|(?:日本語|英語|英文|和文|邦文)(?:版|訳|仮訳|参考訳|翻訳)",
    # how far it has come
    r"(?:素|原|改正|改定|改訂|最終|修正|事務局|骨子|要綱|たたき台)?案|たたき台|草案|ドラフト",
    r"未定稿|(?:暫定|確定|最終|途中)版|(?:検討|調整|作業)中|見え消し版?|溶け込み版",
    # what part of a bundle it is
    r"(?:机上|配布|当日|会議|席上|委員限り|参考|補足|追加|説明|関係|委員提出)*資料" + f"{_COUNT}?",
    rf"(?:別[紙添表記冊]|参考|[附付]属|付録|附録|様式|添付|議題){_COUNT}?",
    r"第\S{1,8}条(?:の\d+)?(?:第\S{1,3}項)?関係",
    r"概要版?|要[旨約]|抜粋|抄|本文|本編|全文|表紙|目\s*次|はじめに|序文?|記|以上",
    # who may read it, and when
    r"取扱(?:厳重)?注意|機密性[\d一二三]情報|(?:関係者|委員)限り|会議後回収|[対部社]外秘|極?秘",
    r"非公開|公表用|内部資料|複製禁止|転載禁止|速報",
)
_EN = (
    r"(?:an? )?(?:tentative|provisional|unofficial|non-official|courtesy|working|convenience"
    r"|reference|free|draft|english|japanese|official|machine)"
    r"(?: (?:english|japanese|courtesy|draft))? (?:translation|version|draft|text)",
    r"(?:english |japanese )?translation|(?:in )?(?:english|japanese)(?: only)?",
    r"(?:(?:first|second|third|final|initial|revised|public|working|discussion|consultation"
    r"|preliminary|zero|advance|staff|interim) )*(?:draft|copy|version)",
    r"draft (?:only|text|version|document)?\s*(?:of .{0,20}\d)?",
    r"(?:draft )?for (?:information|discussion|comments?|consultation|review|approval|decision"
    r"|public (?:comment|consultation)|reference|official use|internal use|limited distribution"
    r"|release)(?: purposes?)?(?: only)?",
    r"(?:official )?(?:subject to|pending) (?:final )?(?:review|approval|change|revision)s?",
    r"(?:do )?not (?:for|to be|to)? ?(?:distribut(?:ion|ed?)|quotation|quoted?|cited?|citation"
    r"|circulation|circulated?|publication)(?: or (?:cited?|quoted?|distributed?))?",
    r"limite|(?:strictly |company )?confidential|(?:un)?restricted|(?:un|de)?classified|sensitive",
    r"(?:controlled )?unclassified information|embargoed(?: until .{1,40})?|general distribution",
    r"pre-?publication(?: copy)?|advance copy|unedited(?: version)?",
    r"(?:agenda )?(?:item|document|material|handout|paper|attachment|annex|appendix|enclosure"
    rf"|exhibit|schedule|reference(?: (?:material|document))?){_COUNT}?",
    r"(?:annex|appendix|attachment|part|vol\.?|no\.?|version|ver\.?|page)\s*[\divx.]*",
    r"notes?|remarks?|disclaimers?|overview|summary",
)
_LABEL = "|".join((*_JA, *_EN))
_ALL = re.compile(rf"(?:{_LABEL})(?:\s*(?:{_LABEL}))?", re.IGNORECASE)
_SIGNS = "()[]{}<>【】〔〕〈〉《》「」『』※*★☆■□●○◆◇▪•|:;,、。・/~_"
_BRACKETS = str.maketrans(dict.fromkeys(_SIGNS, " "))
_LEAD = re.compile(
    r"\s*([（(【〔［\[〈《＜<][^）)】〕］\]〉》＞>]{1,40}[）)】〕］\]〉》＞>])\s*(?=\S)"
)
_PAPER = re.compile(rf"\s*((?:参考|配布|机上配布|会議)?資料{_COUNT})[\s\u3000:：]+(?=\S)")
_MAX_LABEL = 60  # characters: "Not to be quoted or distributed" and a date fit


def is_standing(text: str) -> bool:
    """Tell whether a line says no more than how a paper stands."""
    if len(text) > _MAX_LABEL:
        return False
    words = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    words = re.sub(r"\s+[-‐–—−]+\s+|^[-‐–—−\s]+|[-‐–—−\s.]+$", " ", words)
    words = " ".join(words.split())
    if not words.isascii():
        # 「参　考」 is set apart letter by letter.
        words = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", words)
    return _ALL.fullmatch(words) is not None


def without_standing(title: str) -> str:
    """Take labels off the front of a title: 「（仮訳）原則」, 「資料１　原則」."""
    while True:
        lead = _LEAD.match(title)
        if lead is None or not is_standing(lead[1]):
            lead = _PAPER.match(title)
        if lead is None:
            return title
        title = title[lead.end() :]
