"""Shared passages: exact extents against brute force, silence for chance, the two languages."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import numpy as np
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.query.quotations import Codes, _letters, _long_enough, _matches
from pipeline.records import Source


def codes(text: str) -> Codes:
    return _letters(Source("d", "T"), text).codes


def noise(length: int, seed: int) -> str:
    return "".join(random.Random(seed).choices("abcdefghijklmnopqrstuvwxyz", k=length))


@settings(max_examples=40)
@given(st.integers(39, 400), st.integers(0, 300), st.integers(0, 300), st.integers(0, 10**6))
def test_a_planted_run_is_found_whole(length: int, before: int, other: int, seed: int) -> None:
    run = noise(length, seed)
    a = noise(before, seed + 1) + "1" + run + "2" + noise(50, seed + 2)
    b = noise(other, seed + 3) + "3" + run + "4" + noise(70, seed + 4)
    found = list(_matches([codes(a), codes(b)], None))
    assert (0, 1, before + 1, other + 1, length) in found
    for _, _, x, y, size in found:
        assert a[x : x + size] == b[y : y + size]


def test_chance_is_silent() -> None:
    assert list(_matches([codes(noise(5000, 1)), codes(noise(5000, 2))], None)) == []


def test_width_case_space_and_marks_make_no_difference() -> None:
    one = _letters(Source("a", "A"), "研究の安全は、ＡＩ の時代に\n守るべきものである。")
    two = _letters(Source("b", "B"), "研究の安全はaiの時代に守るべきものである")
    assert np.array_equal(one.codes, two.codes)
    assert one.text[one.offsets[6]] == "Ａ"


def test_length_counts_characters_or_words() -> None:
    text = _letters(Source("a", "A"), "安全" * 30)
    assert _long_enough(text, 0, 40) and not _long_enough(text, 0, 39)
    words = _letters(Source("a", "A"), "safe exchange " * 20)
    assert _long_enough(words, 0, 72) and not _long_enough(words, 0, 60)


def test_boilerplate_and_many_texts_cost_little() -> None:
    texts = [codes(noise(20_000, n) + noise(300, 7)) for n in range(40)]
    start = time.process_time()
    list(_matches(texts, None))
    assert time.process_time() - start < 5


def test_references_and_quotations_of_the_sample(sample_index: Path) -> None:
    def lines(*asked: str) -> list[dict[str, object]]:
        result = CliRunner().invoke(main, [*asked, "--index", str(sample_index)])
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.output.splitlines()]

    shared = lines("quotations", "--versions", "--format", "jsonl")
    assert shared
    for line in shared:
        assert line["document"] != line["original"] and line["text"]
    graph = lines("references", "--graph", "jsonl")
    nodes = {n["id"] for n in graph if n["line"] == "node"}
    edges = [e for e in graph if e["line"] == "edge"]
    assert {"supersedes", "translation-of", "cites"} == {e["relation"] for e in edges}
    assert all(e["citing"] in nodes and e["cited"] in nodes for e in edges)
    citing = next(e for e in edges if e["relation"] == "cites")
    out = lines("references", str(citing["citing"]), "--direction", "out", "--format", "jsonl")
    back = lines("references", str(citing["cited"]), "--direction", "in", "--format", "jsonl")
    assert sum(r["target"] == citing["cited"] for r in out) == citing["count"]
    assert sum(r["document"] == citing["citing"] for r in back) == citing["count"]


def test_graphs_are_well_formed(sample_index: Path) -> None:
    from xml.etree import ElementTree as ET

    def shown(form: str) -> str:
        asked = ["references", "--graph", form, "--index", str(sample_index)]
        return CliRunner().invoke(main, asked).output

    root = ET.fromstring(shown("graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    ids = [node.get("id") for node in root.iter(f"{space}node")]
    assert len(ids) == len(set(ids)) > 5
    assert all(e.get("source") in ids for e in root.iter(f"{space}edge"))
    assert shown("dot").startswith("digraph") and shown("dot").count("->") > 3


def test_wrong_use_is_told(sample_index: Path) -> None:
    for asked, words in (
        (["references"], "name a document"),
        (["references", "nobody-has-this", "--index", str(sample_index)], "no document"),
        (["quotations", "nobody-has-this", "--index", str(sample_index)], "no document"),
    ):
        result = CliRunner().invoke(main, asked)
        assert result.exit_code in (1, 2) and words in result.output
