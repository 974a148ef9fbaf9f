"""The Markdown reader.

In: the bytes of a Markdown file, front matter included. Out: a `Reading`.
markdown-it-py makes HTML of it (so that HTML inside Markdown needs no second
reader) and `html_blocks` reads that. Indented code does not exist here:
statutes on the web indent paragraphs, and policies hold no code.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.errors import DamagedFile, EmptyFile
from pipeline.parse.assembly import Draft, Reading
from pipeline.parse.columns import words
from pipeline.parse.dates import iso_date
from pipeline.parse.decode import decode
from pipeline.parse.html import tree_of
from pipeline.parse.html_blocks import Walker
from pipeline.parse.markdown_bullets import unrolled
from pipeline.parse.markdown_own import REMARK, drafts_of_tokens
from pipeline.parse.outline import settle, title_draft
from pipeline.parse.plain_lines import lines_of, wrap_of
from pipeline.records import BlockKind, Problem

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# ":::info Title", "::: callout type="tip"": the fence goes, its title stays.
_FENCE = re.compile(
    r"""^([ \t>]*):{3,}[ \t]*(?:\{[^}\n]*\}|[A-Za-z][\w-]*(?:\{[^}\n]*\})?)?(?:[ \t]+[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|\S+))*[ \t]*(.*?)(?:[ \t]+:{3,})?[ \t]*$""",
    re.MULTILINE,
)
_ALERT = re.compile(r"^([ \t]*>[ \t]*)\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$", re.M)
_MDX_COMMENT = re.compile(r"\{/\*.{0,2000}?\*/\}", re.S)
# A tag of the program that makes pages of the file (Markdoc, Liquid): {% version ... /%}.
_TEMPLATE_TAG = re.compile(r"\{%[^{}]{1,500}?%\}")
# A sign escaped twice, by hand and again by a program: two backslashes too many before it.
_TWICE_ESCAPED = re.compile(r"(?:\\\\)+\\([*_\[\]])")
_HEADING_ID = re.compile(r"^([ \t>]*#{1,6}[ \t].*?)[ \t]*\{#[^}\n]*\}[ \t]*$", re.MULTILINE)
_IMPORT = re.compile(
    r"^(?:import\s.*\sfrom\s+['\"].*['\"];?|export\s+(?:const|default)\s.*)$", re.M
)
_DATES = ("date", "published", "published_time", "date_published", "updated_at", "last_update")
_URLS = ("source_url", "url", "canonical_url", "source", "permalink")
_MAX_NESTING = 130  # of blocks; the preset's twenty are too few, recursion ends soon above
_TOO_DEEP = ("the file nests its lists too deeply to read", "save it as plain text")
_MAX_MATTER = 20_000  # characters of front matter; more is no front matter


def read_markdown(data: bytes) -> Reading:
    """Read a Markdown file; raises EmptyFile, NotThatFormat or DamagedFile."""
    text, problems = decode(data)
    matter, body = _front_matter(text, problems)
    own = _text(matter, ("generator",)) == "concord"
    try:
        drafts = drafts_of_tokens(_parsed(REMARK.sub("", body))) if own else _drafts(body)
    except RecursionError as error:
        raise DamagedFile(*_TOO_DEEP) from error
    title = _text(matter, ("title",))
    outside = title is not None and not own and not _is_first(drafts, title)
    drafts = drafts if own else settle(drafts, titled=outside)
    if title is not None and outside:
        drafts.insert(0, title_draft(title))
    if not drafts:
        raise EmptyFile("the file has no text", "get the file again from its publisher")
    dates = (iso_date(found) for key in _DATES if (found := _text(matter, (key,))))
    language = _text(matter, ("language", "lang", "locale"))
    url = _text(matter, _URLS)
    return Reading(
        drafts,
        problems=problems,
        title=title,
        date=next((date for date in dates if date), None),
        language=language.split("-")[0].split("_")[0].lower() if language else None,
        url=url if url and url.startswith("http") else None,
    )


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = (
        MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
        .enable(["table", "strikethrough"])
        .disable("code")
    )
    return parser.use(footnote_plugin, always_match_refs=True)


def _parsed(body: str, parser: MarkdownIt | None = None) -> list[Token]:
    """Parse; raises DamagedFile where the parser would drop text for its depth."""
    tokens = (parser or _parser()).parse(body)
    if max((token.level for token in tokens), default=0) >= _MAX_NESTING - 2:
        raise DamagedFile(*_TOO_DEEP)
    return tokens


def _drafts(body: str) -> list[Draft]:
    plain = _TEMPLATE_TAG.sub("", _MDX_COMMENT.sub("", body))
    plain = _FENCE.sub(_unfenced, _ALERT.sub(r"\1", _TWICE_ESCAPED.sub(r"\\\1", plain)))
    plain = _IMPORT.sub("", _HEADING_ID.sub(r"\1", plain))
    parser = _parser()
    # Where a file's lines are not wrapped, the writer meant every line end.
    deliberate = wrap_of([x for x in lines_of(plain) if x.text[0] not in "#|:<"]) is None
    parser.options["breaks"] = deliberate
    tokens = _parsed(plain, parser)
    _keep_numbers(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    if not html.strip():
        return []
    drafts = Walker(deliberate).walk(tree_of(f"<body>{html}</body>"))
    _name_notes(drafts)
    return [part for draft in drafts for part in unrolled(draft)]


def _unfenced(match: re.Match[str]) -> str:
    """Leave of a container's fence its title: ":::note[Who reads this]"."""
    title = re.sub(r"^\[(.*)\]$", r"\1", match[2])
    return f"{match[1]}\n{match[1]}{title}\n{match[1]}"


