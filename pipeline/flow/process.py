"""One file through parse, segment and extract, in a worker process.

In: a candidate's path and what is stated of it. Out: what the index stores,
or the reason why there is nothing. A worker that dies, hangs or runs out of
memory costs its file, not the build.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError, UnreadableFile
from pipeline.ids import code_fingerprint
from pipeline.index.store import OCR, Processed
from pipeline.languages import LANGUAGES
from pipeline.records import Document, Finding, Problem, Segment, Source
from pipeline.settings import file_timeout, ocr_file_timeout, worker_memory

_PROCESSING = (
    "parse", "segment", "extract", "text", "nlp", "languages",
    "numbering.py", "ids.py", "records.py", "catalog/jurisdictions.py",
    "catalog/jurisdictions.yaml",
)  # fmt: skip
_NO_MEMORY = 86  # exit code of a worker that outgrew its memory
_LEAST_ROOM = 256 << 20  # bytes a worker may take beyond what it starts with, whatever the limit
_WATCH = 0.1  # seconds between two looks at a worker's memory


def processing_fingerprint() -> str:
    """Identify the code that turns a file into segments and findings."""
    return code_fingerprint(*_PROCESSING)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to process."""

    path: str
    sha256: str
    size: int
    stated: Source
    ocr: bool = False  # recognise the text of pages that have none

    def read_by(self, processing: str) -> str:
        """Name what reads it: today's code, and OCR if that may be used."""
        return processing + (OCR if self.ocr else "")

    @property
    def seconds(self) -> float:
        """How long it may take."""
        return file_timeout(self.size) + (ocr_file_timeout() + 60.0 if self.ocr else 0.0)


@dataclass(slots=True)
class Outcome:
    """What became of a task: `done`, or the `problem` that prevented it."""

    task: Task
    done: Processed | None = None
    problem: Problem | None = None
    seconds: dict[str, float] = field(default_factory=dict)  # CPU time by stage


def process(task: Task) -> Outcome:
    """Take one file through the stages; its foreseen failures become problems."""
    outcome = Outcome(task)
    try:
        outcome.done = _stages(task, outcome.seconds)
    except UnreadableFile as error:
        hint = f"; {error.hint}" if error.hint else ""
        outcome.problem = Problem(error.code, error.message + hint)
    except MemoryError:
        outcome.problem = Problem("out-of-memory", _MEMORY)
    except OSError as error:
        outcome.problem = Problem("unreadable", f"cannot be opened: {error.strerror or error}")
    except RecursionError:
        outcome.problem = Problem("damaged-file", "it is nested too deeply to read")
    return outcome


_MEMORY = "reading it took more memory than allowed; set CONCORD_MEMORY to more MB to try again"


def _stages(task: Task, seconds: dict[str, float]) -> Processed:
    from pipeline.extract import extract
    from pipeline.parse import parse
    from pipeline.segment import segment
    from pipeline.text.passage import surroundings
    from pipeline.text.tokens import tokens

    clock = time.process_time()

    def lap(stage: str) -> None:
        nonlocal clock
        now = time.process_time()
        seconds[stage] = seconds.get(stage, 0.0) + now - clock
        clock = now

    document = parse(Path(task.path), task.sha256, task.stated, ocr=task.ocr)
    lap("parse")
    segments, analyses = segment(document)
    lap("segment")
    findings = _own(extract(document, segments, analyses), document, segments)
    lap("extract")
    title = document.source.title
    words = [(" ".join(tokens(s.text)), " ".join(tokens(surroundings(s, title)))) for s in segments]
    lap("tokens")
    return Processed(_light(document), segments, findings, words)


def _own(findings: list[Finding], document: Document, segments: Sequence[Segment]) -> list[Finding]:
    """Keep what was read in the languages that the rules are for."""
    if document.source.language not in LANGUAGES:
        return []
    foreign = {s.id for s in segments if s.language not in LANGUAGES}
    return [f for f in findings if f.segment not in foreign] if foreign else findings


def _light(document: Any) -> Any:
    """Drop the edges of single characters: only the stages needed them."""
    from dataclasses import replace

    blocks = tuple(
        replace(b, anchors=tuple(replace(a, edges=None) for a in b.anchors))
        for b in document.blocks
    )
    return replace(document, blocks=blocks)


def process_all(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """Process files in worker processes, the largest first; yield as they finish.

    The pages of one file are not parted among workers: files keep the cores busy, and
    of one file segmenting takes two to three times what reading its pages does.
    """
    from concurrent.futures import FIRST_COMPLETED, wait
    from multiprocessing import get_context

    from pebble import ProcessExpired, ProcessPool

    order = sorted(tasks, key=lambda t: (-t.size, t.path))
    with ProcessPool(
        max_workers=min(jobs, len(order)), initializer=_start_worker, context=get_context("spawn")
    ) as pool:
        waiting = {
            pool.schedule(process, args=(task,), timeout=task.seconds): task for task in order
        }
        try:
            while waiting:
                finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    task = waiting.pop(future)  # type: ignore[call-overload]
                    yield _result(future, task, ProcessExpired)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _result(future: Any, task: Task, expired: type[Exception]) -> Outcome:
    try:
        result: Outcome = future.result()
        return result
    except TimeoutError:
        limit = task.seconds
        return Outcome(
            task,
            problem=Problem(
                "parse-timeout",
                f"reading it took longer than {limit:.0f} s and was stopped;"
                " set CONCORD_TIMEOUT to more seconds to try again",
            ),
        )
    except expired as error:
        if getattr(error, "exitcode", None) == _NO_MEMORY:
            return Outcome(task, problem=Problem("out-of-memory", _MEMORY))
        return Outcome(
            task,
            problem=Problem("reader-died", "the process that read it died: damaged or hostile"),
        )
    except PipelineError:
        raise
    except Exception as error:
        # A fault of ours on one file must not cost the others; it is named as ours.
        said = f"{type(error).__name__}: {error}"[:300]
        return Outcome(
            task, problem=Problem("internal-error", f"Concord failed on it ({said}): report this")
        )


def _start_worker() -> None:
    """Keep a worker to one thread and to its memory: there is one worker a core."""
    for name in ("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # spaCy's engine loads torch where it is installed and no pipeline here uses it: 180 MB.
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]
    _limit_memory(worker_memory())


def _limit_memory(limit: int) -> None:
    """Let the process fail rather than grow beyond `limit` bytes.

    On Linux the limit is on data, not address space: the dictionaries and
    libraries that are mapped into memory are shared and not counted. An
    allocation beyond it raises MemoryError, which costs the page or file.
    Elsewhere, and for what grows bit by bit, a thread looks at the resident
    memory and ends the process; the build names the reason and goes on.
    """
    import resource

    from pipeline.parse.memory import held

    # A limit below what the process holds already would end every worker at once, or keep
    # its thread from ever starting: the build would wait for good.
    limit = max(limit, held() + _LEAST_ROOM)
    threading.Thread(target=_watch_memory, args=(limit,), daemon=True).start()
    if sys.platform == "linux":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or hard > limit:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _watch_memory(limit: int) -> None:
    from pipeline.parse.memory import resident

    while resident() <= limit:
        time.sleep(_WATCH)
    os._exit(_NO_MEMORY)
