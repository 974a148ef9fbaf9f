"""What a Japanese text's issuer itself sets out to do: its plans, promises and policy.

In: a cue at the end of a clause, the bearer read there and the sentence, asides masked.
Out: yes or no. Always: in a text of rules what others do is a duty instead, and
what is told of others (米国政府は…を進める) is no plan of the issuer's.
"""

from __future__ import annotations

import re

from pipeline.extract.bearers_ja import clause_start
from pipeline.extract.reading import Bearer
from pipeline.extract.roles import Context
from pipeline.extract.rules import Cue
from pipeline.records import Role

SENTENCE_ENDS = re.compile(r"\s*(?:[（(][^。]*[）)])?\s*[。．.]?\s*[）)」』]?\s*$")
OWN_TOPIC = re.compile(
    r"[^、。]{2,}(?<!について)(?<!に関して)(?<!とき)(?<!場合)(?<!際)(?<![にでとへて])は、"
)
# 市場は拡大していく: the topic stands right before its verb, nothing is acted on.
_GROWS = re.compile(r"[^、。にで]は[^、。をに]{0,6}$")
_SELF = re.compile(r"当(?!事者|該|人)|本(?!人|邦)|弊")
_THIS = re.compile(r"当(?!事者|該|人|局)|弊|私(?:たち|達|ども)|我々")
_WE_WILL = re.compile(
    r"(?:推進|強化|増強|拡充|加速|充実|整備|支援|後押し)します|(?:目指し|進め|取り組み|図り|支え|高め|深め|広げ)ます"
)
_OURS = re.compile(r"本(?:学園?|社|校|院|会|所|財団|協会|機構|法人|センター|研究所)")
_OTHER_TOPIC = re.compile(
    r"[^、。](?<!本方針)(?<!本ポリシー)(?<!私たち)(?<!私ども)(?<!我々)(?<![はにでてと])(?:は|が、)"
)
_LETTERS = re.compile(r"[A-ZＡ-Ｚ]{2,}")
_SELF_TOPIC = re.compile(
    r"(?:当|本|弊)(?:社|会|学|院|所|省|庁|法人|機構|機関|研究所|財団|協会|センター|サイト|サービス|データベース|ウェブサイト|システム)"
    r"(?:で|において|として)?は"
)
_PERSONAL = re.compile(r"個人(?:情報|データ)|ご?本人|お客様|皆様")
_ADVERB_PLAN = re.compile(
    r"^\W*(?:このため|これを受け|(?:これら|以上|こうした[^、]{1,10})を踏まえ|(?:これら|こうした)[^、]{0,12}(?:により|を通じ(?:て)?)|このような(?:考え|認識)の下)、|"
    r"引き続き|今後|速やかに|着実に|一層|更に|さらに|早期に|積極的に|計画的に|我が国|政府|年度"
)
# 政府は, 文部科学省は: and not 米国政府は.
_OUR_STATE = re.compile(
    r"(?:我が国|わが国|日本)?(?:の)?(?:政府(?:全体)?|国|内閣府?)|我が国|各?関?係?府?省庁?"
    r"|(?:内閣(?:府|官房)|総務|法務|外務|財務|文部科学|厚生労働|農林水産|経済産業|国土交通|環境|防衛|デジタル|こども家庭|警察|金融)(?:省|庁)?"
)
_GOES_ON = re.compile(
    r"(?:[てで])(?:いく|いきます|まいる|まいります)(?:(?:予定|方針|考え|所存).{0,5})?$|^予定(?:である|です)$"
)
# 当協議会では, 文部科学省としては: who speaks, though it stands where a place may.
_OUR_PLACE = re.compile(
    r"^\W*(?:[^、。]{1,16}、)?(?:(?:当|本|弊)(?:[一-龯ァ-ヴー]{1,8})|政府|我が国|[一-龯]{2,6}[省庁])(?:で|として|において)は、"
)
# この記事では、…を読み解いていきます; 第２部では、…: what the text itself goes on to tell.
_TEXT_GOES_ON = re.compile(
    r"^\W*(?:(?:この|本)(?:記事|章|節|項|稿|書|文書|資料|ページ|報告書?|コラム)|第[0-9０-９一二三四五六七八九十]+[部章節]|ここ|以下|次[章節])(?:で|において)は?、?"
)
# 期待が高まっていく: a subject that changes by itself; …が行えるような環境を整えていく has one inside.
_SUBJECT = re.compile(
    r"が(?![^、。]{0,16}(?:よう[なに]|ための|できる|[るたい](?:環境|体制|仕組み|場)))"
)
# これらの方針は、今後も見直しを行います: the topic is what is acted on, not who acts.
_THING_TOPIC = re.compile(
    r"(?:方針|計画|規程|規則|ガイドライン|指針|ポリシー|内容|結果|手順|体制|基準|制度|資料)は、[^。]*"
    r"(?:今後|引き続き|随時|適宜|定期的に|必要に応じ|継続的に)"
)
_ACTED_ON = re.compile(r"[をにへ]")