def _name_notes(drafts: list[Draft]) -> None:
    """Name footnotes as the file does: the renderer alone adds "[1]" and "1."."""
    for draft in drafts:
        if draft.kind is BlockKind.NOTE and draft.number and draft.number[:-1].isdigit():
            draft.number = draft.number.rstrip(".")
        for piece in draft.pieces:
            # A second reference to a note is written "[1:1]".
            piece.marks = tuple((at, re.sub(r":\d+$", "", m.strip("[]"))) for at, m in piece.marks)


def _keep_numbers(tokens: Sequence[Token]) -> None:
    """Give each ordered item the number written in the file.

    Where the numbers do not ascend ("1. 1. 1."), the writer left counting to
    the program, and the counted ones are what readers see.
    """
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([])
        elif token.type == "list_item_open" and lists:
            lists[-1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close") and lists:
            items = lists.pop()
            written = [int(item.info) if item.info.isdigit() else 0 for item in items]
            if all(a < b for a, b in pairwise(written)) and all(written):
                for item in items:
                    item.attrSet("data-number", f"{item.info}{item.markup}")


def _front_matter(text: str, problems: list[Problem]) -> tuple[dict[str, Any], str]:
    """Take YAML between "---" lines off the top; what is not YAML stays text."""
    import yaml

    match = re.match(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text[:_MAX_MATTER], re.S)
    if match is None:
        return {}, text
    try:
        matter = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems.append(Problem("bad-front-matter", f"the front matter is not YAML: {error}"[:200]))
        return {}, text[match.end() :]
    if not isinstance(matter, dict):
        return {}, text
    return {str(key).lower(): value for key, value in matter.items()}, text[match.end() :]


def _text(matter: dict[str, Any], keys: Sequence[str]) -> str | None:
    for key in keys:
        value = matter.get(key)
        if isinstance(value, datetime.date | str | int):
            found = " ".join(str(value).replace("\xa0", " ").split())
            if found:
                return found
    return None


def _is_first(drafts: list[Draft], title: str) -> bool:
    """Tell whether the text itself begins with the title."""
    heads = (BlockKind.TITLE, BlockKind.HEADING)
    bare = "".join(title.split())
    return any(d.kind in heads and "".join(words(d.pieces).split()) == bare for d in drafts[:3])
