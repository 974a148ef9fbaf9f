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

from pipeline.extract import plans_ja
from pipeline.extract.bearers_ja import MARK, STRIP, bearer_of, clause_start, depth
from pipeline.extract.clauses import deadline_in, exception_in
from pipeline.extract.reading import Bearer, Reading, tidy
from pipeline.extract.roles import Context
from pipeline.extract.rules import Cue
from pipeline.extract.told_ja import tells_what_was_laid_down
from pipeline.records import Modality, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Analysis

# Reads as one rule among others.
_RULED = re.compile(
    r"^\s*(?:ただし|但し)、|規定|前項|前条|第.{1,4}[条項]|申請|許可|承認|同意を得|各号|限り|ときは|かかわらず|掲げる"
)
_BRACKET = re.compile(r"[（）()]")
# 活用が期待されていること, 懸念が生じていること: a fact in a list, and no order.
_FACT = re.compile(
    r"[^、。]が[^。]*(?:(?:期待|指摘|懸念|認識|示唆|報告|議論|想定|注目)されてい(?:る|ない)|生じ(?:る|ている)|(?:懸念|可能性|おそれ|指摘)がある)こと$"
)
# …を義務付けるとともに、…を定めたものである: tells what a provision does.
_EXPLAINS = re.compile(
    r"(?:定め|規定し|設け|説明し|まとめ|(?:こと|もの)とし)(?:た|ている)もので(?:ある|す)[。．]?\s*$"
    r"|[るうくぐすつぬぶむた](?:制度|仕組み|枠組み|規制|方式|スキーム)(?:で(?:ある|す)|となってい(?:る|ます))[。．]?\s*$"
    # …を禁止するとともに、講ずべき措置について定めています。
    r"|(?:とともに|ほか)、[^。]*(?:定め|規定し)て(?:いる|います)[。．]?\s*$"
    # …に準じることとし、…を指す。 Tells what a word stands for.
    r"|「[^「」]{1,30}」(?:と)?は、.*を(?:いう|指す|意味する)(?:もの(?:である|とする))?[。．]?\s*$"
    # 目的：…を確実なものとし、…するため。
    r"|^\W*(?:目的|趣旨|ねらい)\s*[:：].*ため[。．]?\s*$"
)
_CONDITION = re.compile(
    r"(?P<body>(?:[^。「」]|「[^「」]*」)*?(?:場合(?:に(?:は|おいて(?:は|も)?|限り)|は|、|を除き|であって(?:も)?、)"
    r"|ときは、?|ときに(?:は|限り)、?|とき、|限り(?:は|において)?、|(?<=[るたい])際(?:に(?:は|、)|は、|、)|を除き、?|を除いて、?|に(?:当|あ)たって(?:は)?、))"
)
# Where an object begins: after a particle, not inside できる or before に関する.
_BEFORE_OBJECT = re.compile(
    r"[、。はが]|で(?!き)|」(?![とのにをはが等])"
    r"|に(?:対して|対し|関して|関し|応じて|応じ|ついて|つき|よって|より|基づいて|基づき|従って|従い|おいて|当たり|当たって)"
    r"|に(?!対する|関する|関わる|係る|係わる|おける|よる|基づく|応じた|掲げる|定める|規定する|従った|ついての|必要な|つながる|資する)"
)
_PROVISO = re.compile(r"^\s*(?:ただし|但し)、")
_POINTING = re.compile(
    r"^\s*(?:また|さらに|更に|加えて|その際|この際|この場合|その場合|その上で|そのため|このため|なお|特に|具体的には|併せて|あわせて|同時に|その後|次に)、?"
    r"|^\s*(?:これら|それら|その|この|当該|同)(?![一-龯]{0,4}(?:ガイドライン|指針|方針))"
)
# Worth of a quality, need of a thing: 透明性が重要, データが必要. Nobody is asked to act.
_QUALITY = re.compile(
    r"(?:性|(?<![協努尽])力|感|さ|価値|視点|観点|存在|関係|バランス|要素|要因|(?<![・査の])研究|科学|技術|知識|知見|データ|情報|意味|点|役割|産業|分野|市場|企業|拠点)$"
)
_THING = re.compile(
    r"(?:データ|資源|リソース|時間|費用|コスト|資金|予算|電力|計算|計算量|計算機|研究|技術|知識|能力|装置|素材|機材|設備|空間|空域|経験|人員|期間|基盤|インフラ|仕組み|枠組み)$"
)
_NEED = re.compile(r"必要|不可欠|急務")
_GOES_ON = re.compile(r"\s*[、，]")
# 方針が決定されました, 窓口を設けた: what was done, at the end of a sentence.
_WAS_DONE = re.compile(
    r"(?:まし|され|し|られ|設け|定め|行っ|行われ)た(?:ところ(?:である|です))?[。．]?\s*$"
)
# 様々な情報が必要になる: what something takes, not what is to be done.
_TAKES = re.compile(r"必要(?:に|と)な(?:る|ります|り|って)")
_TAKEN = re.compile(r"(?:情報|手間|工数|作業|人手|準備期間)$")
_BEFORE_CUE = re.compile(r"(?P<noun>[^、。はがもをに]{1,30})(?:が|も)[^、。「」はがをも]{0,14}、?$")
# この技術が…することが期待されている: an outcome that is hoped for.
_HOPE = re.compile(
    # …の還元が促進されることが期待される, 取引が容易になることが期待される: it happens by itself
    r"(?:が|も)[^、。がを]{0,12}(?:(?:促進|向上|加速|活性化|改善|拡大|普及|発展|軽減|低減|解消|実現|創出|強化|進展|増加|減少|解決)(?:され|す)る"
    r"|(?:進む|高まる|広がる|深まる|増える|減る|生まれる|なる|つながる|得られる))こと(?:など)?(?:が|も)[^、。がを]{0,8}期待され|"
    # 理解が深まることが望まれる
    r"(?:が|も)[^、。がを]{0,12}(?:深まる|高まる|広がる|増える|減る|定着する|浸透する)こと(?:など)?(?:が|も)[^、。がを]{0,8}望ま(?:れ|し)|"
    # 新たな道を拓くことが期待される: what an act may bring
    r"(?:道を(?:拓|開|切り[拓開])く|可能性を(?:広げる|開く|高める)|をもたらす|を生む|を生み出す|を可能[とに]する|を(?:牽|け)ん?引する|に(?:寄与|波及)する|につながる)こと(?:など)?(?:が|も)[^、。がを]{0,8}期待され|"
    r"期待されてい(?:る|ます)|(?:技術|活用|利用|研究|成果|導入|普及|市場|データ|AI|ＡＩ|システム|サービス|モデル|装置|これら?|それら?)(?:が|は)、?[^。、]*期待され"
)


