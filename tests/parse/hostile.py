"""PDFs that break readers, made from our own: for tests and for scripts/fuzz_pdf.

`built()` gives hand-made files, each with one trick; `damaged()` gives
variants of a good file, the same for the same seed.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator

_HELLO = b"BT /F1 12 Tf 72 700 Td (Institutions shall disclose funding.) Tj ET "
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: dict[int, bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """Write a PDF of numbered objects with a right cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        kind = b"n" if number in places else b"f"
        out += b"%010d 00000 %s \n" % (places.get(number, 0), kind)
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (size, root, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % at)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """Write a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def flat(data: bytes, extra: bytes = b"") -> bytes:
    """Write a deflated stream object."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + extra)


def simple(
    content: bytes = _HELLO,
    *,
    page: bytes = b"",
    resources: bytes = b"",
    font: bytes = _FONT,
    more: dict[int, bytes] | None = None,
    raw: bytes | None = None,
    trailer: bytes = b"",
    box: bytes = b"[0 0 612 792]",
) -> bytes:
    """Write a PDF of one page."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> %s >> %s >>" % (box, resources, page),
            4: raw if raw is not None else stream(content),
            5: font,
            **(more or {}),
        },
        trailer=trailer,
    )


def cid_font(
    number: int, *, widths: bytes = b"", unicode_map: int | None = None
) -> dict[int, bytes]:
    """Write a composite font in object 5 with its parts from `number` on."""
    to = b"/ToUnicode %d 0 R" % unicode_map if unicode_map else b""
    return {
        5: b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Odd /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] %s >>" % (number, to),
        number: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Odd /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R"
        b" /DW 1000 %s >>" % (number + 1, widths),
        number + 1: b"<< /Type /FontDescriptor /FontName /AAAAAA+Odd /Flags 4 /Ascent 800"
        b" /Descent -200 /FontBBox [0 -200 1000 800] >>",
    }


def _cmap(body: bytes) -> bytes:
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n%s\nendcmap end end" % body
    )


def built() -> Iterator[tuple[str, bytes]]:
    """Give hand-made hostile files by name."""
    good = simple()
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 700] /Length %d %s >>\nstream\n%s\nendstream"
    yield "good", good
    yield "empty", b""
    yield "header-only", b"%PDF-1.7\n"
    yield "web-page", b"<!DOCTYPE html><html><body>Not found</body></html>"
    yield "noise", b"%PDF-1.4\n" + random.Random(1).randbytes(5000)
    yield "zeros", b"%PDF-1.4\n" + bytes(100_000)
    yield "half", good[: len(good) // 2]
    yield "no-trailer", good[: good.index(b"xref")]
    yield "xref-far-away", good.replace(b"startxref\n", b"startxref\n9")
    yield "xref-loop", simple(trailer=b"/Prev %d" % good.index(b"xref\n0"))
    yield "xref-negative", re.sub(rb"startxref\n\d+", b"startxref\n-5", good)
    yield "xref-huge-count", good.replace(b"xref\n0 6", b"xref\n0 2147483647")
    yield (
        "xref-stream-huge",
        pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>"}).replace(
            b"xref\n0 2", b"xref\n0 99999999999999999999"
        ),
    )
    yield "size-lie", good.replace(b"/Size 6", b"/Size 999999999")
    yield "root-is-page", good.replace(b"/Root 1 0 R", b"/Root 3 0 R")
    yield "root-missing", good.replace(b"/Root 1 0 R", b"/Root 77 0 R")
    yield "root-itself", pdf({1: b"1 0 R"})
    yield "count-lie", good.replace(b"/Count 1", b"/Count 2000000000")
    yield "count-negative", good.replace(b"/Count 1", b"/Count -1")
    yield "kids-loop", good.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R 3 0 R 2 0 R]")
    yield "kids-null", good.replace(b"/Kids [3 0 R]", b"/Kids [null 3 0 R (x) 99 0 R]")
    yield "kids-same-page", good.replace(b"/Kids [3 0 R]", b"/Kids [%s]" % (b"3 0 R " * 5_000))
    deep = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for n in range(2, 3002):
        deep[n] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (n + 1)
    deep[3002] = b"<< /Type /Page /MediaBox [0 0 612 792] >>"
    yield "deep-page-tree", pdf(deep)
    many = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 4: stream(_HELLO), 5: _FONT}
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 5010))
    many[2] = b"<< /Type /Pages /Count 5000 /Kids [%s] >>" % kids
    for n in range(10, 5010):
        many[n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        )
    yield "thousands-of-pages", pdf(many)
    for name, box in (
        ("box-huge", b"[0 0 100000 100000]"),
        ("box-infinite", b"[0 0 %s 792]" % (b"9" * 400)),
        ("box-empty", b"[0 0 0 0]"),
        ("box-inverted", b"[612 792 0 0]"),
        ("box-short", b"[0 0 612]"),
        ("box-words", b"[(a) /b null true]"),
        ("box-far", b"[-1e7 -1e7 -9999388 -9999208]"),
        ("box-reference-loop", b"3 0 R"),
    ):
        yield name, simple(box=box)
    yield "rotate-odd", simple(page=b"/Rotate 33")
    yield "rotate-words", simple(page=b"/Rotate /Left")
    yield "crop-odd", simple(page=b"/CropBox [(x) 0 1 2]")
    yield "user-unit", simple(page=b"/UserUnit 1e30")
    yield "deep-array", simple(page=b"/Odd " + b"[" * 30_000 + b"]" * 30_000)
    yield "deep-dict", simple(page=b"/Odd " + b"<</A " * 50_000 + b"1" + b">>" * 50_000)
    yield "deep-array-drawn", simple(b"[" * 40_000 + b"1" + b"]" * 40_000 + b" TJ " + _HELLO)
    yield "unclosed-string", simple(b"BT /F1 12 Tf (" + b"a(" * 30_000)
    yield "unclosed-dict", good[: good.index(b"/Contents")]
    yield "many-saves", simple(b"q " * 500_000 + _HELLO)
    yield "many-restores", simple(b"Q " * 500_000 + _HELLO)
    yield (
        "operators-without-operands",
        simple(b"Tj TJ Tm Td cm re l c Do gs sh scn BI ID EI " + _HELLO),
    )
    yield (
        "wrong-operands",
        simple(
            b"(a) (b) Td /x /y /z 1 2 3 cm [1 (a) [2] /n] TJ 7 Tf (f) 1 Tf /F1 (x) Tf"
            b" (a) Tc /q Tz (x) gs (x) Do << /a 1 >> BDC " + _HELLO
        ),
    )
    yield "numbers-huge", simple(b"1e308 0 0 1e308 1e308 1e308 cm " + _HELLO + b" 9" * 5000 + b" w")
    yield "size-zero", simple(_HELLO.replace(b"12 Tf", b"0 Tf"))
    yield "size-negative", simple(_HELLO.replace(b"12 Tf", b"-12 Tf"))
    yield "size-huge", simple(_HELLO.replace(b"12 Tf", b"1e20 Tf"))
    yield "off-page", simple(_HELLO.replace(b"72 700", b"7200 70000") + _HELLO)
    yield "invisible", simple(_HELLO.replace(b"Td", b"Td 3 Tr") + b" " + _HELLO)
    yield "white", simple(b"1 g " + _HELLO * 9 + b" 0 g " + _HELLO.replace(b"700", b"600"))
    yield "tiny", simple(_HELLO.replace(b"12 Tf", b"0.1 Tf") * 9 + _HELLO.replace(b"700", b"600"))
    line = b"BT /F1 6 Tf 30 %d Td (%s) Tj ET\n"
    dense = b"".join(line % (y % 780, b"word " * 200) for y in range(1_000))
    yield "million-characters", simple(raw=flat(dense))
    yield "million-strokes", simple(raw=flat(b"0 0 m 9 9 l S " * 400_000 + _HELLO))
    yield "one-long-path", simple(raw=flat(b"0 0 m " + b"9 9 l 5 7 l " * 200_000 + b"S " + _HELLO))
    yield "many-subpaths", simple(raw=flat(b"0 0 m 9 9 l " * 100_000 + b"S " + _HELLO))
    yield (
        "many-rectangles",
        simple(
            raw=flat(
                b"".join(
                    b"%d %d 20 20 re S " % (x * 21, y * 21) for x in range(28) for y in range(36)
                )
                + _HELLO
            )
        ),
    )
    yield (
        "grid-of-hairlines",
        simple(
            raw=flat(
                b"".join(b"0 %d m 612 %d l S %d 0 m %d 792 l S " % (n, n, n, n) for n in range(600))
                + _HELLO
            )
        ),
    )
    bomb = zlib.compress(bytes(80 << 20), 1)
    yield "bomb", simple(raw=stream(bomb, b"/Filter /FlateDecode"))
    twice = zlib.compress(bomb, 9)
    yield "bomb-twice", simple(raw=stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))
    spaces = zlib.compress(b" " * (60 << 20), 1)
    yield "almost-bomb", simple(raw=stream(spaces, b"/Filter /FlateDecode"))
    yield (
        "run-length-bomb",
        simple(raw=stream(b"\x81a" * 400_000 + b"\x80", b"/Filter /RunLengthDecode")),
    )
    yield "lzw-noise", simple(raw=stream(random.Random(2).randbytes(50_000), b"/Filter /LZWDecode"))
    yield (
        "filters-many",
        simple(raw=stream(b"00" * 5000, b"/Filter [%s]" % (b"/ASCIIHexDecode " * 5000))),
    )
    for unfit in ("JBIG2Decode", "JPXDecode", "DCTDecode", "CCITTFaxDecode", "Crypt", "Nonsense"):
        raw = stream(_HELLO, b"/Filter /" + unfit.encode())
        yield f"filter-{unfit.lower()}", simple(raw=raw)
    yield "filter-words", simple(raw=stream(_HELLO, b"/Filter (Flate)"))
    predictor = b"/DecodeParms << /Predictor %d /Columns %d /Colors %d >>"
    for kind, columns, colours in (
        (12, 1 << 30, 1),
        (12, 0, 0),
        (2, 1 << 30, 9),
        (99, 1, 1),
        (12, -5, 3),
    ):
        extra = predictor % (kind, columns, colours)
        yield f"predictor-{kind}-{columns}", simple(raw=flat(_HELLO, extra))
    broken = bytearray(zlib.compress(_HELLO * 40))
    broken[len(broken) // 2] ^= 0xFF
    yield "flate-damaged", simple(raw=stream(bytes(broken), b"/Filter /FlateDecode"))
    yield "length-lie", good.replace(b"/Length %d" % len(_HELLO), b"/Length 99999999")
    yield "length-loop", good.replace(b"/Length %d" % len(_HELLO), b"/Length 4 0 R")
    forms = {
        n: form
        % (
            len(b"/X%d Do " % (n + 1)) * 12,
            b"/Resources << /XObject << /X%d %d 0 R >> >>" % (n + 1, n + 1),
            b"/X%d Do " % (n + 1) * 12,
        )
        for n in range(10, 30)
    }
    forms[30] = form % (len(_HELLO), b"/Resources << /Font << /F1 5 0 R >> >>", _HELLO)
    yield (
        "forms-exponential",
        simple(b"/X10 Do", resources=b"/XObject << /X10 10 0 R >>", more=forms),
    )
    chain = {
        n: form
        % (
            len(b"/X%d Do" % (n + 1)),
            b"/Resources << /XObject << /X%d %d 0 R >> >>" % (n + 1, n + 1),
            b"/X%d Do" % (n + 1),
        )
        for n in range(10, 1500)
    }
    yield (
        "forms-deep",
        simple(b"/X10 Do " + _HELLO, resources=b"/XObject << /X10 10 0 R >>", more=chain),
    )
    own = {10: form % (6, b"/Resources << /XObject << /X 10 0 R >> >>", b"/X Do ")}
    yield (
        "form-in-itself",
        simple(b"/X Do " + _HELLO, resources=b"/XObject << /X 10 0 R >>", more=own),
    )
    odd = {
        10: b"<< /Type /XObject /Subtype /Form /BBox [1 (x)] /Matrix [1 2] /Length 0 >>\nstream\n\nendstream"
    }
    yield "form-odd", simple(b"/X Do " + _HELLO, resources=b"/XObject << /X 10 0 R >>", more=odd)
    for name, font in (
        ("font-missing", b"null"),
        ("font-word", b"(Helvetica)"),
        ("font-empty", b"<< >>"),
        (
            "font-itself",
            b"<< /Type /Font /Subtype /Type0 /Encoding 5 0 R /DescendantFonts [5 0 R] >>",
        ),
        (
            "font-type3",
            b"<< /Type /Font /Subtype /Type3 /FontMatrix [0 0 0 0 0 0] /FontBBox [0 0 0 0]"
            b" /FirstChar 0 /LastChar 999999999 /Widths [] /CharProcs << >> /Encoding << >> >>",
        ),
        ("font-type3-bare", b"<< /Type /Font /Subtype /Type3 >>"),
        (
            "font-widths-odd",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Odd /FirstChar (x) /LastChar -1"
            b" /Widths [(a) null /b] /FontDescriptor << /Ascent (x) /Descent /y /FontBBox [1] >> >>",
        ),
        (
            "font-differences-odd",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Odd /Encoding"
            b" << /Differences [0 /uniD800 /u110000 /gggg 1e9 /a (x)] >> >>",
        ),
    ):
        yield name, simple(font=font)
    shown = b"BT /F1 12 Tf 72 700 Td <004100420043> Tj ET"
    yield "cid-widths-bomb", simple(shown, more=cid_font(10, widths=b"/W [0 2000000000 500]"))
    yield "cid-no-unicode", simple(shown, more=cid_font(10))
    for name, body in (
        ("cmap-range-bomb", b"1 beginbfrange <00000000> <7fffffff> <0041> endbfrange"),
        ("cmap-cid-bomb", b"1 begincidrange <00000000> <ffffffff> 0 endcidrange"),
        (
            "cmap-odd",
            b"1 beginbfchar <41> /x (a) 7 endbfchar 1 beginbfrange <0041> 5 [ ] endbfrange",
        ),
        ("cmap-surrogates", b"1 beginbfchar <0041> <d800> <0042> <dfff> <0043> <0000> endbfchar"),
        ("cmap-long", b"1 beginbfchar <0041> <%s> endbfchar" % (b"0041" * 100_000)),
    ):
        yield name, simple(shown, more={**cid_font(10, unicode_map=20), 20: _cmap(body)})
    uses = {**cid_font(10, unicode_map=20), 20: stream(b"/X usecmap", b"/UseCMap 20 0 R")}
    yield "cmap-uses-itself", simple(shown, more=uses)
    labels = b"<< /Nums [0 << /S /r /St 99999999999 >> 5 6 0 R] /Kids [6 0 R] >>"
    yield (
        "labels-loop",
        simple(more={6: labels}).replace(b"/Catalog", b"/Catalog /PageLabels 6 0 R"),
    )
    outline = b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R /Title (x) /Dest 3 0 R >>"
    yield (
        "outline-loop",
        simple(more={6: outline}).replace(b"/Catalog", b"/Catalog /Outlines 6 0 R"),
    )
    info = b"/Info << /Title 9 0 R /Author << /A << >> >> /Keywords [%s] >>" % (
        b"[" * 900 + b"]" * 900
    )
    yield "info-odd", simple(trailer=info)
    for name, encrypt in (
        ("encrypt-unknown", b"<< /Filter /Other /V 9 >>"),
        ("encrypt-odd", b"<< /Filter /Standard /V 2 /R 3 /O (a) /U () /P (x) /Length -8 >>"),
        (
            "encrypt-v5-odd",
            b"<< /Filter /Standard /V 5 /R 6 /O () /U () /OE () /UE () /P 0"
            b" /CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF /StrF /StdCF >>",
        ),
        ("encrypt-loop", b"1 0 R"),
    ):
        yield name, simple(trailer=b"/Encrypt %s /ID [(a) (b)]" % encrypt)
    inline = b"BI /W 99999999 /H 99999999 /BPC 8 /CS /RGB /F /Fl ID " + b"x" * 1000 + b" EI "
    yield "inline-image-odd", simple(inline + _HELLO)
    yield "inline-image-open", simple(b"BI /W 1 /H 1 ID " + b"E I EIx " * 20_000)
    comment = b"%" * 2_000_000 + b"\n"
    yield "comment-long", simple(comment + _HELLO)
    yield "name-long", simple(b"/" + b"#41" * 500_000 + b" gs " + _HELLO)
    yield "hex-long", simple(b"BT /F1 9 Tf <" + b"41" * 1_000_000 + b"> Tj ET")
    objstm = stream(b"9 0 " + b"[" * 30_000, b"/Type /ObjStm /N 999999999 /First 4")
    yield "object-stream-odd", simple(more={8: objstm})
    yield "annotations-odd", simple(page=b"/Annots [3 0 R 3 0 R null (x) << /Rect [1] >>]")
    yield (
        "struct-loop",
        simple(more={6: b"<< /K [6 0 R 6 0 R] /S /P >>"}).replace(
            b"/Catalog", b"/Catalog /StructTreeRoot 6 0 R /MarkInfo << /Marked true >>"
        ),
    )


def damaged(data: bytes, seed: int) -> bytes:
    """Damage a good file in one to three ways."""
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        if len(out) < 16:
            break
        _WAYS[chance.randrange(len(_WAYS))](out, chance)
    return bytes(out)


def _truncate(out: bytearray, chance: random.Random) -> None:
    del out[chance.randrange(len(out)) :]


def _flip(out: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 5, 50, 500))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)


def _erase(out: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(out))
    end = min(len(out), start + chance.choice((10, 200, 5000)))
    if chance.random() < 0.5:
        del out[start:end]
    else:
        out[start:end] = bytes(end - start)


def _repeat(out: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(out))
    piece = out[start : start + chance.choice((20, 1000, 20_000))]
    out[start:start] = piece * chance.choice((1, 3, 20))


def _swap_references(out: bytearray, chance: random.Random) -> None:
    found = list(re.finditer(rb"(\d+) 0 R", bytes(out)))
    for match in reversed(chance.sample(found, min(len(found), chance.choice((1, 4, 20))))):
        other = chance.choice(found)[1]
        out[match.start(1) : match.end(1)] = other


def _swap_numbers(out: bytearray, chance: random.Random) -> None:
    found = list(re.finditer(rb"/[A-Za-z]+ (-?\d+)", bytes(out)))
    odd = (b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e400", b"null", b"(x)", b"[]")
    for match in reversed(chance.sample(found, min(len(found), chance.choice((1, 3, 10))))):
        out[match.start(1) : match.end(1)] = chance.choice(odd)


def _swap_names(out: bytearray, chance: random.Random) -> None:
    found = list(re.finditer(rb"/[A-Z][A-Za-z0-9]+", bytes(out)))
    for match in reversed(chance.sample(found, min(len(found), chance.choice((1, 3, 10))))):
        out[match.start() : match.end()] = chance.choice(found)[0]


def _inside_streams(out: bytearray, chance: random.Random) -> None:
    """Change the drawing commands themselves: inflate, damage, deflate."""
    found = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", bytes(out), re.DOTALL))
    for match in reversed(chance.sample(found, min(len(found), 3))):
        try:
            plain = bytearray(zlib.decompress(match[1]))
        except zlib.error:
            continue
        if len(plain) < 16:
            continue
        chance.choice((_flip, _erase, _repeat, _swap_words))(plain, chance)
        out[match.start(1) : match.end(1)] = zlib.compress(bytes(plain[: 4 << 20]))


def _swap_words(out: bytearray, chance: random.Random) -> None:
    words = bytes(out).split(b" ")
    for _ in range(chance.choice((1, 10, 100))):
        a, b = chance.randrange(len(words)), chance.randrange(len(words))
        words[a], words[b] = words[b], words[a]
    out[:] = b" ".join(words)


_WAYS = (_truncate, _flip, _erase, _repeat, _swap_references, _swap_numbers, _swap_names,
         _inside_streams, _inside_streams)  # fmt: skip
