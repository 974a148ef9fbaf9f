"""Places in a document that its own text points to: Article 5(1)(a), 前条第二項, 別添１.

In: the blocks of a document with their printed numbers; words. Out: the places
that the words name, and the block at which each stands. Always: a step costs
at most the length of one article; a place that is not there resolves to None.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.keys import number_of
from pipeline.numbering import canonical
from pipeline.records import Block, BlockKind, Span

_N = "[0-9０-９〇一二三四五六七八九十百千]+"
_STEPS = r"(?:\((?:\d{1,3}|[a-z]{1,4}|[A-Z]{1,2})\))"
_EN = re.compile(
    r"(?<![\w.])(?:(?P<unit>Articles?|Arts?\.|[Ss]ections?|[Ss]ubsections?|Secs?\.|§+|Annex(?:es)?|Appendix|Recitals?|Chapters?|Parts?)"
    rf"\s*(?P<n>\d+[a-z]?(?:\.\d+)*|[IVXLC]+\b|[A-Z](?:\.\d+)*\b)(?P<sub>{_STEPS}*)"
    r"(?:,?\s+(?:first\s+subparagraph,?\s+)?(?:points?|paragraphs?)\s*\((?P<point>[a-z0-9]{1,4})\))?"
    rf"|(?P<par>[Pp]aragraphs?)\s+(?P<pn>\d{{1,2}}(?![\d.])|(?={_STEPS}))(?P<psub>{_STEPS}*))"
)
_MORE = re.compile(rf"(?:,\s*|\s+(?:and|or|to)\s+)(?P<n>\d+[a-z]?(?![\w.]))(?P<sub>{_STEPS}*)")
_JA = re.compile(
    rf"(?P<article>(?P<suppl>附則)?第(?P<n>{_N})条(?P<of>(?:の{_N})*)|(?P<back>前条|次条|同条|本条))"
    rf"(?:第(?P<para>{_N})項)?(?:第(?P<item>{_N})号)?"
    rf"|(?P<backpara>前項|次項|同項)(?:第(?P<item2>{_N})号)?"
    rf"|(?<![条回第])第(?P<para2>{_N})項(?:第(?P<item3>{_N})号)?"
    rf"|(?P<annex>別添|別紙|別表|附属書|様式)\s?第?(?P<m>[0-9０-９一二三四五六七八九十]{{1,3}})(?![0-9０-９年月日条])"
    rf"|第(?P<sec>[0-9０-９]{{1,2}}(?:の[0-9０-９]{{1,2}})?)(?P<in>[⑴-⒇]|[（(][0-9０-９]{{1,2}}[）)])?[①-⑳]?(?=の規定|に規定|に定め|に掲げ|の解説|を参照)"
    rf"|(?<=[はびに、，く])第(?P<item4>{_N})号(?!様式|被)"
    r"|(?P<lone>別添|別紙|別表)(?=[のにをはが、，。（(])|(?P<local>[⑴-⒇]|(?<![0-9A-Za-z])[(（]\d{1,2}[)）])[①-⑳]?(?=[のに]規定|に掲げ|に定め|の[「｢]|及び[(（])"
    r"|(?<![\w.-])(?P<dotted>\d{1,2}(?:[.-]\d{1,2}){1,3})(?=(?:を|も)?参照|から\d{1,2}-\d|までに(?:記|定)|[（(][^（）()]{1,40}[）)](?:を|も)?参照)"
    rf"|第(?P<c>{_N})(?P<div>章|節|部)(?![^、，。]{{0,6}}(?:構成|建て))"
)
_UNITS = {
    "art": "article", "sec": "section", "subs": "section", "§": "section", "ann": "annex",
    "app": "annex", "rec": "recital", "cha": "chapter", "par": "part",
}  # fmt: skip
_DIVISIONS = {"章": "chapter", "節": "subchapter", "部": "part"}
_REACH = 400  # blocks of one article: more is another article whose number was not read


@dataclass(frozen=True, slots=True)
class Place:
    """Words that name a place; `key` is absolute, or "previous article" and the like."""

    span: Span
    key: str
    steps: tuple[str, ...] = ()  # paragraph, item, ... inside it


def places(text: str) -> Iterator[Place]:
    """Find the places that some words name, in order."""
    for match in _EN.finditer(text):
        yield from _english(match, text)
    for match in _JA.finditer(text):
        yield _japanese(match)


def _english(match: re.Match[str], text: str) -> Iterator[Place]:
    """Read a place, and those that a plural goes on to: Articles 60 and 61."""
    if match["par"]:
        first = (match["pn"],) if match["pn"] else ()
        yield Place(match.span(), "same article", (*first, *_steps(match["psub"])))
        plural, unit = match["par"].lower() == "paragraphs", ""
    else:
        printed = match["unit"].lower()
        unit = next((full for short, full in _UNITS.items() if printed.startswith(short)), printed)
        steps = _steps(match["sub"]) + ((match["point"],) if match["point"] else ())
        yield Place(match.span(), f"{unit} {match['n'].lower()}", steps)
        plural = printed.endswith("s") or printed == "annexes"
    end = match.end()
    while plural and (more := _MORE.match(text, end)):
        end = more.end()
        inside = _steps(more["sub"])
        if unit:
            yield Place((more.start("n"), end), f"{unit} {more['n'].lower()}", inside)
        else:
            yield Place((more.start("n"), end), "same article", (more["n"], *inside))


def _steps(printed: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\(([^()]+)\)", printed))


def _japanese(match: re.Match[str]) -> Place:
    span = match.span()
    if match["annex"]:
        return Place(span, f"annex {number_of(match['m'])}")
    if match["div"]:
        return Place(span, f"{_DIVISIONS[match['div']]} {number_of(match['c'])}")
    if match["sec"]:
        inside = (canonical(match["in"]),) if match["in"] else ()
        number = "-".join(number_of(n) for n in re.findall(_N, match["sec"]))
        return Place(span, f"section {number}", inside)
    if match["dotted"]:
        return Place(span, f"section {match['dotted'].replace('-', '.')}")
    if match["lone"]:
        return Place(span, "annex")
    if match["local"]:
        return Place(span, "same article", (canonical(match["local"]),))
    if match["item4"]:
        return Place(span, "same article", (number_of(match["item4"]),))
    if match["para2"]:
        given = [number_of(match[name]) for name in ("para2", "item3") if match[name]]
        return Place(span, "same article", tuple(given))
    given = [number_of(match[name]) for name in ("para", "item", "item2") if match[name]]
    if match["item"] and not match["para"]:
        given.insert(0, "1")  # 第三条第二号 stands in its only paragraph
    steps = tuple(given)
    if match["backpara"]:
        return Place(
            span,
            {"前": "previous", "次": "next", "同": "same"}[match["backpara"][0]] + " paragraph",
            steps,
        )
    if match["back"]:
        how = {"前": "previous", "次": "next"}.get(match["back"][0], "same")
        return Place(span, f"{how} article", steps)
    branch = "".join(f"-{number_of(n)}" for n in re.findall(_N, match["of"]))
    part = "supplement " if match["suppl"] else ""
    return Place(span, f"{part}article {number_of(match['n'])}{branch}", steps)


class Plan:
    """Where the numbered parts of a document stand."""

    def __init__(self, blocks: Sequence[Block], text: str) -> None:
        self.blocks = blocks
        self.by_key: dict[str, int] = {}
        articles: list[tuple[int, str]] = []  # (position, key) in order
        sections: list[tuple[int, str]] = []
        for position, block in enumerate(blocks):
            for key in _keys(block, text):
                if key.startswith("article "):
                    articles.append((position, key))
                elif key.startswith("section "):
                    sections.append((position, key))
                elif key.startswith("recital ") and articles:
                    continue  # recitals stand before the first article
                self.by_key.setdefault(key, position)
        # What "this article" is in a text without articles: its sections.
        self.articles = articles or sections
        self._opens = {position for position, _ in self.articles}

    def find(self, place: Place, at: int) -> tuple[str, int | None]:
        """Give the absolute key of a place named in block `at`, and its block."""
        key, steps = self._absolute(place, at)
        full = "/".join([key, *steps])
        start = self.by_key.get(key)
        if start is None:
            return full, None
        for step in steps:
            below = self._below(start, step)
            if below is None:
                return full, start  # the article is there, its part was not told apart
            start = below
        return full, start

    def _absolute(self, place: Place, at: int) -> tuple[str, tuple[str, ...]]:
        how, _, unit = place.key.partition(" ")
        if how not in ("previous", "next", "same"):
            return place.key, place.steps
        index = bisect.bisect_right(self.articles, (at, "￿")) - 1
        if index < 0:
            return place.key, place.steps
        shift = {"previous": -1, "next": 1, "same": 0}[how]
        if unit == "article":
            index = min(max(index + shift, 0), len(self.articles) - 1)
            return self.articles[index][1], place.steps
        start, key = self.articles[index]
        number = 1
        for position in range(at, start, -1):
            printed = self.blocks[position].number or ""
            if re.fullmatch(r"[0-9０-９]{1,2}[.．]?", printed):
                number = int(number_of(printed.rstrip(".．")))
                break
        return key, (str(max(number + shift, 1)), *place.steps)

    def _below(self, start: int, step: str) -> int | None:
        """Find the part with a number inside the part at `start`."""
        wanted = step.lower()
        end = min(start + _REACH, len(self.blocks))
        for position in range(start, end):
            if position > start and position in self._opens:
                break
            printed = self.blocks[position].number or ""
            if position > start and canonical(printed).lower() == wanted:
                return position
        # The first paragraph of an article has no number of its own.
        return start if wanted == "1" else None


def _keys(block: Block, text: str) -> Iterator[str]:
    """Name the place that a block opens."""
    if block.kind in (BlockKind.CONTENTS, BlockKind.FURNITURE, BlockKind.NOTE):
        return
    printed = block.number or ""
    if not printed and block.kind is BlockKind.HEADING and text:
        printed = text[block.span[0] : min(block.span[1], block.span[0] + 24)]
    found = re.match(rf"第({_N})条((?:の{_N})*)", printed)
    if found:
        branch = "".join(f"-{number_of(n)}" for n in re.findall(_N, found[2]))
        yield f"article {number_of(found[1])}{branch}"
        return
    found = re.match(rf"第({_N})([章節部])", printed)
    if found:
        yield f"{_DIVISIONS[found[2]]} {number_of(found[1])}"
        return
    found = re.match(
        r"(?:別添|別紙|別表|附属書|様式)\s?第?([0-9０-９一二三四五六七八九十]+)", printed
    )
    if found:
        yield f"annex {number_of(found[1])}"
        return
    if re.match(r"(?:別添|別紙|別表)(?![一-龯])", printed):
        yield "annex"
        return
    found = re.match(
        r"(?i)(article|section|sec\.|§+|annex|appendix|chapter|part)\s*(\d+[a-z]?(?:\.\d+)*|[ivxlc]+\b|[a-z]\b)",
        printed,
    )
    if found:
        unit = found[1].lower()
        unit = {"sec.": "section", "appendix": "annex"}.get(unit, unit)
        yield f"{'section' if unit.startswith('§') else unit} {found[2].lower()}"
        return
    if block.kind is BlockKind.HEADING and re.fullmatch(
        r"[0-9０-９]+(?:[.．\-－][0-9０-９]+)*[.．]?", printed
    ):
        yield f"section {canonical(printed)}"
    elif re.fullmatch(r"[0-9]+(?:\.[0-9]+)+", printed):
        yield f"section {printed}"
    elif re.fullmatch(r"\(\d{1,3}\)", printed):
        yield f"recital {printed[1:-1]}"
