"""What a document says about names: who speaks, and which names mean whom.

In: the document's sheet and its segments. Out: a Context for `role_of`.
Always: only names that the text itself introduces (以下「本基金」という, hereafter
the “Agency”, an acronym in brackets) and whose full form has a role are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.roles import INTERNATIONAL, Context, role_of
from pipeline.records import BlockKind, Role, Segment, Source

_LEADERS = re.compile(r"\bG7\b|\bG20\b|[Ll]eaders|[Mm]inisters|[Gg]overnments|首脳|閣僚|大臣")
_COUNTRY = re.compile(r"(?!EU)[A-Z]{2}")  # GB: all that is known is whose text it is
# "Group of Seven", "Council of Partners": states that speak together.
_STATES = re.compile(
    r"\b(?:Group|Alliance|Community|Conference|Forum) of\b|グループ$|諸国|連携国|同盟"
)
_JOINT = frozenset({"declaration", "communiqué", "communique", "statement", "joint statement"})
_ALIAS_JA = re.compile(
    r"(?P<full>[^、，。「」『』（）()は]{2,40})[（(](?:以下|以後)[、，]?(?:単に|総称して)?[「『](?P<name>[^「」『』]{1,20})[」』]"
)
_ALIAS_EN = re.compile(
    r"(?P<full>[^.;:()“”]{4,120}?)\s*\((?:(?:here(?:in)?after|henceforth|together|collectively|also)?,?\s*"
    r"(?:referred to as|called|known as)?\s*(?:the\s+)?[“\"‘'](?P<name>[^“”\"’()]{2,50})[”\"’'])\)"
)
_ACRONYM = re.compile(
    r"(?P<full>(?:[A-Z][\w’&-]+|of|for|and|the|in|on)(?:\s+(?:[A-Z][\w’&-]+|of|for|and|the|in|on)){1,8})"
    r"\s+\((?P<name>[A-Z][A-Za-z]{1,7})\)"
)

_OWN_RULES = re.compile(
    r"(?:国立|公立|学校法人|大学共同利用機関法人|国立研究開発法人|独立行政法人)?\s*"
    r"(?P<who>[^\s「」]{2,20}?(?:大学|機構|研究所|研究院|高等専門学校|センター))(?:\s|における|[^\s]{0,16}(?:規程|規則|規定|要項|細則|ポリシー|指針|ガイドライン|利用規約))"
)
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE})
_BINDING = re.compile(
    r"\b(?:shall|must|SHALL|MUST)\b|なければならない|てはならない|(?:もの|こと)とする|すること(?:[。．]|\s*$)|しないこと(?:[。．]|\s*$)"
)
_READER = re.compile(r"\b(?:[Pp]lease|[Yy]ou|[Yy]our)\b")
# Sentences that begin with an order; lists of aims have no full stop, lists under a lead-in a stem.
_ORDER = re.compile(
    r"^\W*(?:\(?\w{1,3}[).]\s+|[\d.]+\s+)?"
    r"(?:(?:If|When|Where|Wherever|Before|After|For|To|In|At|During|Once)\b[^.;:]{3,160}?,\s+)?"
    r"(?:(?:please|always|also|only|clearly|\w{2,}ly)\s+)?"
    r"(?:do\s+not|don[’']t|never|(?:ensure|provide|avoid|make|keep|verify|inform|check|use|take|give|get|ask|consider"
    r"|follow|include|establish|create|develop|maintain|report|store|send|set|select|choose|submit|confirm|delete"
    r"|remove|install|apply|communicate|identify|assess|review|record|notify|explain|encourage|implement|promote"
    r"|support|limit|minimi[sz]e|protect|document|encrypt|read|write|perform|monitor|train|obtain|adopt|conduct|share"
    r"|tell|show|contact|prepare|discuss|respond|return|update|design|offer|test|scan|leave|turn|run|start|open|enter|press|click|download|register|plan|remember|look"
    r"|manage|be|disclose|organi[sz]e|respect|comply|attach|cite|acknowledge|credit|declare|seek|arrange|agree|raise|engage"
    r"|handle|treat|lock|back|refrain\s+from|familiari[sz]e|think|refuse|decline|retain|preserve|correct|describe)\s+(?!of\b|is\b|are\b|was\b|will\b|can\b|may\b|to\s+be\b))\s*\w+.*[.!]\W*$",
    re.IGNORECASE | re.DOTALL,
)
_DESCRIBES = re.compile(
    r"(?:てい(?:る|ます)|である|です|られる|れる|した|ました|なる|なります|ある|あります|(?<!なければなら)(?<!てはなら)ない"
    r"|できる|できます|考えられる|思われる|だ|いる)[。．]\s*$"
)
_CONTROL = re.compile(
    r"\W*(?:[(]?\w{1,3}[).]\s+)?The (?:organi[sz]ation|information system|system|agency|contractor|(?:service )?provider)"
    r"(?:\s*:|\s+(?!is\b|has\b|was\b|does\b)(?:\w+ly\s+)?[a-z]{3,}s\b)"
)
_STATUTE = re.compile(
    r"この(?:法律|政令|省令)|(?:政令|省令|委員会規則)で定める|罰金に処する|過料に処する"
)
_POLICY = re.compile(
    r"方針|ポリシー|宣言|憲章|\b(?:policy|policies|charter|pledge|commitments?)\b", re.I
)
_POLICY_HEADING = re.compile(
    r"(?:基本方針|ポリシー|宣言|憲章)\s*$|\b(?:policy|charter|pledge)\s*$", re.IGNORECASE
)
# …を守ります, …に努めます: an act, politely told; and not …しています, …があります.
_PROMISED = re.compile(
    r"(?<!てい)(?<!でい)(?<!てお)(?<!あり)(?<!なり)(?<!でき)(?<!され)(?<!られ)(?<!ござい)(?<!指し)(?<!味し)ます[。．]?\s*$"
)
# …を推進する。…に取り組んでいく。 What a sentence of a plan ends in, and what advice has in it.
_PLANNED = re.compile(
    r"(?:[てで](?:いく|いきます|まいる|まいります)|(?:推進|強化|実施|支援|促進|加速|整備|実現|確保|創出|拡充|構築)(?:する|します)"
    r"|図る|図ります|目指す|目指します|取り組む|取り組みます|進める|進めます|講[じず]る|講じます)[。．]?\s*$"
)
_PLAN_NAME = re.compile(r"計画|戦略|構想|アクション[・ ]?プラン|ロードマップ|工程表|政策集|公約")
_ADVISED = re.compile(
    r"べき|望ましい|重要|必要|期待され|求められ|すること[。．]?\s*$|なければなら|ものとする|ください"
)
_OF_STATES = re.compile(
    r"\b(?:[Ww]e,?\s+(?:as\s+)?(?:the\s+)?(?:G7|G20|[Ll]eaders|[Mm]inisters|[Gg]overnments|[Mm]embers)"
    r"|[Oo]ur\s+(?:governments?|countr(?:y|ies)|nations?|citizens|[Ll]eaders|[Mm]inisters|Administration|department))\b"
)
_SPEAKERS = (
    (
        re.compile(
            r"\b(?:[Oo]ur\s+(?:own\s+)?(?:[Uu]niversity|[Cc]ollege|[Ii]nstitut(?:e|ion)|[Ss]chool|campus|laboratory)\b"
            r"|[Aa]s\s+an?\s+(?:\w+\s+)?(?:university|college|institute|research\s+institution)\b[^.;]{0,40}\b[Ww]e\b)"
        ),
        Role.INSTITUTION,
    ),
    (
        re.compile(
            r"\b(?:[Oo]ur\s+(?:experiments?|baselines?|proposed\s+(?:method|model|algorithm|approach))"
            r"|[Ww]e\s+(?:train(?:ed)?|conduct(?:ed)?\s+experiments|randomly|hypothesi[sz]ed?))\b"
        ),
        Role.RESEARCHER,
    ),
)
_SHORT = 120  # sentences: a declaration has ten to sixty
_OWN = re.compile(
    r"(?:^|[、，。\s])[当弊本](?:研究所|機構|センター|研究センター|学|社|会|法人|機関|財団|協会|院|所|部門|データベース)"
    r"|(?:^|[、，。\s])[^、，。]{2,24}(?:研究所|機構|センター|大学|財団|協会)(?:は|では|において)[、，]?"
    r"|私(?:たち|達|ども)|我々|\b[Ww]e\b|\b[Oo]ur\b|\b(?:Institute|Cent(?:re|er)|Foundation|University|Agency)\b"
)
_ARTICLE = re.compile(r"第\s*[0-9０-９一二三四五六七八九十百]+\s*条|§|Art(?:icle|\.)\s*\d")


def context_of(source: Source, segments: Sequence[Segment]) -> Context:
    """Read the issuer's role and the names that the text introduces."""
    issuer = source.issuer or _issuer_in(source.title) or source.jurisdiction
    speaker = speaker_of(issuer, source.type)
    if issuer is None or _COUNTRY.fullmatch(issuer):
        speaker = speaks_as(source.title, segments) or speaker
    context = Context(source.issuer, speaker)
    names: dict[str, Role] = {}
    for segment in segments:
        for full, name in _introduced(segment.text):
            language = "ja" if segment.language == "ja" else "en"
            role = role_of(full, language, context)
            # English full forms carry words before the name: trust them only for new names.
            known = language == "en" and role_of(name, language, context) not in (None, Role.OTHER)
            if role is not None and role is not Role.OTHER and not known:
                names.setdefault(name.lower(), role)
    rules, reader = lays_down_rules(segments), speaks_to_its_reader(segments)
    plain = rules and tells_plainly(segments)
    policy = not rules and declares_policy(source.title, segments)
    planned = not rules and tells_plans(source.title, segments)
    return Context(
        source.issuer,
        speaker,
        tuple(names.items()),
        rules,
        reader,
        plain,
        policy,
        planned,
        tells_controls(segments),
    )


