"""What a lead-in makes of the items below it: things to do, or cases, conditions, aims.

In: the words of a lead-in (or of a heading) and of an item. Out: yes or no. Always:
by words alone; where nothing is recognised the items are taken as things to do.
"""

from __future__ import annotations

import re

# Items after such a stem are cases, conditions or names, not things to do.
_CASES_EN = re.compile(
    r"(?:\b(?:following|these|one of the|any of the|listed)\s+(?:[\w-]+\s+){0,4}(?:conditions?|cases?|circumstances|criteria|"
    r"definitions?|situations?|exceptions?|terms|persons|entities|grounds|countries|purposes|scenarios?|categories|types|kinds|classes)\b[^.]{0,120}"
    r"|\b(?:only\s+(?:if|when|where)|(?<!following\s)if(?!\s+(?:so|applicable|necessary|appropriate|possible)\b)|unless|while|provided\s+that)\b[^.;:,]{0,80}"
    r"|\b(?:if|where|when|unless|whether|which|who|in which|because|such as|means|as follows)(?:\s+either)?"
    # Each office must ensure that: what stands below is to be brought about.
    r"|(?<!\bensure\s)(?<!\bensures\s)(?<!\brequires\s)(?<!\brequire\s)(?<!\brecommends\s)(?<!\brecommend\s)\bthat(?:\s+either)?"
    r"|\b(?:that|which|who)\s+(?:could|can|may|might|would)(?:\s+\w+){0,3})\s*[:：—–-]*\s*$",
    re.IGNORECASE,
)
_ASIDE = r"[（(](?:[^（）()]|[（(][^（）()]*[）)]|(?<=[0-9０-９])[）)])*[）)]"
_INNER = re.compile(r"[（(][^（）()]*[）)]")
_BELOW = r"次(?!項|条|回|世代|年|第)|以下(?!「)|下記|左記|各号"
_SORT = r"(?:いずれか(?!の(?:措置|対策|対応|取組))|場合|とき|要件|条件|者|用語|定義|理由|対象|例|目的|情報|目標|ビジョン|ミッション)"
_CASES_JA = re.compile(
    # 次の各号に掲げる者をもって組織する
    r"(?:(?:次|以下|下記|左記|上記)(?:の各号)?(?:の|に(?:掲げる|示す|定める|該当する|列挙する|例示する|記載する))|各号に掲げる|各号の)"
    rf"(?:[^、。]{{0,12}}の)?{_SORT}(?!が|は[^、。]*事項)[^。]{{0,25}}[。:：]?\s*$"
    # 対象は次のとおりとする
    rf"|{_SORT}(?:に該当する|とは|は)?、?[^。、]{{0,10}}(?:次|以下|下記)の(?:とおり|通り)[^。]{{0,12}}[。:：]?\s*$"
    rf"|(?:{_SORT}|とおり|通り)(?:に該当する|とは|は|を満たす|のいずれか)?(?:もの|者|場合|とき)?[:：]?\s*$"
    r"|(?:とおり|通り)(?:ものとする|こととする|とする|である|です)?[。:：]?\s*$"
)
# 次の各号のいずれかに該当する者は, 次に掲げる場合を除き, 次の基準に適合するかどうかを: the list is of cases
# wherever the stem names them, and whatever it lays on somebody.
_CASES_WITHIN_JA = re.compile(
    rf"(?:{_BELOW})[^。]{{0,30}}?いずれ(?:か|にも|も)[^。]{{0,6}}?(?:該当|当てはま|あてはま|含まれ|含む)"
    rf"|(?:{_BELOW})[^。]{{0,80}}(?:場合|とき)を除"
    rf"|(?:{_BELOW})[^、，。]{{0,20}}?(?:場合|とき|事由|理由|者|例)(?:を除|に(?:限|該当|は|あって|おいて|つい)|のいずれか|は[、，]|が(?!講|行|実施)|から)"
    rf"|(?:{_BELOW})[^、，。]{{0,16}}?(?:基準|要件|条件)[^。]{{0,24}}?(?:かどうか|か否か|とき|場合|と認め|限り|者)"
    r"|(?:該当|当てはま|あてはま)[^、。]{0,20}か(?:どうか|否か)?を?(?:確認|判断|検討|点検)"
    r"|事例[】］）)]?[:：]?\s*$"
    # 次の事項を未然に防止するために、保護することが望ましい: what it is done for, or against
    rf"|(?:{_BELOW})[^、，。]{{0,16}}?(?:を|から)[、，]?(?:未然に|確実に)?(?:防止|防[ぐぎ]|回避|避け|低減|軽減|排除|達成|確保|実現|考慮し)[^、，。]{{0,6}}(?:ため|よう|目的|た上で|つつ)"
)
# 次の区分に応じ, 次の手続に従って: the items name kinds, unless they tell an act.
_KINDS_JA = re.compile(
    rf"(?:{_BELOW})[^、，。]{{0,16}}?(?:区分|手続|基準)[^、，。]{{0,4}}?(?:に従|に応じ|により|によっ|ごとに)"
)
# 次に掲げる事項を書面に記載しなければならない: the items name what is written or told, unless they tell an act.
_CONTENTS_JA = re.compile(
    rf"(?:{_BELOW})[^。]{{0,30}}?(?:事項|書類|書面|情報|内容|資料|項目)[^。]{{0,30}}?(?:記載|記録|記入|明記|明示|表示|通知|公表|公示|掲載|添付|提出|届出|届け出"
    r"|報告|説明|提供|開示|定め)"
    # 下記についてご回答をお願いいたします。
    rf"|(?:{_BELOW})[^。]{{0,12}}?(?:回答|お答え|記入|ご記載|御記載)"
)
# 次に掲げる事項について、あらかじめ、本人に通知し: the matter of a notice, and nothing to be done.
_MATTERS_JA = re.compile(
    rf"(?:{_BELOW})[^。、]{{0,12}}?事項(?:を|について|に関し)、?[^。]{{0,60}}?"
    r"(?:通知し|公表し|公示し|告知し|届け出|知り得る状態|明示し|開示し)"
)
# What a list is announced by. Without it, the next numbered paragraph is only the next paragraph.
_ANNOUNCES_JA = re.compile(r"次|以下|下記|左記|上記|各号|とおり|通り|[^。．\s]\s*$")
# An item that is a case or an example itself, whatever its stem says.
_EXAMPLE = re.compile(
    r"^\W*(?:[^、，。\s]{0,14}の)?(?:事例|具体例|記載例|例)\s*[0-9０-９①-⑳]*\s*[)）】:：]"
)
_EXAMPLES = re.compile(
    r"^\W*[【（(\[〔][^】）)]{0,60}(?:事例|例)\s*[】）)\]〕]\s*$|^\W*(?:事例|例)\s*[0-9０-９①-⑳]*\s*[)）】:：]?\s*$"
)
_CASE = re.compile(
    rf"(?:とき|場合|者|おそれ)(?:に限る)?(?:\s*{_ASIDE})*[。．]?\s*$|^\W*(?:if|where|when|unless|whether)\b[^,]*$|^\W*(?:because|since|although|however)\b"
    r"|別に定める(?:ものとする)?[。．]?\s*$",
    re.I,
)
# "if it becomes aware that:" — what the items say is what may be so, not what is to be done.
_TOLD_EN = re.compile(
    r"\b(?:aware|indicat\w+|determin\w+|believ\w+|conclud\w+|finds?|found|finding|suspect\w*|learns?|likely)\b[^.;:]*\bthat"
    r"\s*[:：—–-]*\s*$",
    re.IGNORECASE,
)
# Federate accounts when: what stands below tells when, with modals of its own.
_WHEN_EN = re.compile(
    r"\b(?:if|when|where|unless|provided\s+that)\b[^.;:]{0,80}\b(?:conditions?|criteria|requirements?)\s+(?:is|are|has\s+been|have\s+been)\s+(?:all\s+)?(?:fulfilled|met|satisfied)\s*[:：—–-]\s*$"
    r"|\b(?:if|when|where|unless|whether|because)(?:,?\s+(?:either|(?:any|all|one)\s+of\s+the\s+following(?:\s+appl(?:y|ies))?))?\s*[:：—–-]\s*$",
    re.IGNORECASE,
)
# Requirements: – use the form. Before you travel: what stands below is told to the reader.
_ASKS_EN = re.compile(
    r"\b(?:requirements|instructions|checklist|tips|how\s+to|(?:first|next|key|following|these|practical)\s+steps|best\s+practices?|good\s+practices?"
    r"|precautions|what\s+(?:to\s+do|(?:you|researchers?|staff|users?|institutions?|applicants?)\s+(?:can|should|must|need))|dos?\s+and\s+don[’']?ts?"
    r"|before\s+(?:you|travel\w*|departure)|(?:while|when)\s+travell?ing|after\s+(?:you|travel\w*)|recommendations|advice"
    r"|(?:countries|organi[sz]ations|institutions|universities|governments|staff|researchers)\s+to\s+follow)\b",
    re.IGNORECASE,
)
# Permits can take weeks: a remark among things to do.
_REMARK_EN = re.compile(
    r"^\W*[A-Z][^,;:]{3,80}?\b(?:can|could|might)\s+(?!only\b|not\b)\w+.*\.\W*$"
)
_DONE_EN = re.compile(
    r"\b(?:has|have|had|taken|was|were|will|include[sd]?|aims?|seeks?)\b", re.IGNORECASE
)
_LEAD_JA = re.compile(
    r"(?:次|以下|下記)(?:の|に)[^。]{0,40}?(?:いずれか|要件|条件)[^。]{0,16}(?:該当|満た)|(?:場合|要件|条件)は、?(?:次|以下)の(?:とおり|通り)"
)
# …であること。 Reads as: how something has to be, a condition where conditions are listed.
_STATE = re.compile(
    r"(?:である|でない|がある|がない|に該当する|ている|られる|満たす|(?:と|に)なら?ない|(?:と|に)なる|損ねる|損なう|できない)こと[。．]?\s*$"
)
# 次に掲げる要件の全てを満たしていること: fulfilled by what follows, which are conditions then.
_FULFILLED = re.compile(
    r"(?:該当して|満たして)(?:いることが?|いなければならない|いる必要がある)[。．]?\s*$"
)
_TOPIC = re.compile(r"[^、，。]は[、，]")
# 以下を遵守すべきである: what follows is to be done, wherever the page puts it.
_POINTS = re.compile(
    r"(?:以下|次)(?:(?:の|に)[^、，。は]{1,12})?を(?:遵守|順守|実施|実践|履行|行[うい]|守[るり]|講[じず])"
)
_STATEMENT = re.compile(
    r"(?:限らない|限りではない|(?:意味|こと|わけ)ではない|である|であり得る|てい(?:る|ます)|(?:が|も|こともある|場合も)ある|となる|になる|異なる|含まれる|でき(?:る|ます)|いう|によ(?:る|ります)|及ばない|足りる"
    r"|考えられる|思われる|(?<!と)(?:した|された)|でした|ました|です|(?:し|り|れ|き)(?:得る|うる))。\s*$"
    r"|(?:[るいたすうむ切当要]|どう|の|否)か[。．]?\s*$"  # 比率は適切か: what is asked about
)
# …を検討する（「2）安全性」）: a plain verb ends what is to be done.
_ACT = re.compile(
    rf"(?:する|行う|図る|講[じず]る|努める|進める|取り組む|設ける|定める|示す|払う|保つ|整える|高める|促す|避ける|防ぐ|用いる|設定する|させる|ようにする)"
    rf"(?:\s*{_ASIDE})*\s*[。．]?\s*$"
)
# AI開発後, データ前処理・学習時: when the things below it are to be done.
_STAGE = re.compile(r"^\W*[^、。は]{1,24}(?:時|後|前|中|段階|フェーズ)\s*$")
# 次の活動をいう: what follows says what the word means.
_MEANS = re.compile(
    r"(?:次|以下|下記)[^。]*(?:をいう|を指す|を意味する)(?:もの(?:とする)?)?[。:：]?\s*$"
)
_AIM = re.compile(
    r"(?:目的|目標|ビジョン|ミッション|趣旨|ねらい|狙い|期待される効果|背景|意義)(?:等|について)?\s*[）)]?\s*$"
)
_AIM_ITEM = re.compile(r"^\W*(?:ビジョン|ミッション|目的|目標|狙い|ねらい|趣旨|効果)[:：]")


