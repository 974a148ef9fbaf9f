"""Sentences that short documents are compared with besides each other.

In: the language of a side. Out: passages of policy language, the n-th of one language the
translation of the n-th of the other. How alike two passages are is told by how alike others
are; a document of three sentences has no others, and its true pairs would be all that is
known. These are of our own, on many matters, long and short; none is ever in a result.

They also tell what an encoder gives to texts of unrelated matters and to translations: a
yardstick that no document brings with it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.protocols import Encoder

# Documents with fewer passages than this are too short to tell what is usual.
FEW = 16

_PAIRS = (
    ("The committee meets twice a year.", "委員会は年に二回開く。"),
    ("Purpose", "目的"),
    ("Rooms are locked at night and keys are kept by the guard.", "部屋は夜間に施錠し、鍵は守衛が保管する。"),
    ("Applicants state their name, address and date of birth.", "申請者は、氏名、住所及び生年月日を記入する。"),
    ("Samples may not leave the building without written permission.", "試料は、書面による許可なく建物の外に持ち出してはならない。"),
    ("The budget is decided by the general assembly in March.", "予算は、三月の総会で決める。"),
    ("“Vessel” means any ship that carries cargo or passengers.", "「船舶」とは、貨物又は旅客を運ぶ船をいう。"),
    ("Water quality is measured every week at four places.", "水質は、毎週四か所で測定する。"),
    ("An appeal should be sent within thirty days.", "不服の申立ては、三十日以内に送ることが望ましい。"),
    ("General provisions", "総則"),
    ("Teachers take part in a course on first aid once in three years.", "教員は、三年に一度、応急手当の講習を受ける。"),
    ("The museum lends pictures to other museums for at most six months.", "美術館は、他の美術館に六か月を限度として絵画を貸し出す。"),
    ("Prices include tax unless the contract says otherwise.", "価格は、契約に別段の定めがない限り税を含む。"),
    ("Farmers can ask for help when frost has damaged the harvest.", "農家は、霜で収穫に被害が出たときは支援を求めることができる。"),
    ("Records of each visit are destroyed after five years.", "訪問ごとの記録は、五年後に廃棄する。"),
    ("The minister reports to parliament on the state of the roads.", "大臣は、道路の状況について国会に報告する。"),
    ("Passwords are changed when an employee leaves.", "職員が退職したときは、パスワードを変更する。"),
    ("This chapter does not apply to private gardens.", "この章は、個人の庭には適用しない。"),
    ("International cooperation in astronomy has grown over the last decade.", "天文学における国際協力は、この十年で拡大した。"),
    ("A translation is attached where the original is in another language.", "原本が他の言語で書かれているときは、翻訳を添える。"),
    ("Trains are checked before the first departure of the day.", "列車は、その日の始発の前に点検する。"),
    ("The chair is chosen from among the members and may be chosen again.", "議長は委員の互選により選び、再任を妨げない。"),
    ("Supplementary provisions", "附則"),
    ("Patients are told in plain words what will happen and may say no.", "患者には、何が行われるかを平易な言葉で説明し、患者は断ることができる。"),
    ("Fees that were paid by mistake are paid back.", "誤って納めた手数料は返還する。"),
    ("Cats like milk.", "猫は牛乳を好む。"),
    ("The bridge was opened in spring.", "橋は春に開通した。"),
    ("Letters are sent by post.", "手紙は郵便で送る。"),
    ("Snow fell in the mountains.", "山に雪が降った。"),
    ("The door is painted green.", "扉は緑に塗ってある。"),
    ("Books are returned after two weeks.", "本は二週間後に返す。"),
    ("Dogs are kept outside.", "犬は外で飼う。"),
    ("A ticket costs ten coins.", "切符は十枚の硬貨で買える。"),
    ("Guests wait in the hall.", "客は広間で待つ。"),
    ("The song ends with a chorus.", "歌は合唱で終わる。"),
    ("Bread is baked in the morning.", "パンは朝に焼く。"),
    ("Children learn to swim.", "子どもは泳ぎを習う。"),
    ("Noise above sixty decibels is forbidden after ten in the evening.", "午後十時以降、六十デシベルを超える騒音は禁止する。"),
)  # fmt: skip


def background(language: str) -> list[str]:
    """Give the sentences in Japanese, or else in English."""
    return [pair[language == "ja"] for pair in _PAIRS]


class Yardstick:
    """How near texts of two languages are to an encoder, unrelated and translated."""

    def __init__(self, encoders: Sequence[Encoder], languages: tuple[str, str]) -> None:
        self._marks: list[tuple[float, float]] = []
        for encoder in encoders:
            left, right = (encoder.encode_passages(background(name)) for name in languages)
            near = left @ right.T
            same = float(np.diagonal(near).mean())
            others = float(near[~np.eye(len(near), dtype=np.bool_)].mean())
            self._marks.append((others, max(same - others, 1e-3)))

    def level(self, cosines: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
        """Put cosines, a row an encoder, on a scale: 0 for unrelated texts, 1 for translations."""
        levels = [(row - o) / far for row, (o, far) in zip(cosines, self._marks, strict=True)]
        found: NDArray[np.float64] = np.mean(np.asarray(levels, dtype=np.float64), axis=0)
        return found