def speaks_as(title: str, segments: Sequence[Segment]) -> Role | None:
    """Read who says "we" in an English text whose issuer is not known.

    Reads as an institution's: our university, as a college; as a paper's: in this
    paper, et al. Two such sentences, or the title; ministers and governments keep their own.
    """
    read = [title, *(s.text for s in segments if s.language != "ja")]
    if sum(1 for text in read if _OF_STATES.search(text)) >= 2:
        return None
    for pattern, role in _SPEAKERS:
        said = sum(1 for text in read[1:] if pattern.search(text))
        if said >= 2 or (said and len(read) <= _SHORT) or pattern.search(title):
            return role
    return None


def _issuer_in(title: str) -> str | None:
    """Read whose rules a title names: 東波大学個人情報保護規程."""
    match = _OWN_RULES.match(title.strip())
    return match["who"] if match else None


def lays_down_rules(segments: Sequence[Segment]) -> bool:
    """Reads as a regulation, a guideline or terms of use: what is written is to be done.

    Five or more plain duties, and one in twelve sentences: regulations have one in two
    to six, communiqués and reports one in thirty or fewer. Where paragraphs are numbered
    as articles, three and one in twenty do: Japanese rules state most duties plainly.
    """
    read = [s for s in segments if s.kind in _PROSE]
    binding = sum(1 for s in read if _BINDING.search(s.text))
    articles = sum(1 for s in read if _ARTICLE.match(s.number or "")) * 8 > len(read)
    articles = articles or sum(
        1 for s in read if any(_ARTICLE.match(t) for t in s.trail[-2:])
    ) * 2 > len(read)
    if articles:
        return binding >= 3 and binding * 20 >= len(read)
    return binding >= 5 and binding * 12 >= len(read)


