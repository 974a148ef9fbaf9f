"""What a question is restricted to, as SQL.

In: filters as a person states them. Out: WHERE clauses over documents, then
segments `s` and findings `f`, with their parameters. Documents are chosen
first: there are few, and their rows are large.
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

    kind: str | None = None  # one of FINDING_KINDS
    jurisdictions: Sequence[str] = ()
    issuers: Sequence[str] = ()
    language: str | None = None
    documents: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    role: str | None = None
    modality: str | None = None
    apparatus: str | None = None  # "references", ...: only passages of that kind

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)

    @property
    def on_documents(self) -> bool:
        """Tell whether any restriction is one of documents."""
        return bool(
            self.jurisdictions or self.issuers or self.documents or self.since or self.until
        )

    def documents_sql(self) -> tuple[str, list[Any]]:
        """Give the clause over the table `documents` and its parameters."""
        clauses, values = ["1"], []
        for column, wanted in (
            ("upper(jurisdiction)", [j.upper() for j in self.jurisdictions]),
            ("id", list(self.documents)),
        ):
            if wanted:
                clauses.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values += wanted
        if self.issuers:
            clauses.append("(" + " OR ".join("issuer LIKE ?" for _ in self.issuers) + ")")
            values += [f"%{issuer}%" for issuer in self.issuers]
        if self.since:
            # A date that stops at its year may be any day of it.
            clauses.append("substr(date || '-12-31', 1, 10) >= ?")
            values.append(self.since)
        if self.until:
            # "until 2021" includes all of 2021.
            clauses.append("date <= ?")
            values.append(self.until + "\uffff")
        return " AND ".join(clauses), values

    def segments_sql(self, documents: Sequence[str] | None) -> tuple[str, list[Any]]:
        """Give the clause over segments `s`; `documents` are the ids that pass, None all."""
        clauses, values = [], []
        if documents is not None:
            clauses.append(f"s.document IN ({', '.join('?' * len(documents))})")
            values += list(documents)
        if self.language:
            clauses.append("s.language = ?")
            values.append(self.language)
        if self.apparatus:
            clauses.append("s.apparatus = ?")
            values.append(self.apparatus)
        found, found_values = self.findings_sql()
        if found:
            clauses.append(f"EXISTS (SELECT 1 FROM findings f WHERE f.segment = s.id AND {found})")
            values += found_values
        return " AND ".join(clauses) or "1", values

    def findings_sql(self) -> tuple[str, list[Any]]:
        """Give the clause over findings `f`; empty when nothing restricts them."""
        pairs = [("f.kind", self.kind), ("f.role", self.role), ("f.modality", self.modality)]
        kept = [(column, value) for column, value in pairs if value]
        return " AND ".join(f"{c} = ?" for c, _ in kept), [v for _, v in kept]
