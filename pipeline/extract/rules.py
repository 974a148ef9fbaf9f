"""Rule packs: what a cue looks like, why, and what must and must not fire.

In: a TOML pack beside this module. Out: compiled rules and the cues they find
in a text. Always: rules are tried in the order of the pack and each claims the
words it matches, so a later rule never fires on claimed words (but for a rule that
`yields`: where it finds no duty, later rules may); a silence claims and says
nothing. A rule without examples of both kinds does not load. In patterns blanks and
line ends only lay out, `_` stands for white space in the text and `<NAME>` for a
macro of the pack. A rule may have `tokens` instead, patterns of spaCy's Matcher,
which need a parse (see tokens.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.errors import BadSheet
from pipeline.records import Form, Modality, Span

# What a rule may ask of the sentence around its cue; read by english.py and japanese.py.
CHECKS = frozenset(
    {
        "act",
        "actor",
        "addressed",
        "controls",
        "declares",
        "deontic",
        "hoped",
        "imperative",
        "plainly",
        "plan",
        "prescriptive",
        "promise",
        "rules",
        "told",
    }
)
SUBJECTS = frozenset({"agent", "patient", "object", "none"})


_WORDS = re.compile(r"(?P<cue>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One pattern with its reason and its examples.

    `subject` says where the bearer stands: "agent" (subject, or by-agent of a
    passive), "patient" (subject even of a passive: "X is required to"),
    "object" ("we urge X to"), "none". Groups named `cue`, `bearer`, `term`, `body`
    or `source` (and `cue2`, `bearer3` in further branches) mark those words.
    """

    id: str
    pattern: re.Pattern[str]
    reason: str
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    modality: Modality | None = None
    silence: bool = False
    strength: float = 1.0
    subject: str = "agent"
    checks: frozenset[str] = frozenset()
    form: Form = Form.DEFINITION  # of a definition
    needs: tuple[str, ...] = ()  # one of these must stand in the text: a cheap first look
    tokens: tuple[tuple[dict[str, Any], ...], ...] = ()  # Matcher patterns, instead of words
    yields: bool = False  # where it finds no duty, later rules may read its words
    lead: bool = False  # a lead-in only: its items are duties, the sentence itself is none
    regulative: bool = True  # False: says how a thing has to be, whoever sees to it


@dataclass(frozen=True, slots=True)
class Cue:
    """One match of a rule; `span` covers the cue words."""

    rule: Rule
    span: Span
    match: re.Match[str]

    def group(self, name: str) -> Span | None:
        """Give the span of a named group (or its `name2` … `name5`), None when none took part."""
        for key in (name, *(f"{name}{n}" for n in range(2, 6))):
            if key in self.match.re.groupindex and self.match.start(key) >= 0:
                return self.match.span(key)
        return None


@cache
def load_pack(name: str) -> tuple[Rule, ...]:
    """Load and check a pack such as "duties_ja"."""
    path = files(__package__).joinpath("packs", f"{name}.toml")
    return parse_pack(path.read_text(encoding="utf-8"), name)


def parse_pack(text: str, name: str) -> tuple[Rule, ...]:
    """Compile the rules of a pack's text; raise BadSheet for one that is not whole."""
    try:
        sheet = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSheet(f"{name}: {error}", "mend the rule pack's TOML", pack=name) from error
    macros: dict[str, str] = {}
    for key, value in sheet.get("macros", {}).items():
        macros[key] = _expand(value, macros)
    rules = tuple(_rule(raw, macros, name) for raw in sheet.get("rule", []))
    ids = [rule.id for rule in rules]
    if len(set(ids)) < len(ids):
        twice = sorted({i for i in ids if ids.count(i) > 1})
        raise BadSheet(f"{name}: two rules called {', '.join(twice)}", "rename one", pack=name)
    return rules


def find_cues(
    text: str, rules: tuple[Rule, ...], tokens: Callable[[Rule], Iterable[Span]] | None = None
) -> list[Cue]:
    """Find the cues of a text, leftmost first; earlier rules win the words.

    `tokens` gives the spans where a rule over tokens holds; without it none does.
    """
    claimed: list[Span] = []
    cues: list[Cue] = []
    for rule in rules:
        if rule.needs and not any(word in text for word in rule.needs):
            continue
        if not rule.tokens:
            matches = ((_words(match), match) for match in rule.pattern.finditer(text))
        elif tokens is not None:
            matches = ((span, _exactly(text, span)) for span in tokens(rule))
        else:
            continue
        for span, match in matches:
            if any(start < span[1] and span[0] < end for start, end in claimed):
                continue
            if not rule.yields:
                claimed.append(span)
            if not rule.silence:
                cues.append(Cue(rule, span, match))
    return sorted(cues, key=lambda cue: cue.span)


def _exactly(text: str, span: Span) -> re.Match[str]:
    """Give a match of just these words, for a cue that was found by tokens."""
    match = _WORDS.match(text, *span)
    assert match is not None
    return match


def _words(match: re.Match[str]) -> Span:
    """Give the words a match claims: its `cue`, or a definition up to its body."""
    for name in ("body", "body2"):
        if name in match.re.groupindex and match.start(name) > match.start():
            return match.start(), match.start(name)
    for name in ("cue", "cue2", "cue3"):
        if name in match.re.groupindex and match.start(name) >= 0:
            return match.span(name)
    return match.span()


def _rule(raw: dict[str, Any], macros: dict[str, str], pack: str) -> Rule:
    where = f"{pack}: rule {raw.get('id', '?')}"
    needed = ("id", "tokens" if "tokens" in raw else "pattern", "reason", "fires", "silent")
    missing = [k for k in needed if not raw.get(k)]
    if missing:
        raise BadSheet(
            f"{where} lacks {', '.join(missing)}",
            "give every rule an id, a pattern, a reason and examples of both kinds",
            pack=pack,
        )
    try:
        pattern = re.compile(_expand(raw.get("pattern", "(?!)"), macros), re.VERBOSE)
        modality = Modality(raw["modality"]) if "modality" in raw else None
        form = Form(raw.get("form", Form.DEFINITION))
    except (re.error, ValueError) as error:
        raise BadSheet(
            f"{where}: {error}", "mend its pattern, modality or form", pack=pack
        ) from error
    checks = frozenset(raw.get("checks", ()))
    subject = raw.get("subject", "agent")
    if not checks <= CHECKS or subject not in SUBJECTS:
        raise BadSheet(f"{where}: unknown check or subject", "see rules.py", pack=pack)
    return Rule(
        id=raw["id"],
        pattern=pattern,
        reason=raw["reason"],
        fires=tuple(raw["fires"]),
        silent=tuple(raw["silent"]),
        modality=modality,
        silence=bool(raw.get("silence", False)),
        strength=float(raw.get("strength", 1.0)),
        subject=subject,
        checks=checks,
        form=form,
        needs=tuple(raw.get("needs", ())),
        tokens=tuple(tuple(pattern) for pattern in raw.get("tokens", ())),
        yields=bool(raw.get("yields", False)),
        lead=bool(raw.get("lead", False)),
        regulative=bool(raw.get("regulative", True)),
    )


def _expand(pattern: str, macros: dict[str, str]) -> str:
    for key, value in macros.items():
        pattern = pattern.replace(f"<{key}>", value)
    return pattern.replace("_", r"\s+")
