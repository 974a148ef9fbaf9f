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
# １－３．欧州連合（ＥＵ）, EUのAI法: and not 米国との連携.
_HEADING = re.compile(rf"^(?!.*(?:との|連携|協力|向け|対応)).{{0,12}}{_ABROAD}.{{0,14}}$")
_OURS = re.compile(
    r"日本|我が国|わが国|国内の|本学|当社|弊社|当機構|本機構|私たち|我々|皆様|ください|べき|望まし|重要|期待"
)
_TELLS = re.compile(
    r"(?:義務(?:付け|づけ|を課|が課|と)|求められ|要求され|必要が(?:ある|あります)|必要(?:で|と)|禁止|必須|なければなら|課され)"
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
    return bool(_SCHEME.search(text) or any(_HEADING.search(h) for h in trail[-2:]))
