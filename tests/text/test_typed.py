"""Text files that people write, read in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadRequest, BadSheet
from pipeline.score.gold import load_gold
from pipeline.text.typed import read_typed, typed_lines


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_end_at_line_breaks_alone(mark: bytes, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(mark + "一つ\u2028二つ\r\n\none\x0ctwo\n".encode())
    assert typed_lines(file) == ["一つ\u2028二つ", "", "one\x0ctwo"]
    assert read_typed(file) == "一つ\u2028二つ\n\none\x0ctwo\n"
    file.write_bytes(mark)
    assert typed_lines(file) == []


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    with pytest.raises(BadSheet, match=r"labels\.jsonl cannot be read: No such file"):
        read_typed(file)
    file.write_bytes("審査".encode("shift_jis"))
    with pytest.raises(BadSheet, match="not UTF-8"):
        read_typed(file)
    with pytest.raises(BadRequest, match="not UTF-8"):
        load_gold(tmp_path)