def read(cue: Cue, words: str, analysis: Analysis | None, context: Context) -> Reading | None:
    """Read the sentence around a cue, None when it lays no duty on anyone."""
    checks = cue.rule.checks
    # What was searched has 、 for ，; both are as long as the words.
    text = _masked(cue.match.string)
    if _EXPLAINS.search(text, cue.span[1] - 4):
        return None
    if (
        cue.rule.modality is not None
        and not context.rules
        and tells_what_was_laid_down(text, cue.span[1])
    ):
        return None
    quoted = depth(text, cue.span[0])
    if quoted and cue.rule.modality is not None and _quoted_clause_is_reported(text, cue.span[1]):
        return None
    bearer = bearer_of(cue, text, analysis, context)
    if bearer is not None and bearer.span is not None:
        bearer = replace(bearer, text=words[slice(*bearer.span)])
    if "actor" in checks and bearer is None:
        return None
    if cue.rule.id == "ja-dekinai" and not (context.rules or _RULED.search(text)):
        return None  # who cannot do it is not forbidden to
    if "told" in checks and bearer is None and not context.rules:
        return None
    if "rules" in checks and not _is_rule(cue, text, bearer, context):
        return None
    if "prescriptive" in checks and bearer is None and not _prescribes(cue, text, context):
        return None
    if "plainly" in checks and not context.plain:
        return None
    if "declares" in checks and not plans_ja.declares(cue, bearer, text, context):
        return None
    if cue.rule.id == "ja-tsutomeru" and plans_ja.speaks(bearer, context):
        return None  # its own efforts are its plan
    if bearer is None and _gives_reason(cue, text):
        return None
    if "act" in checks and not _is_act(cue, text, context):
        return None
    if "hoped" in checks and _hoped(cue, bearer, text):
        return None
    if "plan" in checks and not plans_ja.plans(cue, bearer, text, context):
        return None
    if "promise" in checks and not plans_ja.promises(cue, bearer, text, context):
        return None
    strength = cue.rule.strength * (1.0 if bearer or cue.rule.modality is None else 0.9)
    condition = _condition(cue, text, bearer)
    action = _action(cue, text, bearer, condition)
    exception = exception_in(text, "ja")
    if condition and exception and condition[0] < exception[1] and exception[0] < condition[1]:
        condition = None
    return Reading(
        cue,
        round(strength, 2),
        bearer,
        pronoun=bearer is None and _points_back(cue, text),
        action=words[slice(*action)] or None,
        condition=_words(words, condition),
        object=_object(words, text, action),
        exception=_words(words, exception),
        deadline=_words(words, deadline_in(text[: action[1]], "ja")),
    )


