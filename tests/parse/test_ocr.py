"""Scans and garbled pages recognised: with stand-in tools, and for real where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import build, check_index, open_index
from pipeline.errors import NoOcr, NoTextLayer, NothingRecognised, OcrStopped
from pipeline.flow.discover import discover
from pipeline.flow.plan import make_plan
from pipeline.parse import parse
from pipeline.parse.account import LOST
from pipeline.parse.pdf import ocr
from pipeline.parse.pdf.levelled import levelled
from pipeline.parse.pdf.lines import Char
from pipeline.records import Document
from tests.parse.scans import FakeTools, downwards, scanned

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpora" / "sample"
JAPANESE = (
    "第 1 条 大 学 は 、 研 究 安 全 に 係 る 責 任 者 を 置 か な け れ ば な ら な い 。",
    "第 2 条 責 任 者 は 、 こ れ に つ い て 毎 年 度 に 報 告 す る も の と す る 。",
)
ENGLISH = ("Every institution shall name an officer for the security of its research.",)
HASH = "0" * 64


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTools:
    """Stand-ins on PATH, told what Japanese they read."""
    made = FakeTools(tmp_path / "tools")
    made.tell(*JAPANESE)
    monkeypatch.setenv("PATH", str(made.folder), prepend=":")
    monkeypatch.delenv("CONCORD_OCRMYPDF", raising=False)
    return made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Two pages of the sample as pictures."""
    return scanned(SAMPLE / "hin-guideline-2024.pdf", tmp_path / "scan.pdf", [0, 1], 0.5)


def mixed(out: Path, stamp: str = "") -> Path:
    """A page of text, and a page that is a picture, perhaps with a stamp."""
    from reportlab.pdfgen.canvas import Canvas

    page = Canvas(str(out))
    for i in range(12):
        page.drawString(72, 720 - 20 * i, f"Point {i} says that partners must be assessed.")
    page.showPage()
    page.setFillGray(0.8)
    page.rect(0, 0, 595, 842, fill=1)
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    page.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, 595, 842)
    page.setFillGray(0)
    page.drawString(400, 60, stamp)
    page.save()
    return out


def bare(document: Document) -> str:
    return "".join(document.text.split())


def test_a_scan_says_how_to_read_it(scan: Path) -> None:
    with pytest.raises(NoTextLayer) as caught:
        parse(scan, HASH)
    assert "concord build --ocr" in (caught.value.hint or "")
    assert "concord-policy[ocr]" in (caught.value.hint or "")


def test_recognised_pages_keep_their_numbers_and_are_marked(scan: Path, tools: FakeTools) -> None:
    document = parse(scan, HASH, ocr=True)
    assert document.recognised == (1, 2)
    assert {(p.code, p.page) for p in document.problems} == {("ocr-text", 1), ("ocr-text", 2)}
    # Spaces between Japanese characters are the recogniser's.
    assert "大学は、研究安全に係る責任者を置かなければならない。" in document.text
    pages = {a.page for b in document.blocks for a in b.anchors}
    assert pages == {1, 2}
    box = next(a.box for b in document.blocks for a in b.anchors)
    assert box is not None and 60 < box[0] < 100 and 80 < box[1] < 130
    assert dict(document.characters).get(LOST) is None
    assert "--force-ocr" in tools.calls[0] and "jpn+eng" in tools.calls[0]


def test_only_bad_pages_are_recognised(tmp_path: Path, tools: FakeTools) -> None:
    tools.tell(*ENGLISH)
    path = mixed(tmp_path / "mixed.pdf", stamp="RECEIVED 12 MAY")
    without = parse(path, HASH)
    assert [(p.code, p.page) for p in without.problems] == [("scan", 2)]
    document = parse(path, HASH, ocr=True)
    assert document.recognised == (2,)
    assert document.text.count("partners must be assessed") == 12
    assert ENGLISH[0] in document.text and "RECEIVED" not in document.text
    assert dict(document.characters)["replaced by OCR"] == len("RECEIVED12MAY")
    # The pages that can be read are English: so is the other.
    assert tools.calls[0][tools.calls[0].index("--language") + 1] == "eng"
    assert len(tools.calls) == 1


def test_what_reads_as_nothing_is_tried_downwards(scan: Path, tools: FakeTools) -> None:
    tools.tell(*["鑭鋸顴鸞齷龕龜籠籬糴繪繡羂羇羈羆羸翹聳聾肅膺膽臉臍臠舊艱艷"] * 3)
    document = parse(scan, HASH, ocr=True)
    tried = [call[call.index("--language") + 1] for call in tools.calls]
    assert tried == ["jpn+eng", "jpn_vert+eng"]
    assert document.recognised == (1, 2)


def test_a_page_that_fails_costs_itself(tmp_path: Path, tools: FakeTools) -> None:
    path = scanned(SAMPLE / "hin-guideline-2024.pdf", tmp_path / "scan.pdf", [0, 1], 0.5)
    tools.tell(*JAPANESE, most=1)  # together they fail, alone they do not
    assert parse(path, HASH, ocr=True).recognised == (1, 2)
    assert [len(call) for call in tools.calls] == [len(tools.calls[0])] * 3


def test_ocr_that_hangs_is_stopped_and_named(
    tmp_path: Path, tools: FakeTools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "_START", 0.5)
    monkeypatch.setenv("CONCORD_OCR_TIMEOUT", "1")
    tools.tell(*JAPANESE, sleep=60)
    path = mixed(tmp_path / "mixed.pdf")
    document = parse(path, HASH, ocr=True)
    assert document.recognised == ()
    assert [(p.code, p.page) for p in document.problems] == [("ocr-stopped", 2)]
    assert "took longer than" in document.problems[0].message
    scan = scanned(SAMPLE / "hin-guideline-2024.pdf", tmp_path / "scan.pdf", [0], 0.5)
    with pytest.raises(OcrStopped, match="took longer than"):
        parse(scan, HASH, ocr=True)


