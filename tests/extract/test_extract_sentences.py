"""Single sentences: modality, bearer and role; None rows stay silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.extract import duties_in
from pipeline.extract.reading import Reading

# sentence, modality or None, bearer as written, role
ENGLISH: list[tuple[str, str | None, str | None, str | None]] = [
    (
        "Institutions shall maintain a register of foreign contracts.",
        "must",
        "Institutions",
        "institution",
    ),
    (
        "The register shall be kept by each research institution for five years.",
        "must",
        "each research institution",
        "institution",
    ),
    ("Records shall be kept for five years.", "must", None, None),
    (
        "Researchers, institutions and funders must work together.",
        "must",
        "Researchers, institutions and funders",
        "researcher",
    ),
    (
        "If a conflict is found, the institution must notify the funder.",
        "must",
        "institution",
        "institution",
    ),
    (
        "Applicants are required to disclose current and pending support.",
        "must",
        "Applicants",
        "researcher",
    ),
    (
        "It is the responsibility of the principal investigator to keep the data safe.",
        "must",
        "principal investigator",
        "researcher",
    ),
    (
        "Providers of hosting services shall not store the data.",
        "must-not",
        "Providers of hosting services",
        "business",
    ),
    ("No person may export the listed goods without a licence.", "must-not", "person", "other"),
    ("Recipients may not use the award for travel.", "must-not", "Recipients", "institution"),
    ("Funding agencies should ask for a security plan.", "should", "Funding agencies", "funder"),
    (
        "Researchers are expected to be transparent about affiliations.",
        "should",
        "Researchers",
        "researcher",
    ),
    (
        "We call on all governments to publish their lists.",
        "should",
        "all governments",
        "government",
    ),
    (
        "It is essential that institutions share information.",
        "should",
        "institutions",
        "institution",
    ),
    (
        "The Council INVITES non-Adherents to take account of this text.",
        "should",
        "non-Adherents",
        "government",
    ),
    (
        "Researchers should not carry such devices abroad.",
        "should-not",
        "Researchers",
        "researcher",
    ),
    ("The Commission may adopt implementing acts.", "may", "Commission", "government"),
    ("Data users have the right to appeal.", "may", "Data users", "other"),
    ("We will continue to exchange information on risks.", "commits", "We", "government"),
    ("The Government will publish further guidance.", "commits", "Government", "government"),
    (
        "If an institution finds a breach, it should inform the funder.",
        "should",
        "institution",
        "institution",
    ),
    ("NSF expects institutions to report breaches.", "should", "institutions", "institution"),
    (
        "Researchers should neither accept nor offer such payments.",
        "should-not",
        "Researchers",
        "researcher",
    ),
    ("Recipients shall neither sell nor lend the data.", "must-not", "Recipients", "institution"),
    ("We urge institutions not to accept such funds.", "should-not", "institutions", "institution"),
    ("We invite funders to recognise the form.", "should", "funders", "funder"),
    ("Funders are invited to name a contact.", "should", "Funders", "funder"),
    ("The Inspectorate is entitled to inspect documents.", "may", "Inspectorate", "government"),
    ("Recipients can be required to repay the grant.", "must", "Recipients", "institution"),
    ("In urgent cases the hearing may take place afterwards.", "may", None, None),
    ("A working group will report to us in spring.", "commits", "working group", "other"),
    ("Applicants need to be told in advance.", "should", None, None),
    (
        "Institutions referred to in Article 1(2) shall declare all funds from abroad.",
        "must",
        "Institutions",
        "institution",
    ),
    (
        "It is desirable that the responsible officer be a trustee.",
        "should",
        "responsible officer",
        "other",
    ),
    (
        "The Council INSTRUCTS the Secretary-General to report every year.",
        "must",
        "Secretary-General",
        "international-body",
    ),
    ("The Council RECOMMENDS that funding agencies:", "should", "funding agencies", "funder"),
    ("The board has the authority to close a case.", "may", "board", "other"),
    ("No laboratory may have a visitor sign the list.", "must-not", "laboratory", "institution"),
    (
        "Responsibility for the data lies with the institution.",
        "must",
        "institution",
        "institution",
    ),
    ("Training is required for all new staff.", "must", None, None),
    ("The key may only be used by the board.", "must-not", "board", "other"),
    ("We task the ministers to report to us.", "must", "ministers", "government"),
    ("Regulators will be expected to publish their rules.", "should", "Regulators", "government"),
    ("We would also expect regulators to train staff.", "should", "regulators", "government"),
    ("Sound oversight is critical to reducing such risks.", "should", None, None),
    (
        "The Minister, in consultation with the heads of other offices, shall publish a list.",
        "must",
        "Minister",
        "government",
    ),
    (
        "The head of the agency, or his or her designee, shall appoint a panel.",
        "must",
        "head of the agency",
        "government",
    ),
    ("No action may be taken by the awarding agency.", "must-not", "awarding agency", "funder"),
    ("The RST-ABCD shall keep a list.", "must", "RST-ABCD", "other"),
    ("The operator should log out.", "should", "operator", "other"),
    ("The platform operator shall keep logs.", "must", "platform operator", "business"),
    (
        "The head of the department must sign the form.",
        "must",
        "head of the department",
        "other",
    ),
    ("We welcome the list, and urge others to join.", "should", "others", "other"),
    ("More needs to be done to protect small firms.", "should", None, None),
    # silence
    ("“Laboratories should spend more,” the panel said.", None, None, None),
    ("Staff who must travel often are at higher risk.", None, None, None),
    ("The steps researchers must take to comply will be named in the call.", None, None, None),
    ("The question of what members should do is discussed below.", None, None, None),
    ("We wrote a guide, which should allow members to go on.", None, None, None),
    ("The rule does not require institutions to report.", None, None, None),
    ("Participants stressed that staff should be trained.", None, None, None),
    ("The act sets out strict deadlines the office must follow.", None, None, None),
    ("A log is evidence that must exist before the test is passed.", None, None, None),
    ("The rules may not address every risk.", None, None, None),
    ("This part shall not be construed to limit other rules.", None, None, None),
    ("The following steps should assist in sound planning.", None, None, None),
    ("It may be the case that institutions must report.", None, None, None),
    ("It is possible, though rare, that members must report twice.", None, None, None),
    ("Should we find a need for rules, the matter is closed.", None, None, None),
    ("The copies may or may not be sent at the same time.", None, None, None),
    ("Interests that must be reported under the rules are listed below.", None, None, None),
    ("Others pointed out that institutions should ask again.", None, None, None),
    ("Results may be lost without anybody knowing.", None, None, None),
    ("The lists may be incomplete.", None, None, None),
    ("Attacks may take place at any time.", None, None, None),
    ("This Regulation shall enter into force on 1 August 2024.", None, None, None),
    ("This Decision shall apply from 13 April 2014.", None, None, None),
    ("The term ‘risk’ shall mean the chance of harm.", None, None, None),
    ("The sample must have been lost.", None, None, None),
    ("Such links may be harmless.", None, None, None),
    ("The report says that members should disclose funding.", None, None, None),
    ("The committee asked whether universities should report gifts.", None, None, None),
    ("This guide describes how institutions should act.", None, None, None),
    ("Should institutions report every gift?", None, None, None),
    ("Clear rules are a must.", None, None, None),
    ("We reaffirm the need to protect research.", None, None, None),
    ("The request for the record to be deleted was refused.", None, None, None),
    ("Adding heads should lead to better results.", None, None, None),
]

JAPANESE: list[tuple[str, str | None, str | None, str | None]] = [
    ("あなたは、出所を表示しなければなりません。", "must", "あなた", "other"),
    ("皆さまは、合理的な範囲で要望を尊重することが奨励されます。", "should", "皆さま", "other"),
    (
        "参加を希望する方は、様式に記入の上、事務局まで送付ください。",
        "should",
        "参加を希望する方",
        "other",
    ),
    ("貴団体におかれましては、周知の御協力をお願いします。", "should", "貴団体", "other"),
    (
        "備品を借りる者にあっては、研修を受講しなければならない。",
        "must",
        "備品を借りる者",
        "other",
    ),
    ("当社は、取引先の情報を適切に保護します。", "commits", "当社", "government"),
    ("私たちは、手続を継続的に改善します。", "commits", "私たち", "government"),
    (
        "地方公共団体の長は、速やかに届け出なければならない。",
        "must",
        "地方公共団体の長",
        "government",
    ),
    ("廃棄を前提とする資料の取扱いには慎重を要する。", "should", None, None),
    ("申請者は、会議に出席し、説明を行うことはできる。", "may", "申請者", "researcher"),
    (
        "提供元は、同意を確認しなければ、これを第三者に提供できません。",
        "must-not",
        "提供元",
        "other",
    ),
    ("本ガイドラインが、多くの組織で活用されることが期待される。", None, None, None),
    ("多くの大学では、研修の受講が義務となっている。", None, None, None),
    ("社会全体で理解が深まることが望まれる。", None, None, None),
    ("基盤を築くには、双方の視点が欠かせない。", None, None, None),
    ("安全な職場を保つことは、事業主の責務である。", "must", None, None),
    ("本日は、会場とオンラインの併用で開催いたします。", None, None, None),
    ("事務局より資料の御説明をお願いいたします。", None, None, None),
    ("この考え方を、手引に沿ってみていきます。", None, None, None),
    (
        "規則で定める国は、次のいずれにも該当する国として委員会が定めるものとする。",
        None,
        None,
        None,
    ),
    ("学長は、体制の構築を図らなくてはならない。", "must", "学長", "institution"),
    ("この考え方は、広く共有されている。", None, None, None),
    ("調査には様々な情報が必要になる。", None, None, None),
    ("人材の育成に向けた支援体制の見直しを進めます。", "commits", None, None),
    ("大学等は、次に掲げる事項を行うものとする。", "must", "大学等", "institution"),
    ("研究者は、利益相反を申告しなければならない。", "must", "研究者", "researcher"),
    ("データを利用する者は、記録を五年間保存すること。", "must", "データを利用する者", "other"),
    (
        "国、地方公共団体及び研究機関は、相互に連携するものとする。",
        "must",
        "国、地方公共団体及び研究機関",
        "government",
    ),
    ("最終的な責任はデータ提供者が負う。", "must", "データ提供者", "other"),
    ("研究者が申請を行う場合には、所属機関の承認を得なければならない。", "must", None, None),
    ("事業者は、本人の同意なく情報を提供してはならない。", "must-not", "事業者", "business"),
    ("利用者は、不要なソフトウェアを導入しないこと。", "must-not", "利用者", "other"),
    ("学内での転載を禁止する。", "must-not", None, None),
    ("研究者には、自らの活動の情報を開示することが求められる。", "should", "研究者", "researcher"),
    ("政府においては、検討を進めていくことが必要である。", "should", "政府", "government"),
    ("資金配分機関は、申請時に確認を行うべきである。", "should", "資金配分機関", "funder"),
    ("大学に対し、研修を実施するよう求める。", "should", "大学", "institution"),
    ("貴管内の関係者に対し、この旨を周知いただくようお願いします。", "should", None, None),
    ("連携が不可欠であり、会議で方針が決定されました。", None, None, None),
    (
        "各機関が備えることが重要であり、そのための原則を整理した。",
        "should",
        "各機関",
        "institution",
    ),
    ("人材を育成することも重要。", "should", None, None),
    ("戦略的な国際連携が必要。", "should", None, None),
    ("情報を早期に共有すべき。", "should", None, None),
    ("機関は、職員の意識の向上に努める。", "should", "機関", "institution"),
    ("自己申告だけに頼るべきではない。", "should-not", None, None),
    ("学長は、外部の専門家を委員に委嘱することができる。", "may", "学長", "institution"),
    ("様式は変更しても差し支えない。", "may", None, None),
    ("政府は、研究セキュリティに関する取組を推進する。", "commits", "政府", "government"),
    ("学術交流は、従前どおり、引き続き強化する。", "commits", None, None),
    ("応募者は、速やかに訂正しなければなりません。", "must", "応募者", "researcher"),
    ("申請者は、次の事項を申請書に記載する必要があります。", "must", "申請者", "researcher"),
    ("研究者は、虚偽の記載をしてはなりません。", "must-not", "研究者", "researcher"),
    ("期限後の提出は認められません。", "must-not", None, None),
    ("配分機関は、追加の資料の提出を求めることができます。", "may", "配分機関", "funder"),
    ("研修には、省が作成した教材を用いることができる。", "may", None, None),
    ("基礎研究については、手続を簡略化して差し支えない。", "may", None, None),
    ("所属機関は、事前に話し合うことが望まれます。", "should", "所属機関", "institution"),
    ("大学には、情報の共有に取り組むことが望まれる。", "should", "大学", "institution"),
    ("変更があった場合は、事務局まで連絡してください。", "should", None, None),
    ("研究機関の長は、必要な体制を整備しなければならない。", "must", "研究機関の長", "institution"),
    ("大学等は、３．に定める事項を実施しなければならない。", "must", "大学等", "institution"),
    ("責任者には、理事を充てることが望ましい。", "should", None, None),
    (
        "南方振興基金その他の配分機関は、様式を共通化すること。",
        "must",
        "南方振興基金その他の配分機関",
        "funder",
    ),
    ("研究政策会議は、二年後に見直しを行うこととする。", "must", "研究政策会議", "government"),
    # silence
    ("この技術は、二つの種類に分けることができます。", None, None, None),
    ("必要な措置を講じた機関が増えた。", None, None, None),
    ("研究者に求められる役割を整理した。", None, None, None),
    ("更なる取組が求められていくことが想定される。", None, None, None),
    ("情報の流出防止の取組が必要となると考えられる。", None, None, None),
    ("「情報を開示すべきである」との指摘がある。", None, None, None),
    ("この規程は、令和六年四月一日から施行するものとする。", None, None, None),
    ("改めて届け出る必要はない。", None, None, None),
    ("この図から傾向を読み取ることができる。", None, None, None),
    ("誰が負担すべきか。", None, None, None),
    ("詳細は別紙を参照すること。", None, None, None),
    ("本事業の目的は、環境を整備すること。", None, None, None),
    ("国際連携は、今後、一層重要。", None, None, None),
]

ROWS = [("en", *row) for row in ENGLISH] + [("ja", *row) for row in JAPANESE]


@pytest.mark.parametrize(
    ("language", "text", "modality", "bearer", "role"), ROWS, ids=[row[1][:40] for row in ROWS]
)
def test_sentence(
    language: str,
    text: str,
    modality: str | None,
    bearer: str | None,
    role: str | None,
    analyse: Callable[[str, str], Any],
) -> None:
    readings = duties_in(analyse(text, language), language, "G7")
    assert [r.cue.rule.modality for r in readings] == ([modality] if modality else [])
    for reading in readings:
        found = reading.bearer
        assert (found.text if found else None) == bearer
        assert (found.role if found else None) == role
        assert found is None or found.span is None or text[slice(*found.span)] == found.text
        assert reading.action is None or reading.action in text
        assert reading.condition is None or reading.condition in text


CONDITIONS = [
    (
        "en",
        "If a conflict is found, the institution must notify the funder.",
        "If a conflict is found",
        "notify the funder",
    ),
    (
        "ja",
        "データを公表する場合は、研究者は所属機関に届け出なければならない。",
        "データを公表する場合は",
        "所属機関に届け出",
    ),
    (
        "ja",
        "研究者は、事故が起きたときは、直ちに報告すること。",
        "事故が起きたときは",
        "直ちに報告する",
    ),
    (
        "ja",
        "ただし，記録を廃棄する場合は，担当者は事務局に届け出なければならない。",
        "記録を廃棄する場合は",
        "事務局に届け出",
    ),
    (
        "ja",
        "ただし、担当者は事務局に届け出なければならない。",
        None,
        "事務局に届け出",
    ),
    (
        "ja",
        "この場合，会員は１，０００円を納めなければならない。",
        None,
        "１，０００円を納め",
    ),
    ("ja", "この場合、会長の許可を受けなければならない。", None, "会長の許可を受け"),
]


@pytest.mark.parametrize(("language", "text", "condition", "action"), CONDITIONS)
def test_condition_and_action_are_verbatim(
    language: str, text: str, condition: str | None, action: str, analyse: Callable[[str, str], Any]
) -> None:
    (reading,) = duties_in(analyse(text, language), language)
    assert (reading.condition, reading.action) == (condition, action)


@pytest.mark.parametrize(
    "text",
    [
        "また，会員は，鍵を失ったときは，直ちに，事務局に届け出なければならない。",
        "その際，記録を残すことが，特に重要である。",
        "研究者は，結果を公表し，大学は，これを支援しなければならない。",
        "会員，事務局及び理事会は，前項の記録を，五年以内に廃棄するものとする。",
    ],
)
def test_a_comma_is_a_comma(text: str, analyse: Callable[[str, str], Any]) -> None:
    usual = text.replace("，", "、")
    found, expected = (duties_in(analyse(words, "ja"), "ja") for words in (text, usual))
    assert [_parts(r) for r in found] == [_parts(r) for r in expected] != []
    assert all(r.action is None or r.action in text for r in found)


def _parts(reading: Reading) -> tuple[str | None, ...]:
    who = reading.bearer.text if reading.bearer else None
    parts = (who, reading.action, reading.object, reading.condition, reading.deadline)
    rule = reading.cue.rule.id
    return rule, *(part and part.replace("，", "、") for part in parts)


PARTS = [
    (
        "Institutions shall report each contract within thirty days of signature, unless the"
        " office agrees otherwise.",
        ("each contract", None, "unless the office agrees otherwise", "within thirty days of signature"),
    ),
    (
        "Applicants are required to submit a plan no later than 1 May 2027.",
        ("a plan", None, None, "no later than 1 May 2027"),
    ),
    (
        "Not later than 90 days after March 3, 1991 , the Office shall submit a plan.",
        ("a plan", None, None, "Not later than 90 days after March 3, 1991"),
    ),
    (
        "Within two years of May 1, 2020, the Office shall, if asked, submit a plan.",
        ("a plan", "if asked", None, "Within two years of May 1, 2020"),
    ),
    (
        "Lenders should mark any material not subject to the licence.",
        ("any material", None, None, None),
    ),
    ("Records shall be kept by the institution, except in urgent cases.", ("Records", None, "except in urgent cases", None)),
    (
        "研究者は、軽微な場合を除き、変更の内容を三十日以内に所属機関に報告しなければならない。",
        ("変更の内容", None, "軽微な場合を除き", "三十日以内に"),
    ),
    ("事故が起きたときは、担当者は、直ちに記録を作成すること。", ("記録", "事故が起きたときは", None, "直ちに")),
    (
        "「保管庫」を使う場合には、管理者は、推測できない十分な長さの暗証番号を定めること。",
        ("推測できない十分な長さの暗証番号", "「保管庫」を使う場合には", None, None),
    ),
    ("大学は、職員に対して研修を行うこと。", ("研修", None, None, None)),
    ("大学は、次に掲げる事項に関する記録を残すこと。", ("次に掲げる事項に関する記録", None, None, None)),
    ("大学は、年度末までに計画を公表するものとする。", ("計画", None, None, "年度末までに")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_object_condition_exception_and_deadline(
    text: str, parts: tuple[str | None, ...], analyse: Callable[[str, str], Any]
) -> None:
    language = "en" if text.isascii() else "ja"
    (reading,) = duties_in(analyse(text, language), language)
    found = (reading.object, reading.condition, reading.exception, reading.deadline)
    assert found == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Institutions shall keep records, and funders shall audit them every year.",
            [("Institutions", "keep records"), ("funders", "audit them every year")],
        ),
        (
            "Institutions shall keep records and shall publish a summary.",
            [("Institutions", "keep records and shall publish a summary")],
        ),
        (
            "大学等は記録を保存しなければならず、資金配分機関はこれを確認しなければならない。",
            [("大学等", "記録を保存し"), ("資金配分機関", "これを確認し")],
        ),
    ],
)
def test_another_bearer_makes_another_duty(
    text: str, expected: list[tuple[str, str]], analyse: Callable[[str, str], Any]
) -> None:
    language = "en" if text.isascii() else "ja"
    readings = duties_in(analyse(text, language), language)
    assert [(r.bearer and r.bearer.text, r.action) for r in readings] == expected
