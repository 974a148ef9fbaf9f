"""What a Japanese text only reports: duties that foreign law lays on others.

In: the words of a sentence, the headings above it and whether the text lays down
rules. Out: yes or no. Always: by words alone; a sentence that also speaks of Japan, of
the reader or of the speaker is taken as said to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Whose law is told of. 米 alone is rice, 英 and 独 are parts of other words.
_ABROAD = r"(?:ＥＵ|EU|ＧＤＰＲ|GDPR|欧州|米国|英国|中国|韓国|豪州|カナダ|ドイツ|フランス|イタリア|オランダ|シンガポール|台湾|インド)"
# EUの規則では, 米国の法律により, GDPRは: it is the foreign law that lays it down. Data from there
# (EU域内から移転された情報は) are another matter.
_LAW = r"(?:法律?|法案|法令|規則|規制|指令|大統領令|制度|枠組み|基準|政府|議会|当局|GDPR|ＧＤＰＲ)"
_LAYS = r"(?:[（(][^（）()]{0,30}[）)])?(?:で|に(?:おいて|より|よって|よれば|基づき|従い))?(?:は|も)?(?=、|[^、。]{0,20}(?:義務|求め|必要|禁止|必須|課))"
_SCHEME = re.compile(rf"{_ABROAD}[^、。]{{0,24}}?{_LAW}{_LAYS}|(?:ＧＤＰＲ|GDPR){_LAYS}")
# 米国の研究政策においては, EUでは: what is so there. 米国では is not 米国での調査では.
_THERE = re.compile(
    rf"^\W*(?:(?:一方|また|なお|例えば|他方|さらに|特に|これに対し)、)?{_ABROAD}(?:政府)?(?:の[^、。はがを]{{1,20}})?(?:で|に(?:おいて|おける))は?、"
)
# 各国の規制を注視する必要がある: advice to the reader, whatever the heading above tells of.
_ADVISES = re.compile(
    r"(?:注視|留意|(?<!ことに)注意|検討|把握|確認|準備|対応|理解)(?:を)?(?:する|して(?:おく|いく)|しておく)?(?:必要が(?:ある|あります)|が必要|を要)"
)
# 改正法では、…が義務付けられている; この法律の成立により、…. A guide to rules (context.rules) passes them on.
_ACT = re.compile(
    r"(?:[一-龯ァ-ヴー]{2,20}法|(?:本|同|新|改正)法|法改正|法律|法案)(?:[（(][^（）()]{0,40}[）)])?"
    r"(?:では|において(?:は|も)?|は|が(?:成立|施行|改正)[^。]{0,16}(?:により|ことで|ため|、)|の(?:成立|改正|施行)(?:により|によって|に伴い|で)|に(?:より|よって|よる|基づき))"
)
_ENACTED = re.compile(
    r"(?:義務(?:付け|づけ|を課|が課)|課し|課され|禁止し|禁じ|(?:よう(?:に)?|ことを|への?[^、。]{1,10}を)(?:求め|要求し))(?:ら(?:れ))?(?:て(?:いる|います|おり)|る|ます)[^。]{0,12}。?\s*$"
)
# １－３．欧州連合（ＥＵ）, EUのAI法: and not 米国との連携.
_HEADING = re.compile(rf"^(?!.*(?:との|連携|協力|向け|対応)).{{0,12}}{_ABROAD}.{{0,14}}$")
_OURS = re.compile(
    r"日本|我が国|わが国|国内の|本学|当社|弊社|当機構|本機構|私たち|我々|皆様|ください|べき|望まし|重要(?=で|と|。)|期待"
)
_TELLS = re.compile(
    r"(?:義務(?:付け|づけ|を課|が課|と)|求められ|要求され|必要が(?:ある|あります)|必要(?:で|と)|禁止|必須|なければなら|課され|(?:奨励|推奨|勧告|要請)(?:する|され|してい))"
)
# 研究活動上の不正行為とは、: what a word means. その目的とは別に is no such thing.
_MEANING = re.compile(
    r"^\W*[^、，。「」]{2,30}(?:「[^」]{1,30}」)?とは[、，]|^\W*「[^」]{1,30}」とは[、，]"
)


def tells_what_is_meant(text: str) -> bool:
    """Reads as the meaning of a word, which a list below may go on with: 不正行為とは、…."""
    return _MEANING.search(text) is not None


def tells_of_abroad(text: str, trail: Sequence[str]) -> bool:
    """Reads as: a law of others lays this on somebody, and the text only tells of it."""
    if _OURS.search(text) or not _TELLS.search(text):
        return False
    if _SCHEME.search(text) or _THERE.search(text):
        return True
    return not _ADVISES.search(text) and any(_HEADING.search(h) for h in trail[-2:])


# …なければならない、として指針が定められました: what was laid down there, by others.
_LAID_DOWN = re.compile(
    r"(?:こと)?[、。]?\s*(?:など|等)?(?:と|として|との?)、?(?:[【「『][^】」』]{1,60}[】」』]|[^、。はを]{0,40})(?:が|も)?(?:新たに)?"
    r"(?:定め|制定さ|策定さ|示さ|規定さ|決定さ|公表さ)(?:られ|れ)(?:た|まし|て(?:い|おり))"
)


def tells_what_was_laid_down(text: str, end: int) -> bool:
    """Reads as: a clause up to `end` is what somebody laid down once, and it is only told."""
    return _LAID_DOWN.match(text, end) is not None


def tells_of_an_act(text: str) -> bool:
    """Reads as: an act is said to bind somebody, in a text that is no guide to it.

    法改正により、…が義務付けられる tells; 事業者は、…しなければならない passes the rule on.
    """
    return bool(_ACT.search(text) and _ENACTED.search(text)) and not _OURS.search(text)