def plans(cue: Cue, bearer: Bearer | None, text: str, context: Context) -> bool:
    """Reads as the issuer's own plan; in its rules, what others do is a duty instead."""
    if cue.rule.id == "ja-plan-decided" and bearer is None:
        return True
    if bearer is not None:
        planner = bearer.role in (Role.GOVERNMENT, Role.FUNDER)
        return (
            bearer.issuer
            or _THIS.match(bearer.text) is not None
            or (not context.rules and _OURS.match(bearer.text) is not None)
            or (planner and (not context.rules or context.speaker is bearer.role))
        )
    if context.rules or _GROWS.search(text[: cue.span[0]]):
        return False
    if _TEXT_GOES_ON.match(text):
        return False
    if _THING_TOPIC.search(text, 0, cue.span[0]):
        return True
    goes_on = _GOES_ON.search(text[slice(*cue.span)]) is not None
    if (goes_on or context.plans) and _acts(cue, text):
        return True
    if _OUR_PLACE.search(text, 0, cue.span[0]) and "を" in text[: cue.span[1]]:
        return True
    if re.search(r"[^、。]{1,20}(?:が|は)、", text) and "は、従前" not in text:
        topic = re.search(r"(?:について|に関して|に向けて)は、", text)
        return bool(topic and _ADVERB_PLAN.search(text))
    if _WE_WILL.match(text, cue.span[0]) and OWN_TOPIC.search(text, 0, cue.span[0]) is None:
        return "を" in text  # …の見直しを進めます: who speaks means itself
    return bool(_ADVERB_PLAN.search(text)) or (goes_on and not re.search(r"[がは]", text))


def _acts(cue: Cue, text: str) -> bool:
    """Reads as something done to something, by nobody that the sentence names."""
    before = text[clause_start(cue, text) : cue.span[0]]
    last = re.split(r"[、，]", before)[-1]
    others = _OTHER_TOPIC.search(before) is not None and _SELF_TOPIC.search(before) is None
    return not others and _SUBJECT.search(last) is None and _ACTED_ON.search(before) is not None


def is_ours(bearer: Bearer) -> bool:
    """Reads as whoever speaks, by its own words: 当機構, 私たち, 本学."""
    return bool(_THIS.match(bearer.text) or _OURS.match(bearer.text))


def speaks(bearer: Bearer | None, context: Context) -> bool:
    """Reads as: the issuer itself is meant, by name or because its policy names nobody else."""
    if bearer is not None:
        own = context.policy and bearer.role is Role.INSTITUTION
        return own or bearer.issuer or _THIS.match(bearer.text) is not None
    return context.policy


def declares(cue: Cue, bearer: Bearer | None, text: str, context: Context) -> bool:
    """Reads as what an institution or the state does itself, in its policy or by its name."""
    if not SENTENCE_ENDS.match(text, cue.span[1]):
        return False
    before = text[clause_start(cue, text) : cue.span[0]]
    if context.rules:  # 当社は、…を明確化します: among its rules, it speaks of itself
        polite = text[slice(*cue.span)].endswith("ます") and "を" in before
        return polite and bearer is not None and _THIS.match(bearer.text) is not None
    told = _OTHER_TOPIC.search(before) is not None and _SELF_TOPIC.search(before) is None
    if bearer is None and (told or "が" in before.rsplit("、", 1)[-1]):
        return False
    state = bearer is not None and _OUR_STATE.fullmatch(bearer.text) is not None
    if bearer is None and context.plans:
        return _acts(cue, text)
    acts = "を" in before or "に" in before
    return acts and (state or speaks(bearer, context))


def promises(cue: Cue, bearer: Bearer | None, text: str, context: Context) -> bool:
    """Reads as: the issuer of a policy or notice tells what it does itself.

    It names itself (当機構, its letters), or is meant by a humble verb or by whose
    data is spoken of; in a text of rules others act, unless the name is the issuer's own.
    """
    if bearer is not None:
        if bearer.issuer or _SELF.match(bearer.text):
            return True
        named = _LETTERS.match(bearer.text) and bearer.role is not Role.BUSINESS
        return bool(named) and not context.rules
    if cue.rule.id == "ja-humble-plan":
        return True
    spoken_of = _SELF_TOPIC.search(text) or _PERSONAL.search(text)
    return not context.rules and spoken_of is not None
