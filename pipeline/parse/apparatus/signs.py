"""Signs of apparatus, as data: a pattern, a reason, what fires and what is silent.

In: `signs.toml` beside this module. Out: compiled signs by id, and how often
one stands in a text. A sign without examples of both kinds does not load.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.errors import BadSheet


@dataclass(frozen=True, slots=True)
class Sign:
    """One pattern with its reason and its examples."""

    id: str
    pattern: re.Pattern[str]
    reason: str
    fires: tuple[str, ...]
    silent: tuple[str, ...]


@cache
def load_signs() -> dict[str, Sign]:
    """Load and check the signs."""
    return parse_signs(files(__package__).joinpath("signs.toml").read_text(encoding="utf-8"))


def parse_signs(text: str) -> dict[str, Sign]:
    """Compile signs written as TOML; raise BadSheet for one that is not whole."""
    try:
        rows = tomllib.loads(text).get("sign", [])
        signs = {
            row["id"]: Sign(
                row["id"],
                re.compile(row["pattern"]),
                row["reason"],
                tuple(row["fires"]),
                tuple(row["silent"]),
            )
            for row in rows
        }
    except (tomllib.TOMLDecodeError, KeyError, re.error) as error:
        raise BadSheet(f"signs of apparatus: {error}", "mend the sign") from error
    for sign in signs.values():
        if not (sign.reason and sign.fires and sign.silent):
            raise BadSheet(
                f"sign {sign.id} lacks a reason or examples", "give it examples of both kinds"
            )
    if len(signs) < len(rows):
        raise BadSheet("two signs of the same id", "rename one")
    return signs


def found(name: str, text: str) -> re.Match[str] | None:
    """Find a sign in a text."""
    return load_signs()[name].pattern.search(text)


def count(name: str, text: str) -> int:
    """Count a sign in a text."""
    return sum(1 for _ in load_signs()[name].pattern.finditer(text))
