"""Results for a person at a terminal.

In: result lines (see `lines`). Out: text with the quotation verbatim, its
page and section, wrapped to the terminal with wide characters counted as two
columns. Colour is the caller's to strip.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pipeline.report.lead_ins import lead_in

Style = Callable[..., str]
Line = dict[str, Any]

_MAX_COLUMNS = 100
SCAN = " (text recognised in a scan)"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NO_LINE_START = "。、，．！？!?）」』】〕］)]}：；:;,.…ー"


def columns() -> int:
    """How many columns to fill."""
    return min(shutil.get_terminal_size((_MAX_COLUMNS, 24)).columns, _MAX_COLUMNS)


def wrap(text: str, width: int, indent: str) -> str:
    """Wrap text of either language: English between words, Japanese anywhere allowed.

    The standard library counts characters, not columns, and breaks only at
    spaces, so it leaves Japanese in one line.
    """
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text.replace("\n", " ")):
        size = _columns(piece)
        if line and used + size > width - len(indent) and piece[0] not in _NO_LINE_START:
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip(" ")
            size = _columns(piece)
        line += piece
        used += size
    if line.strip():
        lines.append(line.rstrip())
    return "\n".join(indent + item for item in lines)


def _pieces(text: str) -> Iterable[str]:
    word = ""
    for char in text:
        if unicodedata.east_asian_width(char) in "WFA" or char == " ":
            if word:
                yield word
            word = ""
            yield char
        else:
            word += char
    if word:
        yield word


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def grid(rows: list[list[str]]) -> str:
    """Write rows of short cells in columns, wide characters counted as two."""
    widths = [max(_columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def place(line: Line, style: Style) -> str:
    """Write whose words these are and where they stand."""
    whose = " · ".join(str(line[k]) for k in ("jurisdiction", "issuer", "date") if line[k])
    head = style(line["title"] or line["document"], bold=True)
    where = f"p. {line['page']}" if line["page"] else None
    if where and line["recognised"]:
        where += SCAN
    cited = line["place"] or line["number"]
    if line["place"] and any(_begins(title, line["place"]) for title in line["section"]):
        cited = None  # the headings say it: TITLE II: LIABILITY
    section = " › ".join([*line["section"][-3:], *([cited] if cited else [])])
    parts = [p for p in (where, section) if p]
    lines = [head + (f"  [{whose}]" if whose else "")]
    if parts:
        lines.append("   " + style("  ".join(parts), dim=True))
    return "\n".join(lines)


def _begins(title: str, place: str) -> bool:
    """Tell a heading that begins with a place, not with a longer one: "Part 1", "Part 10"."""
    return re.match(rf"{re.escape(place)}(?![\w.])", title) is not None


def hit(line: Line, style: Style) -> str:
    """Write one search hit."""
    parts = [f"{line['rank']}. {place(line, style)}"]
    if line["stem"]:
        parts.append(wrap(f"({lead_in(line['stem'])})", columns(), "   "))
    parts.append(wrap(line["text"], columns(), "   "))
    parts += [f"   {style('→', fg='cyan')} {said(f)}" for f in line["findings"]]
    parts += rendered(line, style)
    parts.append("   " + style(line["id"] + _more(line), dim=True))
    return "\n".join(parts)


def _more(line: Line) -> str:
    return f"  (said alike in {len(line['variants'])} more)" if line.get("variants") else ""


def finding(line: Line, style: Style) -> str:
    """Write one finding."""
    parts = [f"{style('•', fg='cyan')} {said(line)}", "  " + place(line, style)]
    if line["stem"]:
        parts.append(wrap(f"({lead_in(line['stem'])})", columns(), "   "))
    parts.append(wrap(line["text"], columns(), "   "))
    parts += rendered(line, style)
    parts.append("   " + style(f"{line['id']}  rule {line['rule']}{_more(line)}", dim=True))
    return "\n".join(parts)


def rendering(line: Line, style: Style) -> str:
    """Write a passage with the one in the other language that it renders, or that renders it."""
    parts = [place(line, style), wrap(line["text"], columns(), "   ")]
    return "\n".join([*parts, *rendered(line, style)])


def rendered(line: Line, style: Style) -> list[str]:
    """Write what a passage translates or is translated by, if that is known."""
    parts: list[str] = []
    for name in ("original", "translation", "counterpart"):
        link = line.get(name)
        if link:
            page = f" p. {link['page']}" if link["page"] else ""
            head = f"{name}: {link['title']}{page} ({link['score']:.2f})"
            parts.append("   " + style("⇄", fg="cyan") + f" {head}")
            parts.append(wrap(link["text"], columns(), "     "))
            parts.append("     " + style(link["segment"], dim=True))
    return parts


_LIMITS = ("condition", "exception", "deadline")
_ORIGINS = {"stem": "lead-in", "previous": "sentence before", "heading": "heading"}


def said(line: Line) -> str:
    """Say in a few words what a finding is."""
    if line["kind"] == "definition":
        whose = f" (as {line['source']} has it)" if line["source"] else ""
        return f"definition of {line['term'] or 'a term that the file has lost'}{whose}"
    if line["kind"] == "reference":
        to = line["target"] or "not known here"
        where = f", {line['place']}" if line["place"] else ""
        return f"reference: {line['reference']} ({line['key']}{where}) → {to}"
    if line["kind"] in ("abbreviation", "alias"):
        return f"{line['kind']}: {line['term']} for {line['body']}"
    words = [line["modality"]]
    if line["bearer"]:
        role = f" ({line['role']})" if line["role"] else ""
        words.append(f"{line['bearer']}{role}")
    else:
        words.append("no bearer named")
    if line["bearer_from"] not in ("sentence", None):
        words[-1] += f" [from the {_ORIGINS[line['bearer_from']]}]"
    words += [f"{name}: {line[name]}" for name in _LIMITS if line[name]]
    words.append(f"{line['band']} confidence")
    return "obligation: " + " · ".join(words)


def entry(line: Line, style: Style) -> str:
    """Write one entry of the catalogue."""
    sign = style("✓", fg="green") if line["indexed"] else "·"
    whose = " · ".join(
        str(line[k])
        for k in ("jurisdiction", "issuer", "date", "language", "type", "force")
        if line[k]
    )
    parts = [f"{sign} {style(line['title'], bold=True)}"]
    if line["title_kind"]:
        parts[0] += f" ({line['title_kind']} title)"
    parts += [f"   {title} ({language})" for language, title in line["titles"].items()]
    parts.append(f"   {whose}")
    where = ", ".join(str(line[k]) for k in ("certainty", "url_kind") if line[k])
    parts.append(
        "   " + style(f"{line['url']} ({where})" if line["url"] else "no address", dim=True)
    )
    parts.append("   " + style(line["id"], dim=True))
    if line["indexed"]:
        parts[-1] += f"  indexed as {line['indexed']}"
    return "\n".join(parts)


def quotation(line: Line, style: Style) -> str:
    """Write a passage that two documents share."""
    ends = [
        f"{line[f'{which}segment']}"
        + (f" p. {line[f'{which}page']}" if line[f"{which}page"] else "")
        + (SCAN if line[f"{which}recognised"] else "")
        for which in ("", "original_")
    ]
    head = f"{style('=', fg='cyan')} {ends[0]} has the words of {ends[1]}"
    head += " (versions of one work)" if line["same_work"] else ""
    return head + "\n" + wrap(line["text"], columns(), "   ")


def counterpart(line: Line, style: Style) -> str:
    """Write a quoted definition over the one that it renders."""
    parts = [f"{style('≈', fg='cyan')} {line['score']:.2f}"]
    for name in ("quoted", "original"):
        end = line[name]
        page = f" p. {end['page']}" if end["page"] else ""
        page += SCAN if end["recognised"] else ""
        parts.append(wrap(f"{end['term']}: {end['body']}", columns(), "   "))
        parts.append("      " + style(f"{end['id']}{page}", dim=True))
    return "\n".join(parts)


def document(line: Line, style: Style) -> str:
    """Write one document or unreadable file."""
    if line["status"] == "failed":
        reasons = named("; ".join(p["message"] for p in line["problems"]))
        return f"{style('✗', fg='red')} {named(line['path'])}\n   {reasons}"
    sign = style("✓", fg="green") if line["status"] == "ok" else style("!", fg="yellow")
    whose = " · ".join(
        str(line[k]) for k in ("jurisdiction", "issuer", "date", "language") if line[k]
    )
    pages = f"{line['pages']} pages, " if line["pages"] else ""
    parts = [
        f"{sign} {style(line['title'] or line['path'], bold=True)}"
        + (f"  [{whose}]" if whose else "")
    ]
    if line["id"]:
        parts.append(
            f"   {line['id']}  {pages}{line['segments']} segments, {line['findings']} findings"
        )
    parts.append("   " + style(named(line["path"]), dim=True))
    parts += [f"   {style('!', fg='yellow')} {told(line['problems'])}"] if line["problems"] else []
    return "\n".join(parts)


def named(text: str) -> str:
    """Write a file's name so that control characters in it do nothing to the terminal."""
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)


def characters(line: Line) -> str:
    """Write where the characters of a document's text layer went, and which are unusual."""
    counts = dict(line["characters"])
    total = counts.pop("text layer", 0)
    parts = [f"{total:,} characters in the text layer: {_counted(counts)}"] if total else []
    if line["unusual"]:
        parts.append(f"among its characters: {_counted(line['unusual'])}")
    return "\n".join(wrap(part, columns(), "   ") for part in parts)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def told(problems: list[Line]) -> str:
    """Sum up problems: each kind once, with its pages."""
    by_code: dict[str, list[Line]] = {}
    for problem in problems:
        by_code.setdefault(problem["code"], []).append(problem)
    parts = []
    for group in by_code.values():
        pages = [str(p["page"]) for p in group if p["page"]]
        shown = ", ".join(pages[:8]) + (" …" if len(pages) > 8 else "")
        parts.append(group[0]["message"] + (f" (p. {shown})" if pages else ""))
    return "; ".join(parts)
