"""The real encoder, once per session: it is small."""

from __future__ import annotations

import pytest

from pipeline.embed import get_encoder
from pipeline.embed.e5 import E5Small

# One text per thing that normalisation or the tokenizer could get wrong.
VARIED = [
    "",
    "研究者は、利益相反を申告しなければならない。",
    "The recipient shall disclose all foreign affiliations.",
    "国際共同研究（international collaboration）の透明性と開放性",
    "①　㈱ﾃｽﾄは、ｶﾞｲﾄﾞﾗｲﾝ第Ⅱ章３．２を参照",
    "か\u3099き\u3099 ｶﾞｷﾞ e\u0301te\u0301",
    "NBSP\u00a0と\u3000全角\u2003空白",
    "一行目\n二行目\r\n\t三行目",
    "  前後の空白  two   spaces ",
    "👍🏽🎉🇯🇵 絵文字 𠮟る 𠮟𠮟𠮟",
    "―――――― ……… 〇〇〇 ～〜",
    "ﬁ ½ ㌔ ゛ ¨a ⽇⻑",
    "a</s>b <s> <unk> <mask> <pad>",
    "bell\x07 nul\x00 end\ud800",
    "x" * 300,
    "العربية ﷺ ไทย हिन्दी",
]


@pytest.fixture(scope="session")
def e5() -> E5Small:
    encoder = get_encoder()
    assert isinstance(encoder, E5Small)
    return encoder


@pytest.fixture(scope="session")
def e5_exact() -> E5Small:
    encoder = get_encoder(precision="fp32")
    assert isinstance(encoder, E5Small)
    return encoder


@pytest.fixture(params=VARIED, ids=ascii)
def varied(request: pytest.FixtureRequest) -> str:
    return str(request.param)
