"""Who bears a Japanese duty: noun phrases before a particle, and their role.

In: a cue in a segment's text, asides masked, with its parse where there is
one. Out: a Bearer, or None. Always: later and higher-ranked phrases win; the
parse only rules out subjects of subordinate clauses (研究者が…する場合), so that a
bad parse loses little.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.reading import Bearer, tidy
from pipeline.extract.roles import Context, is_issuer, role_of
from pipeline.extract.rules import Cue
from pipeline.records import Modality, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis

STRIP = " 　\t\n、，,。．.・:：;；"
_SENTENCE_END = re.compile(r"。|(?<![0-9０-９])．")
_WORD = r"[一-龯々〆〓ァ-ヴーA-Za-zＡ-Ｚａ-ｚ0-9０-９・／/（）()\-－‐＆& 　]"
_LINK = r"(?:その他の|及び|並びに|又は|若しくは|または|および|ならびに|もしくは|の|や|と)"
# Bearers that are written in kana, in whole or in part, and whatever is not.
_ITEM = rf"(?:我が国|私(?:たち|ども)|あなた(?:方|がた|たち)?|皆さ[まん]|{_WORD})+"
_NP = re.compile(rf"{_ITEM}(?:{_LINK}{_ITEM})*$")
_SHORT_ASIDE = re.compile(r"\s*（[^（）]{0,60}、[^（）]{0,60}）$")
_LIST_BEFORE = re.compile(rf"({_ITEM}(?:の{_ITEM})*)、$")
MARK = re.compile(
    r"(?P<place>(?:側)?(?:において|においても|における|におかれまして|にあって)(?:は|も)?)[、，,]?"
    r"|(?P<toward>に対(?:して|し|する)(?:は|も|ては)?)[、，,]?"
    r"|(?P<by>によ(?:って|り|る)(?:は)?)[、，,]?"
    r"|(?P<dative>に(?:は|も)|としては|側には|にとって(?:は|も)?)[、，,]?"
    r"|(?P<at>では)[、，,]"
    r"|(?P<topic>は)[、，,]?|(?P<also>も)[、，,]?|(?P<subject>が)(?!国|でき)[、，,]?|(?P<plain>に)(?=[、，求期義課要])"
)
# A topic scopes over the whole sentence, a が-subject only over its clause.
_RANK = {
    "topic": 5,
    "place": 4,
    "at": 4,
    "dative": 4,
    "subject": 3,
    "toward": 2,
    "also": 2,
    "by": 1,
    "plain": 2,
}
_PASSIVE = re.compile(
    r"求められ|期待され|要求され|要請され|義務|推奨され|望まれ|課され|責(?:務|任)"
)
# 統括責任者には、理事を充てる: whoever appoints acts, not the one appointed.
_APPOINTED = re.compile(r"を(?:もって)?(?:充て|あて|任命|選任|指名|委嘱)[^、。]{0,6}$")
# A body known by its letters: ＣＳＩＲＴは.
_ACRONYM = re.compile(
    r"(?!(?:AI|ＡＩ|IT|ＩＴ|ICT|ＩＣＴ|PC|ＰＣ|OS|ＯＳ|ID|ＩＤ|URL|ＵＲＬ|API|ＡＰＩ|LLM|ＬＬＭ|LAN|ＬＡＮ|DX|ＤＸ)$)(?:[A-ZＡ-Ｚ]{2,8}[ 　]?){1,2}(?:[一-龯]{2,4}(?:班|室|係|課|会))?"
)
_BARE = frozenset({"者", "もの", "機関", "方", "人", "組織", "団体", "側"})
_FORMAL = frozenset(
    {"こと", "もの", "の", "必要", "べき", "ところ", "責務", "義務", "責任", "取組", "点"}
)
# 貴管内関係者に対し、この旨を周知いただくよう: who is to be told, not who tells.
_TOLD_TO = re.compile(
    r"(?:(?:この|その|本)(?:旨|件|内容)|下記|標記|上記|本通知)?(?:の内容)?(?:について|を|も)?、?(?:広く|併せて|遺漏なく)?(?:周知|通知|伝達|情報提供|連絡|案内|お知らせ)"
)
_INFORMED = re.compile(r"(?:管内|管下|傘下|所管|会員|加盟|所属|関係(?:者|各位|機関)|構成員)")
# 行為者が職員の場合は、…: the case, whoever acts in it.
_ITS_CASE = re.compile(r"[^、，。]{1,30}(?:場合|とき|際)(?:に)?(?:は|も|、|，)")
_SUBORDINATE = re.compile(
    r"^[^。]*?(?:場合|とき(?:は|に|、)|際(?:に|は|、|して)|よう(?:に)?、|ため(?:に)?、|ので|から、|ば、|と、)"
)


def bearer_of(cue: Cue, text: str, analysis: Analysis | None, context: Context) -> Bearer | None:
    """Choose the best noun phrase before a particle; later and higher-ranked wins."""
    clause = clause_start(cue, text)
    best: tuple[int, int] | None = None
    chosen: Bearer | None = None
    open_quotes = depth(text, cue.span[0])
    # 第三者には開示しません, 委員会による審査に使用いたします: others than who promises.
    plan = cue.rule.modality is Modality.COMMITS
    for mark in MARK.finditer(text, clause, cue.span[0]):
        kind = mark.lastgroup or ""
        if depth(text, mark.start()) != open_quotes:
            continue
        rank = _RANK[kind]
        if cue.rule.subject == "object":
            rank = {"toward": 9, "dative": 8, "plain": 7}.get(kind, 0)
            if mark[0].startswith("におかれまして"):
                rank = 8  # 各位におかれましては、…をお願いします
        elif kind in ("toward", "dative", "plain") and not _PASSIVE.search(cue.match[0]):
            rank = 3 if kind == "dative" and not plan else 0
        elif kind == "by" and plan:
            rank = 0
        if kind in ("toward", "dative") and _TOLD_TO.match(text, mark.end()):
            before = text[max(mark.start() - 16, clause) : mark.start()]
            rank = 0 if _INFORMED.search(re.split("[、。]", before)[-1]) else rank
        if rank == 0 or (best is not None and (rank, mark.start()) <= best):
            continue
        span = _noun_phrase(text, clause, mark.start())
        if span is None or _excluded(text, span, mark, kind, cue, analysis):
            continue
        words = text[slice(*span)].replace("〓", "")
        role = role_of(words, "ja", context)
        if (
            kind == "at"
            and role in (Role.GOVERNMENT, Role.OTHER)
            and not is_issuer(words, "ja", context)
        ):
            continue  # 我が国では、…: where, not who
        if role is None and kind in ("topic", "at") and _ACRONYM.fullmatch(words):
            best, chosen = (rank, mark.start()), Bearer(words, Role.OTHER, span)
            continue
        if role is not None and head_acts(words, context):
            best, chosen = (
                (rank, mark.start()),
                Bearer(words, role, span, is_issuer(words, "ja", context)),
            )
    return chosen


def _noun_phrase(text: str, clause: int, end: int) -> Span | None:
    """Walk left from a particle over nouns, links and list commas."""
    window = max(clause, end - 120)
    aside = _SHORT_ASIDE.search(text, window, end)
    if aside is not None:  # 提供者（以下、提供者）に対しては
        end = aside.start()
    match = _NP.search(text, window, end)
    if match is None:
        return None
    start = match.start()
    if re.search(r"及び|並びに|又は|または|および|ならびに|等|・", text[start:end]):
        while start > window and text[start - 1] == "、":
            before = _LIST_BEFORE.search(text, window, start)
            if before is None or role_of(before[1], "ja") is None or len(before[1]) > 20:
                break
            start = before.start()
    if text[start:end] in _BARE:
        # A bare 者 means nothing without its clause: データを利用する者.
        start = max(text.rfind(m, window, start) + 1 for m in ("、", "。", "は", "」", "　"))
        start = max(start, window)
    if text.count("（", start, end) != text.count("）", start, end):
        return None
    words = re.match(r"(?:において|に|また|なお|\d{1,3}[)）.]?\s+)?", text[start:end])
    return tidy(text, (start + (words.end() if words else 0), end), STRIP + "（）() ")


def head_acts(words: str, context: Context) -> bool:
    """Say whether the last noun of a phrase is somebody: 機関の規程 is not."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", words)
    owner = re.sub(r"(?<=.)の(?:長|代表者?|委員長?|責任者|役職員)(?:等)?$", "", bare)
    tails = [re.split(rf"{_LINK}|・|／|/", part)[-1] or part for part in (owner, bare)]
    return any(role_of(tail, "ja", context) is not None for tail in tails)