def _gives_reason(cue: Cue, text: str) -> bool:
    """Reads as: the clause is why something was done: 整備が不可欠であり、方針が決定されました。

    An act in a clause of its own (…することが重要であり) is asked for all the same.
    """
    return (
        cue.rule.modality is Modality.SHOULD
        and "ことが" not in text[clause_start(cue, text) : cue.span[0]]
        and _GOES_ON.match(text, cue.span[1]) is not None
        and _WAS_DONE.search(text, cue.span[1]) is not None
    )


def _masked(text: str) -> str:
    """Mask asides with a full stop or a quotation of their own: （以下「機構」という。）.

    So they neither end a clause nor lend a bearer. Brackets that do not match stay.
    """
    depth_, start, found = 0, 0, []
    for mark in _BRACKET.finditer(text):
        if mark[0] in "（(":
            start = mark.start() if depth_ == 0 else start
            depth_ += 1
        elif depth_:
            depth_ -= 1
            if depth_ == 0 and re.search("[。「]", text[start : mark.end()]):
                found.append((start, mark.end()))
    for low, high in found:
        text = text[:low] + "〓" * (high - low) + text[high:]
    return text


def _words(words: str, span: Span | None) -> str | None:
    return (words[slice(*span)] or None) if span else None


def _object(words: str, text: str, action: Span) -> str | None:
    """Cut the noun phrase before the last を of the action."""
    at = text.rfind("を", *action)
    if at <= action[0]:
        return None
    ends = [m.end() for m in _BEFORE_OBJECT.finditer(text, action[0], at)]
    start, end = tidy(text, (ends[-1] if ends else action[0], at), STRIP)
    if text.count("「", start, end) != text.count("」", start, end):
        return None  # the を of a quoted clause
    return words[start:end] or None


def _points_back(cue: Cue, text: str) -> bool:
    """Reads as: the sentence goes on about whoever the one before named (その際、…).

    A topic of its own (報告の様式は) is what the sentence is about instead.
    """
    bare = cue.rule.id in ("ja-koto-order", "ja-shinai-koto") and "を" in text[: cue.span[0]]
    points = bare or _POINTING.match(text) is not None
    return points and plans_ja.OWN_TOPIC.search(text, 0, cue.span[0]) is None


def _prescribes(cue: Cue, text: str, context: Context) -> bool:
    """Reads as a rule without naming anybody: refers to other rules, or is a bare order.

    Outside a text of rules a noun clause with a topic says what the topic is.
    """
    if cue.rule.modality is Modality.MAY:
        return _RULED.search(text) is not None
    if context.rules:
        return True
    start = clause_start(cue, text)
    if plans_ja.OWN_TOPIC.search(text, start, cue.span[0]) or _FACT.search(
        text, start, cue.span[1]
    ):
        return False
    # A bare order says what to do to something; a noun clause says what something is.
    return (
        "を" in text
        or "に" in text
        or "も" in text[start : cue.span[0]]
        or text.rstrip("。．. ").endswith(("ないこと", "あること"))
    )