def tells_plainly(segments: Sequence[Segment]) -> bool:
    """Reads as rules and nothing else: at most a quarter of the sentences describe.

    Regulations and bare guidelines describe in one of seven to fifteen sentences,
    guidance with explanations in one of two or three. Statutes are left out: they give
    every duty a cue, and what they tell plainly sets up offices and powers.
    """
    if sum(1 for s in segments if _STATUTE.search(s.text)) >= 3:
        return False
    read = [s for s in segments if s.kind in _PROSE and s.text.rstrip().endswith(("。", "．"))]
    described = sum(1 for s in read if _DESCRIBES.search(s.text))
    return described * 4 <= len(read)


def declares_policy(title: str, segments: Sequence[Segment]) -> bool:
    """Reads as an institution's declaration: called a policy, and it speaks of itself twice.

    Once is enough where one in four sentences politely tells an act (…を守ります): its
    subject is said in the first and understood in the list that follows.
    The name may stand in the title, at the top, or, in a short text, in any heading.
    """
    prose = [s for s in segments if s.kind in _PROSE]
    above = segments if len(prose) <= _SHORT else segments[:3]
    named = any(_POLICY.search(s.text) for s in above[:3] if s.kind not in _PROSE) or any(
        _POLICY_HEADING.search(s.text) for s in above[3:] if s.kind not in _PROSE
    )
    if not _POLICY.search(title) and not named:
        return False
    own = sum(1 for s in prose if _OWN.search(s.text))
    promised = sum(1 for s in prose if _PROMISED.search(s.text))
    return own >= 2 or (own == 1 and promised >= 3 and promised * 4 >= len(prose))


