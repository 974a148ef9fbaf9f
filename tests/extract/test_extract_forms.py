"""English forms of funders, universities and ministries, each beside what only looks alike.

All sentences are our own. Each stands in the kind of text that its list names, where a
modality of None says nothing that binds, allows or commits anybody to act.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.extract.duties import read
from pipeline.extract.roles import Context

# Terms of awards and policies of universities: texts that lay down rules.
RULES: list[tuple[str, str | None]] = [
    (
        "Acceptance of the award is conditional on the signed consent of the host institution.",
        "must",
    ),
    (
        "As a condition of the award, the host institution agrees to keep a register of visitors.",
        "must",
    ),
    ("The award is made on the condition that the grantee keeps separate accounts.", "must"),
    ("The final report is due no later than ninety days after the award ends.", "must"),
    ("The grantee is to return any money that has not been spent.", "must"),
    ("The grantee undertakes to tell the Foundation at once of any change of leader.", "must"),
    ("Payment is subject to the receipt of a satisfactory report.", "must"),
    (
        "It is a condition of this award that all partners have been checked against the list.",
        "must",
    ),
    ("By accepting the award, the institution certifies that its staff have been trained.", "must"),
    ("The host institution warrants that it holds the necessary licences.", "must"),
    ("Any change of partner requires the Foundation's written agreement.", "must"),
    ("The institution must not only keep the records but also show them on request.", "must"),
    ("Award funds may under no circumstances be passed to a listed organisation.", "must-not"),
    ("No part of the award may be used to pay for travel by relatives.", "must-not"),
    ("The award may not be transferred to another institution.", "must-not"),
    ("The grantee is not entitled to assign the award.", "must-not"),
    ("The grantee is barred from holding a second award.", "must-not"),
    ("Funds are not to be used to buy vehicles.", "must-not"),
    ("At no time shall the grantee lend the equipment.", "must-not"),
    ("Neither the grantee nor its partners may publish the list.", "must-not"),
    ("Without the consent of the Foundation, the grantee may not change the plan.", "must-not"),
    ("The grantee shall refrain from any act that could harm the Foundation's name.", "must-not"),
    ("The Foundation may end the award if the report is late.", None),
    ("Failure to report may result in the award being ended.", None),
    ("The award shall be governed by the law of the country in which the host sits.", None),
    ("These terms shall apply from the first of April.", None),
    ("The Foundation shall have no liability for any loss.", None),
    ("Nothing in these terms shall be taken to make the parties partners.", None),
    ("Should the leader leave the institution, the Foundation may end the award.", None),
    ("Each dean is responsible for seeing that new staff are trained.", "must"),
    ("Heads of department have a duty to check all visits.", "must"),
    ("Staff are obliged to declare gifts from abroad.", "must"),
    ("All staff are under an obligation to report attempts at theft.", "must"),
    ("It is incumbent on supervisors to brief their students before they travel.", "must"),
    ("Visits from listed countries are subject to prior approval by the Dean.", "must"),
    ("Foreign gifts must be declared within thirty days.", "must"),
    ("It is the duty of every member of staff to protect the keys.", "must"),
    ("Training is to be completed before the first visit.", "must"),
    ("Responsibility for keeping the register rests with the Registrar.", "must"),
    ("Every traveller needs prior written permission from the Dean.", "must"),
    ("Staff will declare their outside work each year.", "must"),
    ("Requests are to be sent to the Security Office at least ten days before travel.", "must"),
    ("The Committee is charged with reviewing every contract with a foreign partner.", "must"),
    ("The Vice-President is tasked with keeping the list up to date.", "must"),
    ("All outside work has to be disclosed.", "must"),
    ("Members of staff shall, before they sign a contract, ask the Office for advice.", "must"),
    ("Staff must not take laptops that hold protected data abroad.", "must-not"),
    ("The use of private mail for protected data is prohibited.", "must-not"),
    ("Retaliation against anyone who reports in good faith will not be tolerated.", "must-not"),
    ("Under no circumstances are visitors to be left alone in the laboratory.", "must-not"),
    ("Students are forbidden to lend their cards.", "must-not"),
    ("Contracts with listed bodies are not permitted.", "must-not"),
    ("Nobody may sign a contract with a listed body.", "must-not"),
    ("Protected data should under no circumstances leave the building.", "should-not"),
    ("This policy forbids the disclosure of keys to visitors.", "must-not"),
    ("It is prohibited to copy the register.", "must-not"),
    ("Taking part in a hidden recruitment programme is not allowed.", "must-not"),
    ("Staff may ask the Office for advice at any time.", None),
    ("The policy was revised after the audit found that visitors had to wait.", None),
    ("Required fields are marked with a star.", None),
    ("There must be a reason why so few visits were declared.", None),
    ("This must be the largest laboratory of its kind.", None),
    ("Staff who must travel at short notice are listed in the annex.", None),
    ("The Office can help you to find out whether a licence is needed.", None),
    ("The purpose of this policy is to make sure that visitors are known.", None),
    ("Training helps staff to know what they must declare.", None),
]

# Instructions of forms and guides: texts that speak to their reader.
GUIDES: list[tuple[str, str | None]] = [
    ("List all posts that you hold, whether or not you are paid.", "should"),
    ("Enter the dates in the form month and year.", "should"),
    ('If you have no support to report, write "none" in the box.', "should"),
    ("For each post, give the name of the body and the hours per week.", "should"),
    ("Do not include gifts below the limit.", "should-not"),
    ("Never leave this section blank.", "should-not"),
    ("You must sign the form before you send it.", "must"),
    ("The form must be signed by the head of the office.", "must"),
    ("You are required to list all your support.", "must"),
    ("Once signed, the form has to be returned to the office.", "must"),
    ("A separate form is required for each member of the team.", "must"),
    ("This form takes about ten minutes to complete.", None),
    ("You may attach further pages.", None),
    ("Fields marked with a star are required fields.", None),
    ("You can find the list of countries in the annex.", None),
    ("An incomplete form may delay your proposal.", None),
    ("If you must travel, the annex tells you whom to ask.", None),
    ("Federal law prohibits the transfer of such data without a licence.", "must-not"),
    ("Export law forbids the sending of such goods to listed bodies.", "must-not"),
]

# Guidance of ministries and declarations: texts that only recommend or report.
PROSE: list[tuple[str, str | None]] = [
    ("Universities should know their partners before they sign.", "should"),
    ("The Ministry expects universities to appoint a person in charge.", "should"),
    ("Universities are called upon to share what they learn.", "should"),
    ("Care should be taken not to shut out honest partners.", "should"),
    ("We recommend that universities keep a record of each check.", "should"),
    ("Universities need to weigh the risks of each project.", "should"),
    ("Universities are advised to ask for help early.", "should"),
    ("It is important that smaller institutions are not left behind.", "should"),
    ("The Ministry urges funders to agree on one form.", "should"),
    ("The Government asks universities to review their contracts.", "should"),
    ("Universities would be well advised to keep a copy.", "should"),
    ("It is vital that staff are told why a visit was refused.", "should"),
    ("Universities should not rely on the list alone.", "should-not"),
    ("Universities are advised against signing open-ended contracts.", "should-not"),
    ("Federal law requires that institutions report large gifts.", "must"),
    ("The law requires universities to report gifts twice a year.", "must"),
    ("The law required universities to report gifts until last year.", None),
    ("In its report the panel found that universities should do more.", None),
    ("Some universities have asked whether they must report small gifts.", None),
    ("Openness should remain the rule, many researchers told us.", None),
    ("The new law may require universities to hire more staff.", None),
    ("Should a risk be found, help is at hand.", None),
    ("The check should take no more than an hour.", None),
    ("The centre was set up to help universities that must comply with the law.", None),
    ("Other countries require their universities to report every contract.", None),
    ("We call on all members to publish their rules.", "should"),
    ("Members are invited to report to the secretariat by spring.", "should"),
    ("Members are encouraged to make their registers public.", "should"),
    ("We urge all states to protect the freedom of research.", "should"),
    ("We call for closer work between funders.", "should"),
    ("States should endeavour to protect researchers at risk.", "should"),
    ("Each Party shall designate a point of contact.", "must"),
    ("The Parties undertake to exchange lists once a year.", "commits"),
    ("We require all members to report.", "must"),
    ("We will meet again next year.", "commits"),
    ("We reaffirm our commitment to share what we learn.", "commits"),
    ("We welcome the progress that members have made.", None),
    ("Members recalled that states had to report.", None),
    ("This declaration shall not affect the rights of members.", None),
    ("Gather what is known of the partner before you sign.", "should"),
    ("Collect identifying information about the partner, its owners and its board.", "should"),
    ("It is of great importance that all sides are heard.", "should"),
    ("It is a basic duty of all staff to tell the truth.", "must"),
    ("It is also a contractual term of the funders to have a written policy.", "must"),
    ("Funders expect to see a written policy on such checks.", "should"),
    ("The guidelines recommend researchers make their data anonymous.", "should"),
    ("The Ministry is requiring universities to keep a register.", "must"),
    ("Each agency may set terms of its own, that grantees must follow.", None),
    ("We help laboratories that must obey such rules.", None),
    ("We repeat our call for all states to stop such sales.", "should"),
]

KINDS = (
    [(row, Context("Zembla University", rules=True, plain=True)) for row in RULES]
    + [(row, Context(reader=True)) for row in GUIDES]
    + [(row, Context(prose=True)) for row in PROSE]
)
DUTIES = {"must", "must-not", "should", "should-not"}


@pytest.mark.parametrize(("row", "context"), KINDS, ids=[row[0][:40] for row, _ in KINDS])
def test_forms(
    row: tuple[str, str | None], context: Context, analyse: Callable[[str, str], Any]
) -> None:
    text, modality = row
    found = {str(r.cue.rule.modality) for r in read(text, "en", analyse(text, "en"), context)}
    if modality is None:
        assert not found & DUTIES
    else:
        assert modality in found
        assert modality in DUTIES or not found & DUTIES
