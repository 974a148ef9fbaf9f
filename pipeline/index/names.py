"""Which document a person means by a name.

In: a name as typed, the ids and paths of the documents, and the files that gave none.
Out: an id. A name is an id or the start of one, or the end of a path: `policy.pdf`,
`2024/policy.pdf`, the path as it was given to the build or as it is from here. The first
way of reading a name that fits anything decides; several documents that fit it are named,
never chosen among.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from pipeline.errors import UnknownDocument
from pipeline.index.suggested import suggested

_ENDINGS = frozenset({".pdf", ".docx", ".html", ".htm", ".md", ".txt", ".xml"})
_MOST = 8  # candidates named in a message


def meant(
    name: str,
    known: Mapping[str, str],
    copies: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Give the id that `name` means among `known` ids with their paths.

    `copies` are paths of files whose bytes an indexed document has, with its id. By its title a
    document is suggested, never taken.
    A name that an id has whole, but for its last part, is no start of another's: by-4-0
    beside by-4-0-ja. Raises UnknownDocument.
    """
    if name in known:
        return name
    paths = [(document, path) for document, path in known.items()]
    paths += [(document, path) for path, document in (copies or {}).items()]
    for fits in _ways(name, list(known), paths):
        found = dict.fromkeys(fits)
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise _several(name, {document: known[document] for document in found})
    raise _none(name, known, titles or {})


def ends_with(path: str, name: str) -> bool:
    """Tell whether a path ends with the folders and file that a name gives."""
    parts, last = PurePath(path).parts, PurePath(os.path.normpath(name)).parts
    return bool(last) and parts[-len(last) :] == last


def _ways(name: str, ids: list[str], paths: list[tuple[str, str]]) -> Iterable[list[str]]:
    """Read a name in one way after the other, the strictest first."""
    whole = os.path.abspath(name)
    yield [i for i, path in paths if path == name]
    yield [i for i, path in paths if os.path.abspath(path) == whole]
    yield [i for i, path in paths if ends_with(path, name)]
    lower = name.lower()
    yield [i for i in ids if i.rpartition("-")[0] == lower]
    loose = _folded(name)
    yield [i for i, path in paths if ends_with(_folded(path), loose)]
    without: Callable[[str], str] = lambda path: str(PurePath(path).with_suffix(""))  # noqa: E731
    yield [i for i, path in paths if ends_with(_folded(without(path)), loose)]
    yield [i for i in ids if lower and i.startswith(lower)]


def _folded(name: str) -> str:
    """Write a path so that capitals, widths and composed letters make no difference."""
    return unicodedata.normalize("NFKC", name).casefold()


def _several(name: str, fits: Mapping[str, str]) -> UnknownDocument:
    listed = [f"{document} ({path})" for document, path in list(fits.items())[:_MOST]]
    rest = f"\n    and {len(fits) - _MOST} more" if len(fits) > _MOST else ""
    return UnknownDocument(
        f"{name!r} may mean {len(fits)} documents",
        "write an id, or more of the path:\n    " + "\n    ".join(listed) + rest,
        candidates=tuple(fits),
    )


def _none(name: str, known: Mapping[str, str], titles: Mapping[str, str]) -> UnknownDocument:
    typed = PurePath(name)
    plain = typed.stem if typed.suffix.lower() in _ENDINGS else typed.name  # an ending is like any
    held = {i: f"{titles.get(i, '')} {PurePath(path).stem}" for i, path in known.items()}
    near = suggested(plain, held)
    return UnknownDocument(
        f"the index has no document {name!r}",
        f"did you mean {' or '.join(near)}?" if near else "list them with concord documents",
    )
