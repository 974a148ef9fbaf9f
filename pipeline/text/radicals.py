"""CJK radicals made ordinary characters, one for one.

In: text as a PDF's text layer has it. Out: the same text with each radical
code point replaced by the ideograph it stands for. Always as long as before,
so offsets hold.

Japanese government PDFs put radicals into their text layer (U+2F47 for 日,
U+2ED1 for 長). The Kangxi block follows Unicode's NFKC; the Radicals
Supplement follows the property Equivalent_Unified_Ideograph, which Python's
unicodedata does not carry (NFKC maps only 2 of its 115 characters), hence
the table of facts below: radical, ideograph, radical, ideograph ...
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母"
    "⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑"
    "⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)

RADICALS: dict[str, str] = {
    **{chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)},
    # NFKC gives the traditional forms 戶 靑 黃; a Japanese text layer means these.
    "\u2f3e": "戸",
    "\u2fad": "青",
    "\u2fc8": "黄",
    **dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)),
}
_TABLE = str.maketrans(RADICALS)


def fold_radicals(text: str) -> str:
    """Replace radicals by ordinary characters; the length stays the same."""
    return text.translate(_TABLE)


def radicals_in(text: str) -> list[tuple[int, str]]:
    """List `(offset, radical)` of each radical in `text`, in order."""
    return [(i, c) for i, c in enumerate(text) if c in RADICALS]