def _excluded(
    text: str, span: Span, mark: re.Match[str], kind: str, cue: Cue, analysis: Analysis | None
) -> bool:
    """Reads as: the phrase belongs to a subordinate clause, not to the cue."""
    if kind not in ("subject", "also", "by", "place", "toward", "dative"):
        return False
    rest = text[mark.end() : cue.span[0]]
    if kind == "dative" and _APPOINTED.search(rest):
        return True
    if kind == "dative":
        return False
    if kind == "by":
        vague = text[span[0] - 1 : span[0]] == "な"  # 多様な主体による
        return vague or not re.match(r"[^、。]{0,25}$", rest)
    if kind == "place" and "における" in mark[0]:
        return True
    if kind == "subject" and _ITS_CASE.match(rest):
        return True
    if analysis is None or kind != "subject":
        return kind == "subject" and _SUBORDINATE.match(rest) is not None
    offset = analysis.start_char
    inside = [t for t in analysis if span[0] <= t.idx - offset < span[1]]
    if not inside:
        return True
    token = inside[-1].head
    for _ in range(12):
        if token.idx - offset >= cue.span[0] or token.head is token:
            return False
        if token.dep_.startswith("acl") and token.head.text not in _FORMAL:
            return True
        if token.dep_.startswith("advcl") and _SUBORDINATE.match(
            text[token.idx - offset : token.idx - offset + 14]
        ):
            return True
        token = token.head
    return False


def clause_start(cue: Cue, text: str) -> int:
    """Give where the cue's sentence begins; ３．is a number, not an end."""
    starts = [m.end() for m in _SENTENCE_END.finditer(text, 0, cue.span[0])]
    return starts[-1] if starts else 0


def depth(text: str, position: int) -> int:
    """Count the quotation marks open at a position."""
    return max(
        0,
        text.count("「", 0, position)
        + text.count("『", 0, position)
        - text.count("」", 0, position)
        - text.count("』", 0, position),
    )