def tells_plans(title: str, segments: Sequence[Segment]) -> bool:
    """Reads as a plan or programme in Japanese: what is told is what its issuer will do.

    Four sentences that end in what is to be done, one in five, and more than hold advice:
    plans have one in two or three, reports and guidelines that plan in a chapter one in
    twenty-five, and those that list measures more advice than plans. Where the title or
    the top says that it is one (中期計画), two sentences and one in eight do.
    """
    read = [s for s in segments if s.kind in _PROSE and s.language == "ja"]
    planned = sum(1 for s in read if _PLANNED.search(s.text))
    advised = sum(1 for s in read if _ADVISED.search(s.text))
    above = [title, *(s.text for s in segments[:3] if s.kind not in _PROSE)]
    named = any(_PLAN_NAME.search(text) for text in above)
    least, one_in = (2, 8) if named else (4, 5)
    return planned >= least and planned * one_in >= len(read) and planned > advised


def tells_controls(segments: Sequence[Segment]) -> bool:
    """Reads as a catalogue of controls: the organization develops …, the organization: – reviews ….

    Three such sentences, and one in fifteen: catalogues have one in three to eight, with
    guidance between them; elsewhere none begins so twice.
    """
    read = [s for s in segments if s.kind in _PROSE]
    told = sum(1 for s in read if _CONTROL.match(s.text))
    return told >= 3 and told * 15 >= len(read)


def speaks_to_its_reader(segments: Sequence[Segment]) -> bool:
    """Reads as a guide that tells its reader step by step what to do: please, you, your, orders.

    Five sentences with such a word, and one in twelve: reports and communiqués have one in
    a hundred. Or five that begin with an order, one in twenty: guides and checklists have
    one in four to fourteen, reports that list what a body does one in fifty. In a short
    text four do, one in five.
    """
    read = [s for s in segments if s.kind in _PROSE]
    spoken = sum(1 for s in read if _READER.search(s.text))
    if spoken >= 5 and spoken * 12 >= len(read):
        return True
    # Only an item's first sentence continues its stem; a text in two languages counts once.
    english = [s for s in read if s.language != "ja"]
    blocks = [None, *(s.block for s in english)]
    orders = sum(
        1
        for s, before in zip(english, blocks, strict=False)
        if (s.stem is None or s.block == before) and _ORDER.match(s.text)
    )
    return (orders >= 5 and orders * 20 >= len(english)) or (
        orders >= 4 and orders * 5 >= len(english)
    )


def speaker_of(issuer: str | None, kind: str | None = None) -> Role | None:
    """Read an issuer's role; "we" of a leaders' or partners' text are governments."""
    if not issuer or _COUNTRY.fullmatch(issuer) or _LEADERS.search(issuer):
        return Role.GOVERNMENT
    if INTERNATIONAL.search(issuer):
        return Role.INTERNATIONAL
    japanese = re.search(r"[一-龯ぁ-ヴ]", issuer)
    role = role_of(issuer, "ja" if japanese else "en")
    if role in (None, Role.OTHER) and (_STATES.search(issuer) or (kind or "").lower() in _JOINT):
        return Role.GOVERNMENT
    return role or Role.OTHER


def _introduced(text: str) -> Iterator[tuple[str, str]]:
    """Yield `(full form, name)` for each name that a sentence introduces."""
    for pattern in (_ALIAS_JA, _ALIAS_EN, _ACRONYM):
        for match in pattern.finditer(text):
            if pattern is not _ACRONYM or _initials(match["full"]).endswith(match["name"].upper()):
                yield match["full"].strip(), match["name"].strip()


def _initials(words: str) -> str:
    return "".join(w[0] for w in words.split() if w[0].isupper())