def lists_cases(stem: str) -> bool:
    """Reads as a lead-in to cases, conditions, people or aims: "in the following cases:"."""
    return bool(_CASES_EN.search(stem) or _CASES_JA.search(stem))


def tests_cases(stem: str) -> bool:
    """Reads as a lead-in whose items are cases or criteria, though it lays a duty itself."""
    return _CASES_WITHIN_JA.search(_INNER.sub("", stem)) is not None


def lists_names(stem: str, text: str) -> bool:
    """Reads as the name of a kind (次の区分に応じ…) or of what is to be written down or told.

    The duty is the lead-in's alone; an item that tells an act is one of its own.
    """
    if is_act(text) or text.rstrip("。． ").endswith("こと"):
        return False
    inner = _INNER.sub("", stem)
    return _KINDS_JA.search(inner) is not None or _CONTENTS_JA.search(inner) is not None


def lists_matters(text: str) -> bool:
    """Reads as: what stands below is what is told or published, though it has the form of an order.

    次に掲げる事項を、本人に通知しなければならない。 ・…を利用目的とすること
    """
    return _MATTERS_JA.search(_INNER.sub("", text)) is not None


def announces(stem: str, language: str) -> bool:
    """Reads as a lead-in: it points to what follows, or breaks off."""
    return language != "ja" or _ANNOUNCES_JA.search(stem) is not None


