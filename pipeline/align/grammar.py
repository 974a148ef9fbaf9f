"""What a dictionary of content words leaves out: persons, questions, negation, modality.

In: a text. Out: marks that Japanese and English share, "@she", "@not", "@must".
Read by spelling, without a parse: a mark that is missing or too many costs a
little likeness, no more. Japanese leaves out persons that English must name, so
each mark is evidence where both texts have it.
"""

from __future__ import annotations

import re

# fmt: off
_MARKS: tuple[tuple[str, str, str], ...] = (
    ("i", r"私(?!た|達|ども|立|的|設|有|人|費|学|営|服)|僕(?!たち|ら)|俺|わたし(?!たち)|ぼく(?!たち|ら)", r"i|i'\w+|me|my|mine|myself"),
    ("we", r"私たち|私達|我々|われわれ|我が|私ども|僕たち|僕ら|弊", r"we|we'\w+|us|our|ours|ourselves"),
    ("you", r"あなた|貴方|君(?!主)|きみ|お前|おまえ|貴[社殿]", r"you|you'\w+|your|yours|yourself"),
    ("he", r"彼(?!女|ら|岸)", r"he|he'\w+|him|his|himself"),
    ("she", r"彼女(?!たち|ら)", r"she|she'\w+|her|hers|herself"),
    ("they", r"彼ら|彼女ら|彼女たち|それら", r"they|they'\w+|them|their|theirs|themselves"),
    ("this", r"これ|この|ここ|こちら|今[回年週月日夜朝]|本(?=文書|規程|規定|指針|ガイドライン|仕様|条)", r"this|these|here|today|tonight|now"),
    ("that", r"あの|あれ|あそこ|その|それ|そこ", r"that|those|there|it|its"),
    ("who", r"誰|だれ|どなた|何者", r"who|whom|whose|who'\w+|anyone|nobody|somebody|someone|everyone"),
    ("what", r"何[がをのも]|なに|なん[でだと]|どんな", r"what|what's|which|anything|something|nothing"),
    ("where", r"どこ|どちら", r"where|where's"),
    ("when", r"いつ(?!も)", r"when"),
    ("if", r"(?:たら|なら|れば|えば|けば|ても|でも|場合|[うくすつぬむる]と)(?=[、,\s])|もし", r"if|when|whether|unless|though"),
    ("why", r"なぜ|何故|どうして|なんで", r"why"),
    ("how", r"どう(?!し[てよ])|どのよう|いかが|いくら|いくつ|どれ(?:くらい|ぐらい|ほど|だけ)", r"how"),
    ("ask", r"か[。？?]|[？?]|かい[。？?]|の[？?]", r"\?"),
    ("not", r"ない(?!かと)|なかった|ません|なく(?!とも)|[らわかさたなまがば]ず(?!に済)|ぬ(?=[。、])|不可|未(?=[一-鿿])|るな[。！!]", r"not|\w+n't|cannot|never|no|nothing|nobody|none|neither|nor|without|unable|hardly"),
    ("must", r"(?:なければ|なくては|ねば|ないと)(?:な[らり]|いけ|だめ)|必要(?:が|は|で|と)|ものとする|義務", r"must|shall|have to|has to|had to|need|needs|required|requires|necessary"),
    ("should", r"べき|望ましい|推奨|ほうがいい|方がいい|ほうが良い|方が良い", r"should|ought|recommended|had better|'d better"),
    ("may", r"て(?:も)?(?:よい|良い|いい|構わない|かまわない)|ことができ|かもしれ|可能(?:で|性)|られ?る(?=[。、])", r"may|might|can|could|be able|able|possible|allowed"),
    ("want", r"[いきしちにびみりたて]たい|欲しい|ほしい", r"want|wants|wanted|would like|'d like|hope|wish"),
    ("please", r"(?:くだ|下)さい|お願い|ください|てくれ|ていただけ", r"please|would you|could you|will you|can you"),
    ("let", r"よう[。よか]|[えけせてねめれげべ]う|ましょう|ませんか", r"let's|let us|shall we|why don't|how about"),
    ("all", r"すべて|全て|みんな|皆|あらゆる|全員|いつも|毎", r"all|every|each|everyone|everything|everybody|always|whole|any"),
    ("more", r"より(?!も?良)|もっと|さらに|以上", r"more|than|better|further|\w{3,}er than|at least|over"),
    ("most", r"一番|最も|もっとも|最[高大小新低]", r"most|best|least|\w{3,}est"),
    ("only", r"だけ|のみ|しか|ばかり", r"only|just|alone|solely"),
    ("did", r"[たっいしんき]た[。よね」]|だった|ました|でした", r"did|didn't|was|were|had|\w{3,}ed|went|came|said|made|took|got|saw|found|wrote|told|gave|left|lost|bought|began|broke|met|fell|ran|sat|stood|thought|won|knew|felt|kept|became"),
)
# fmt: on
_JAPANESE = tuple((f"@{name}", re.compile(ja)) for name, ja, _ in _MARKS)
_ENGLISH = tuple(
    (f"@{name}", re.compile(en if name == "ask" else rf"(?<![\w'])(?:{en})(?![\w'])"))
    for name, _, en in _MARKS
)


def marks(text: str, language: str) -> list[str]:
    """Give the marks of a text in a language, each once."""
    if language == "ja":
        return [name for name, pattern in _JAPANESE if pattern.search(text)]
    plain = text.lower().replace("’", "'")
    return [name for name, pattern in _ENGLISH if pattern.search(plain)]
