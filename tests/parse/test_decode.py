"""Encodings told apart, and what cannot be text refused."""

from __future__ import annotations

import pytest

from pipeline.errors import DamagedFile, EmptyFile, NotThatFormat
from pipeline.parse import decode as module
from pipeline.parse.decode import decode

JA = "研究セキュリティの確保に①取り組むこと。\nリスクを評価しなければならない。\n"
EN = "Institutions must “assess” the risk – annually.\nCafé funding is covered.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JA, "utf-8"),
        (JA, "utf-8-sig"),
        (JA, "utf-16"),
        (JA + "x" * 40, "utf-16-le"),
        (JA + "x" * 40, "utf-16-be"),
        (JA, "cp932"),
        (JA, "euc_jis_2004"),
        (JA.replace("①", ""), "euc_jp"),
        (JA.replace("①", ""), "iso2022_jp"),
        (EN, "utf-8"),
        (EN, "utf-16"),
        (EN, "cp1252"),
        (EN * 20, "utf-16-le"),
    ],
)
def test_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="Shift_JIS">', "cp932"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=euc-jp">', "euc_jp"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
        ('<meta charset="utf-8">', "cp932"),  # wrongly declared
        ('<meta charset="no-such-charset">', "cp932"),
    ],
)
def test_declared(head: str, encoding: str) -> None:
    words = EN if encoding == "cp1252" else JA.replace("①", "")
    text = f"{head}<p>{words}</p>"
    assert decode(text.encode(encoding))[0] == text


def test_line_ends() -> None:
    assert decode(b"a\r\nb\rc\nd")[0] == "a\nb\nc\nd"


def test_slips_become_a_problem() -> None:
    data = (JA * 30).encode() + b"\xff" + (JA * 30).encode()
    text, problems = decode(data)
    assert text.count("\ufffd") == 1
    assert [p.code for p in problems] == ["replaced-characters"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", "　\n".encode()])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 50,
        b"text with\x00\x01\x02\x03\x04\x05 binary",
    ],
)
def test_binary(data: bytes) -> None:
    with pytest.raises(NotThatFormat) as caught:
        decode(data)
    assert caught.value.hint


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    with pytest.raises(DamagedFile):
        decode(b"x" * 11)
