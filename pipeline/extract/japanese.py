"""Read a Japanese duty: whose, to do what, under which condition.

In: a cue in a segment's text and, when there is one, the spaCy Span of that
text. Out: a Reading, or None when the cue is no duty. Always: bearers are noun
phrases before a particle; the parse only rules out subjects of subordinate
clauses (研究者が…する場合), so that a bad parse loses little.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.reading import Bearer, Reading, tidy
from pipeline.extract.roles import is_first_person, role_of
from pipeline.extract.rules import Cue
from pipeline.records import Modality, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis

# An aside with a full stop or a quotation of its own: （以下「機構」という。）. It is masked,
# so that it neither ends a clause nor lends a bearer.
_ASIDE = re.compile(r"[（(](?=[^（）()]*[。「])(?:[^（）()]|[（(][^（）()]*[）)])*[）)]")
_STRIP = " 　\t\n、，,。．.・:：;；"
_WORD = r"[一-龯々〆〓ァ-ヴーA-Za-zＡ-Ｚａ-ｚ0-9０-９・／/（）()\-－‐＆& 　]"
_LINK = r"(?:及び|並びに|又は|若しくは|または|および|ならびに|もしくは|の|や|と)"
_ITEM = rf"(?:我が国|{_WORD})+"
_NP = re.compile(rf"{_ITEM}(?:{_LINK}{_ITEM})*$")
_LIST_BEFORE = re.compile(rf"({_ITEM}(?:の{_ITEM})*)、$")
_MARK = re.compile(
    r"(?P<place>(?:側)?(?:において|においても|における|にあって)(?:は|も)?)[、，,]?"
    r"|(?P<toward>に対(?:して|し|する)(?:は|も|ては)?)[、，,]?"
    r"|(?P<by>によ(?:って|り|る)(?:は)?)[、，,]?"
    r"|(?P<dative>に(?:は|も)|としては|側には)[、，,]?"
    r"|(?P<topic>は)[、，,]?|(?P<also>も)[、，,]?|(?P<subject>が)(?!国|でき)[、，,]?|(?P<plain>に)(?=[、，求期義課要])"
)
# A topic scopes over the whole sentence, a が-subject only over its clause.
_RANK = {
    "topic": 5,
    "place": 4,
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
_BARE = frozenset({"者", "もの", "機関", "方", "人", "組織", "団体", "側"})
_FORMAL = frozenset(
    {"こと", "もの", "の", "必要", "べき", "ところ", "責務", "義務", "責任", "取組", "点"}
)
_SUBORDINATE = re.compile(
    r"^[^。]*?(?:場合|とき(?:は|に|、)|際(?:に|は|、|して)|よう(?:に)?、|ため(?:に)?、|ので|から、|ば、|と、)"
)
_CONDITION = re.compile(
    r"(?P<body>[^。「」]*?(?:場合(?:に(?:は|おいて(?:は|も)?|限り)|は|、|を除き|であって(?:も)?、)"
    r"|ときは、?|ときに(?:は|限り)、?|とき、|限り(?:は|において)?、|(?<=[るたい])際(?:に(?:は|、)|は、|、)|を除き、?|を除いて、?|に(?:当|あ)たって(?:は)?、))"
)
_PROVISO = re.compile(r"^\s*(?:ただし|但し)、")
_POINTING = re.compile(
    r"^\s*(?:また|さらに|更に|加えて|その際|この際|この場合|その場合|その上で|そのため|このため|なお|特に|具体的には|併せて|あわせて|同時に|その後|次に)、?"
    r"|^\s*(?:これら|それら|その|この|当該|同)(?![一-龯]{0,4}(?:ガイドライン|指針|方針))"
)
_ADVERB_PLAN = re.compile(
    r"引き続き|今後|速やかに|着実に|一層|更に|さらに|早期に|積極的に|計画的に|我が国|政府|年度"
)


def read(cue: Cue, words: str, analysis: Analysis | None, issuer: str | None) -> Reading | None:
    """Read the sentence around a cue, None when it lays no duty on anyone."""
    checks = cue.rule.checks
    text = _ASIDE.sub(lambda aside: "〓" * len(aside[0]), words)
    quoted = _depth(text, cue.span[0])
    if quoted and cue.rule.modality is not None and _quoted_clause_is_reported(text, cue.span[1]):
        return None
    bearer = _bearer(cue, text, analysis, issuer)
    if bearer is not None and bearer.span is not None:
        bearer = replace(bearer, text=words[slice(*bearer.span)])
    if "actor" in checks and bearer is None:
        return None
    if "prescriptive" in checks and bearer is None and not _prescribes(cue, text):
        return None
    if "plan" in checks and not _plans(cue, bearer, text):
        return None
    strength = cue.rule.strength * (1.0 if bearer or cue.rule.modality is None else 0.9)
    condition = _condition(cue, text, bearer)
    action = _action(cue, text, bearer, condition)
    return Reading(
        cue,
        round(strength, 2),
        bearer,
        pronoun=bearer is None and _POINTING.match(text) is not None,
        action=words[slice(*action)] or None,
        condition=words[slice(*condition)] if condition else None,
    )


def _bearer(cue: Cue, text: str, analysis: Analysis | None, issuer: str | None) -> Bearer | None:
    """Choose the best noun phrase before a particle; later and higher-ranked wins."""
    clause = max(text.rfind("。", 0, cue.span[0]), text.rfind("．", 0, cue.span[0])) + 1
    best: tuple[int, int] | None = None
    chosen: Bearer | None = None
    depth = _depth(text, cue.span[0])
    for mark in _MARK.finditer(text, clause, cue.span[0]):
        kind = mark.lastgroup or ""
        if _depth(text, mark.start()) != depth:
            continue
        rank = _RANK[kind]
        if cue.rule.subject == "object":
            rank = {"toward": 9, "dative": 8, "plain": 7}.get(kind, 0)
        elif kind in ("toward", "dative", "plain") and not _PASSIVE.search(cue.match[0]):
            rank = 3 if kind == "dative" else 0
        if rank == 0 or (best is not None and (rank, mark.start()) <= best):
            continue
        span = _noun_phrase(text, clause, mark.start())
        if span is None or _excluded(text, span, mark, kind, cue, analysis):
            continue
        words = text[slice(*span)].replace("〓", "")
        role = role_of(words, "ja", issuer)
        if role is not None and _head_acts(words, issuer):
            best, chosen = (rank, mark.start()), Bearer(words, role, span)
    return chosen


def _noun_phrase(text: str, clause: int, end: int) -> Span | None:
    """Walk left from a particle over nouns, links and list commas."""
    window = max(clause, end - 120)
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
    return tidy(text, (start + (words.end() if words else 0), end), _STRIP + "（）() ")


def _head_acts(words: str, issuer: str | None) -> bool:
    """Say whether the last noun of a phrase is somebody: 機関の規程 is not."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", words)
    tail = re.split(rf"{_LINK}|・|／|/", bare)[-1] or bare
    return role_of(tail, "ja", issuer) is not None