def is_case(text: str) -> bool:
    """Reads as a case whatever its lead-in says: …のとき, "if …", 例：…."""
    return _CASE.search(text) is not None or is_example(text)


def is_example(text: str) -> bool:
    """Reads as an example by its first words: 事例1）…."""
    return _EXAMPLE.search(text) is not None


def heads_examples(text: str) -> bool:
    """Reads as the head of a list of examples: 【…に該当する事例】, 事例）."""
    return _EXAMPLES.search(text) is not None


def is_statement(text: str) -> bool:
    """Reads as a whole sentence that tells or asks how things are, in a list of things to do."""
    return _STATEMENT.search(text) is not None


def is_act(text: str) -> bool:
    """Reads as something to do, told by a plain verb: …を検討する（「安全性」）."""
    return _ACT.search(text) is not None


def lists_reports(stem: str) -> bool:
    """Reads as a lead-in to what may turn out to be so, with modals of its own."""
    return _TOLD_EN.search(stem) is not None


def tells_when(stem: str) -> bool:
    """Reads as a lead-in that ends in when or if: what stands below is a case."""
    return _WHEN_EN.search(stem) is not None


def is_remark(stem: str, text: str) -> bool:
    """Reads as a whole sentence on what can happen, below a lead-in to things to do."""
    return _REMARK_EN.match(text) is not None and not stem.rstrip(" :—–-").endswith("that")


