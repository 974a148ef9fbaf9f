"""The command `concord`. Each command lives in a module named for what it does."""

from __future__ import annotations

import click

from pipeline import __version__
from pipeline.cli.align import align
from pipeline.cli.ask import define, findings, search
from pipeline.cli.cite import quotations, references
from pipeline.cli.concepts import concepts
from pipeline.cli.diff import diff
from pipeline.cli.door import Group
from pipeline.cli.look import catalogue, check, documents, show
from pipeline.cli.make import build
from pipeline.cli.measure import score
from pipeline.cli.table import compare


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="concord")
def main() -> None:
    """Find, align and compare policies on research integrity and security.

    Concord reads policy documents in Japanese and English, finds who must do
    what and how terms are defined, and answers with verbatim, cited passages.
    Start with: concord build PATH...
    """


for command in (
    build, search, findings, define, compare, align, diff, references, quotations,
    concepts, documents, catalogue, show, check, score,
):  # fmt: skip
    main.add_command(command)