def test_a_page_without_words_is_named(scan: Path, tools: FakeTools) -> None:
    tools.tell()
    with pytest.raises(NothingRecognised, match="OCR found no words"):
        parse(scan, HASH, ocr=True)


def test_an_encrypted_scan_that_opens_quietly_is_recognised(
    tmp_path: Path, tools: FakeTools
) -> None:
    from PIL import Image
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "locked.pdf"
    page = Canvas(str(path), encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    page.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, 595, 842)
    page.save()
    assert parse(path, HASH, ocr=True).recognised == (1,)


def test_builds_read_scans_when_asked_and_never_lose_what_was_recognised(
    tmp_path: Path, scan: Path, tools: FakeTools
) -> None:
    index = tmp_path / "index"
    plain = build([scan], index, workers=1)
    assert (plain.documents, len(plain.failed)) == (0, 1)
    assert "--ocr" in next(iter(plain.failed.values()))

    read = build([scan], index, ocr=True, workers=1)  # unchanged, but now it can be read
    assert (len(read.changed), read.documents, read.failed) == (1, 1, {})
    again = build([scan], index, ocr=True, workers=1)
    assert (again.changed, len(again.unchanged)) == ([], 1)
    without = build([scan], index, workers=1)
    assert (without.changed, without.documents) == ([], 1)
    assert check_index(index).notes == []
    with open_index(index) as opened:
        (entry,) = opened.index.entries.values()
        files = {row.path: row for row in opened.index.files()}
    assert entry.recognised == {1, 2}

    def plan(able: bool = True) -> tuple[list[bool], list[str], list[str]]:
        """What another version of Concord would do."""
        made = make_plan(discover([scan]), files, [scan], "another version", able=able)
        return [task.ocr for task in made.changed], made.unchanged, made.kept

    # It reads with OCR what was read with OCR, and keeps it where there is none any more.
    assert plan() == ([True], [], [])
    assert plan(able=False) == ([], [str(scan)], [str(scan)])
    scan.write_bytes(scan.read_bytes() + b"\n")  # another file now: nothing to keep
    assert plan(able=False) == ([False], [], [])


def test_missing_tools_are_named_before_the_build(
    tmp_path: Path, scan: Path, tools: FakeTools, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tools.folder / "tesseract").write_text("#!/bin/sh\necho eng\n")
    with pytest.raises(NoOcr, match="Tesseract lacks jpn, jpn_vert"):
        build([scan], tmp_path / "index", ocr=True)
    monkeypatch.setenv("CONCORD_OCRMYPDF", str(tmp_path / "nothing"))
    with pytest.raises(NoOcr, match="not installed") as caught:
        build([scan], tmp_path / "index", ocr=True)
    assert "concord-policy[ocr]" in (caught.value.hint or "")
    assert not (tmp_path / "index").exists()


@pytest.mark.slow
def test_real_ocr_reads_the_sample(tmp_path: Path) -> None:
    """A Japanese page and an English one, drawn and read back: most words come out."""
    try:
        ocr.require()
    except NoOcr as missing:
        pytest.skip(str(missing))
    for name, least in (("hin-guideline-2024", 0.8), ("vel-act-2023", 0.9)):
        source = SAMPLE / f"{name}.pdf"
        path = scanned(source, tmp_path / f"{name}.pdf", [0])
        document = parse(path, HASH, ocr=True)
        assert document.recognised == (1,)
        truth = parse(source, HASH)
        first = [b for b in truth.blocks if b.anchors and {a.page for a in b.anchors} == {1}]
        wanted = "".join("".join(truth.text[slice(*b.span)].split()) for b in first)
        runs = [wanted[at : at + 8] for at in range(0, len(wanted) - 8, 4)]
        found = bare(document)
        assert sum(run in found for run in runs) >= least * len(runs), name


@pytest.mark.slow
def test_real_ocr_reads_columns(tmp_path: Path) -> None:
    """Vertical Japanese is recognised in a second try, its columns from right to left."""
    try:
        ocr.require()
    except NoOcr as missing:
        pytest.skip(str(missing))
    path = tmp_path / "columns.pdf"
    wanted = downwards(SAMPLE / "hin-guideline-2024.pdf", path)
    found = bare(parse(path, HASH, ocr=True))
    runs = [wanted[at : at + 8] for at in range(0, len(wanted) - 8, 4)]
    assert sum(run in found for run in runs) >= 0.6 * len(runs)


def test_a_hanging_line_is_one_line_and_digits_stand_together() -> None:
    def chars(words: str, sink: float) -> list[Char]:
        return [
            {"text": c, "x0": 72 + 12.0 * i, "x1": 84 + 12.0 * i, "top": 100 + sink * i,
             "bottom": 112 + sink * i, "size": 12.0, "upright": True}
            for i, c in enumerate(words)
        ]  # fmt: skip

    for words, closed in (
        ("平成17年に 大学は 定める。" * 3, "平成17年に大学は定める。" * 3),
        ("The 12 bodies of 2024 shall report", "The 12 bodies of 2024 shall report"),
    ):
        level = levelled(chars(words, sink=0.4))
        assert len({c["bottom"] for c in level}) == 1
        text = "".join(c["text"] for c in level)
        assert text == closed