def asks_for_acts(stem: str | None, heading: str | None) -> bool:
    """Reads as a lead-in or heading over what the reader is to do: requirements, tips, how to."""
    above = [w for w in (stem, heading) if w and _ASKS_EN.search(w)]
    return bool(above) and not any(_DONE_EN.search(w) for w in (stem, heading) if w)


def opens_conditions(text: str) -> bool:
    """Reads as: what follows are the conditions of something else (次のいずれかに該当するとき)."""
    return _LEAD_JA.search(text) is not None


def fulfils(text: str) -> bool:
    """Reads as: met by the conditions that follow, in the form of an order or a duty."""
    return opens_conditions(text) and _FULFILLED.search(text) is not None


def names_stage(text: str) -> bool:
    """Reads as when something is to be done, and not as what: データ前処理・学習時."""
    return _STAGE.search(text) is not None


def tells_meaning(stem: str) -> bool:
    """Reads as a lead-in to what a word means: 次に掲げる活動をいう."""
    return _MEANS.search(stem) is not None


def names_topic(text: str) -> bool:
    """Say whether a sentence has a topic of its own: 端末は、…."""
    return _TOPIC.search(text) is not None


def points_below(text: str) -> bool:
    """Reads as: what follows is to be done (以下を遵守すべきである)."""
    return _POINTS.search(text) is not None


def is_condition(text: str) -> bool:
    """Reads as a state of affairs in the form of an order: …に該当していること."""
    return _STATE.search(text) is not None


def is_aim(text: str, heading: str | None) -> bool:
    """Reads as an aim or a meaning, by its own first words or by its heading."""
    return bool(_AIM_ITEM.match(text) or (heading and _AIM.search(heading)))