def _is_act(cue: Cue, text: str, context: Context) -> bool:
    """Reads as an act that is called important or necessary, not a quality or a thing.

    Rules may well demand a thing: 同意書が必要である.
    """
    start, end = cue.match.start(), cue.span[0]
    match = _BEFORE_CUE.search(text[max(start - 40, 0) : end])
    if match is None:
        return True
    if _TAKES.match(text, end) and (_TAKEN.search(match["noun"]) or _THING.search(match["noun"])):
        return False
    if _NEED.match(text, end):
        return context.rules or _THING.search(match["noun"]) is None
    return _QUALITY.search(match["noun"]) is None


def _hoped(cue: Cue, bearer: Bearer | None, text: str) -> bool:
    """Reads as an outcome that is hoped for, and no act that is asked of somebody."""
    outcome = _HOPE.search(text, clause_start(cue, text), cue.span[1])
    return outcome is not None and (bearer is None or outcome[0][0] in "がも")


def _is_rule(cue: Cue, text: str, bearer: Bearer | None, context: Context) -> bool:
    """Reads as a duty stated plainly: in a text of rules, somebody does something.

    Where nobody is named, something has to be acted on (窓口を置く。) and nothing else may
    be the subject (別に定める事項は …).
    """
    may = cue.rule.modality is Modality.MAY  # an institution keeps a right in any text of its own
    ours = may and bearer is not None and plans_ja.is_ours(bearer)
    if not (context.rules or ours) or not plans_ja.SENTENCE_ENDS.match(text, cue.span[1]):
        return False
    if cue.match[0] == "得る" and text[cue.span[0] - 1 : cue.span[0]] != "を":
        return False  # 含まれ得る: it may be so
    if cue.rule.id == "ja-plain" and bearer is None:
        before = text[clause_start(cue, text) : cue.span[0]]
        return "を" in before and plans_ja.OWN_TOPIC.search(before) is None
    return True


def _condition(cue: Cue, text: str, bearer: Bearer | None) -> Span | None:
    clause = clause_start(cue, text)
    proviso = _PROVISO.match(text[clause:])
    match = _CONDITION.search(text, clause + (proviso.end() if proviso else 0), cue.span[0])
    if match is None:
        return None
    start, end = match.span("body")
    if bearer is not None and bearer.span is not None and start <= bearer.span[0] < end:
        start = _after_particle(text, bearer.span[1])
    lead = _POINTING.match(text[start:end])
    return tidy(text, (start + (lead.end() if lead else 0), end), STRIP)


def _action(cue: Cue, text: str, bearer: Bearer | None, condition: Span | None) -> Span:
    """Cut the words between bearer or condition and the cue."""
    clause = clause_start(cue, text)
    lead = re.match(
        r"\s*(?:また|さらに|加えて|その際|この場合|その場合|なお|このため|そのため|ただし|具体的には|そして|特に)、",
        text[clause:],
    )
    start = clause + (lead.end() if lead else 0)
    if bearer is not None and bearer.span is not None and start <= bearer.span[0]:
        start = max(start, _after_particle(text, bearer.span[1]))
    if condition and start <= condition[0] and condition[1] < cue.span[0]:
        between = text[start : condition[0]]
        if len(between.strip(STRIP)) < 3:
            start = condition[1]
    end = cue.span[1] if cue.rule.tokens else cue.span[0]  # a plain verb is cue and action
    return tidy(text, (start, max(start, end)), STRIP)


def _after_particle(text: str, end: int) -> int:
    mark = MARK.match(text, end)
    return mark.end() if mark else end


def _quoted_clause_is_reported(text: str, end: int) -> bool:
    close = min((p for p in (text.find("」", end), text.find("』", end)) if p >= 0), default=-1)
    return (
        close >= 0
        and re.match(r"[」』]\s*(?:と|など|等|の|という|を|は|が)", text[close:]) is not None
    )