def _excluded(
    text: str, span: Span, mark: re.Match[str], kind: str, cue: Cue, analysis: Analysis | None
) -> bool:
    """Reads as: the phrase belongs to a subordinate clause, not to the cue."""
    if kind not in ("subject", "also", "by", "place", "toward"):
        return False
    rest = text[mark.end() : cue.span[0]]
    if kind == "by":
        return not re.match(r"[^、。]{0,25}$", rest)
    if kind == "place" and "における" in mark[0]:
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


def _prescribes(cue: Cue, text: str) -> bool:
    """Reads as a rule without naming anybody: refers to other rules, or is a bare order."""
    if cue.rule.modality is Modality.MAY:
        return bool(
            re.search(
                r"規定|前項|前条|第.{1,4}[条項]|申請|許可|承認|限り|ときは|かかわらず|掲げる", text
            )
        )
    # A bare order says what to do to something; a noun clause says what something is.
    return "を" in text or "に" in text or text.rstrip("。．. ").endswith(("ないこと", "あること"))


def _plans(cue: Cue, bearer: Bearer | None, text: str) -> bool:
    if bearer is not None:
        return bearer.role in (Role.GOVERNMENT, Role.FUNDER) or is_first_person(bearer.text, "ja")
    if re.search(r"[^、。]{1,20}(?:が|は)、", text[: cue.span[0]]) and "は、従前" not in text:
        topic = re.search(r"(?:について|に関して|に向けて)は、", text)
        return bool(topic and _ADVERB_PLAN.search(text))
    return bool(_ADVERB_PLAN.search(text))


def _condition(cue: Cue, text: str, bearer: Bearer | None) -> Span | None:
    clause = max(text.rfind("。", 0, cue.span[0]), text.rfind("．", 0, cue.span[0])) + 1
    if _PROVISO.match(text[clause:]):
        return tidy(text, (clause, cue.span[0]), _STRIP)
    match = _CONDITION.search(text, clause, cue.span[0])
    if match is None:
        return None
    start, end = match.span("body")
    if bearer is not None and bearer.span is not None and start <= bearer.span[0] < end:
        start = _after_particle(text, bearer.span[1])
    lead = _POINTING.match(text[start:end])
    return tidy(text, (start + (lead.end() if lead else 0), end), _STRIP)


def _action(cue: Cue, text: str, bearer: Bearer | None, condition: Span | None) -> Span:
    """Cut the words between bearer or condition and the cue."""
    clause = max(text.rfind("。", 0, cue.span[0]), text.rfind("．", 0, cue.span[0])) + 1
    lead = re.match(
        r"\s*(?:また|さらに|加えて|その際|なお|このため|そのため|ただし|具体的には|そして|特に)、",
        text[clause:],
    )
    start = clause + (lead.end() if lead else 0)
    if bearer is not None and bearer.span is not None and start <= bearer.span[0]:
        start = max(start, _after_particle(text, bearer.span[1]))
    if condition and start <= condition[0] and condition[1] < cue.span[0]:
        between = text[start : condition[0]]
        if len(between.strip(_STRIP)) < 3:
            start = condition[1]
    return tidy(text, (start, max(start, cue.span[0])), _STRIP)


def _after_particle(text: str, end: int) -> int:
    mark = _MARK.match(text, end)
    return mark.end() if mark else end


def _depth(text: str, position: int) -> int:
    """Count the quotation marks open at a position."""
    return max(
        0,
        text.count("「", 0, position)
        + text.count("『", 0, position)
        - text.count("」", 0, position)
        - text.count("』", 0, position),
    )


def _quoted_clause_is_reported(text: str, end: int) -> bool:
    close = min((p for p in (text.find("」", end), text.find("』", end)) if p >= 0), default=-1)
    return (
        close >= 0
        and re.match(r"[」』]\s*(?:と|など|等|の|という|を|は|が)", text[close:]) is not None
    )
