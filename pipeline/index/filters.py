"""What a question is restricted to, as SQL.

In: filters as a person states them. Out: a WHERE clause over segments `s`
and documents `d`, with its parameters. Empty filters restrict nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions, all of which must hold; several values of one are alternatives.

    `since` and `until` are ISO dates, possibly only year or month; a document
    without a date fails both. `documents` are ids.
    """

    kind: str | None = None  # "definition", "obligation"
    jurisdictions: Sequence[str] = ()
    issuers: Sequence[str] = ()
    language: str | None = None
    documents: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    role: str | None = None
    modality: str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)

    def sql(self) -> tuple[str, list[Any]]:
        """Give the clause and its parameters."""
        clauses, values = ["1"], []
        for column, wanted in (
            ("upper(d.jurisdiction)", [j.upper() for j in self.jurisdictions]),
            ("d.id", list(self.documents)),
        ):
            if wanted:
                clauses.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values += wanted
        if self.issuers:
            clauses.append("(" + " OR ".join("d.issuer LIKE ?" for _ in self.issuers) + ")")
            values += [f"%{issuer}%" for issuer in self.issuers]
        if self.language:
            clauses.append("s.language = ?")
            values.append(self.language)
        if self.since:
            clauses.append("substr(d.date || '-12-31', 1, 10) >= ?")
            values.append(self.since)
        if self.until:
            # "until 2021" includes all of 2021.
            clauses.append("d.date <= ?")
            values.append(self.until + "\uffff")
        found, found_values = self._finding()
        if found:
            clauses.append(f"EXISTS (SELECT 1 FROM findings f WHERE f.segment = s.id AND {found})")
            values += found_values
        return " AND ".join(clauses), values

    def _finding(self) -> tuple[str, list[Any]]:
        pairs = [("f.kind", self.kind), ("f.role", self.role), ("f.modality", self.modality)]
        kept = [(column, value) for column, value in pairs if value]
        return " AND ".join(f"{c} = ?" for c, _ in kept), [v for _, v in kept]
