"""How sure a finding is, and whether it tells somebody to act: two small models as data.

In: a reading with what was looked at around its cue. Out: a probability and a yes or
no. Always: logistic regressions over named features, whose weights are data
(packs/models.json, made by `scripts/train_duties` from labelled sentences; the script
prints how they were measured); a feature without a weight counts nothing.

Reads as regulative: somebody is told to act, or may, in the sense of institutional
grammar ("member states shall ensure ..."); its opposite is constitutive: how a thing
is to be, whoever sees to it ("the label shall be white"). Learned for English from
legal acts; in Japanese a rule is regulative unless its pack says otherwise.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from pipeline.extract.reading import Reading
from pipeline.records import Modality

_BODIES = (
    r"(?:Commission|Member States?|Parliament|Council|Secretary|Agency|Board|authorit(?:y|ies)|operators?"
    r"|manufacturers?|applicants?|institutions?|bod(?:y|ies)|sponsors?|importers?|providers?|officials?|committees?)\b"
)
_BODY = re.compile(rf"\b{_BODIES}")
_TOWARDS = re.compile(rf"\b(?:to|with)\s+(?:the\s+|each\s+)?(?:\w+\s+)?{_BODIES}")
_LEAST, _MOST = 0.02, 0.98  # labels are too few for more certainty than this


def regulative(reading: Reading, language: str, bearer_from: str | None) -> bool:
    """Say whether somebody is told to act, or may."""
    if not reading.cue.rule.regulative:
        return False
    if language == "ja" or not reading.traits:
        return True
    return probability("regulative", features(reading, language, bearer_from)) >= 0.5


def confidence(reading: Reading, language: str, bearer_from: str | None, rules: bool) -> float:
    """Give the share of such findings that readers call what the finding says."""
    named = features(reading, language, bearer_from)
    found = probability("duty", [*named, *context_features(language, rules)])
    return round(min(max(found, _LEAST), _MOST), 2)


def features(reading: Reading, language: str, bearer_from: str | None) -> list[str]:
    """Name what is known of a reading; `bearer_from` as in an Obligation."""
    rule, bearer = reading.cue.rule, reading.bearer
    modality = rule.modality or Modality.MUST
    origin = bearer_from or ("pronoun" if reading.pronoun else "none")
    named = [
        f"rule={rule.id}",
        f"modality={modality.value}",
        f"bearer={origin}",
        f"strength={reading.strength:.1f}",
        *reading.traits,
    ]
    if bearer is not None:
        named.append(f"role={bearer.role.value}")
    if reading.condition:
        named.append("condition")
    if language == "en":
        named += _told_in(reading.cue.match.string)
    if reading.deadline:
        named.append("deadline")
    voice = "passive" if "passive" in reading.traits else "active"
    return [*named, f"{voice}&bearer={origin}"]


def _told_in(sentence: str) -> list[str]:
    """Name what an English sentence shows as a whole: how long it is, which bodies it names.

    Sentences that tell somebody to act are longer, name more bodies, and name whom an
    act is for (to the Commission); what is to be so is told in few words.
    """
    named = [f"length={min(len(sentence) // 120, 4)}"]
    named.append(f"bodies={min(len(_BODY.findall(sentence)), 2)}")
    return [*named, "towards"] if _TOWARDS.search(sentence) else named


def context_features(language: str, rules: bool) -> list[str]:
    """Name what is known of the text around."""
    return [f"language={language}", f"language={language}&rules={rules}"]


def probability(model: str, named: Iterable[str]) -> float:
    """Give a model's probability for a set of features."""
    weights = _models()[model]
    total = weights["bias"] + sum(weights.get(name, 0.0) for name in set(named))
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


@cache
def _models() -> dict[str, dict[str, float]]:
    text = files(__package__).joinpath("packs", "models.json").read_text(encoding="utf-8")
    models: dict[str, dict[str, float]] = json.loads(text)["models"]
    return models
