"""The law XML of e-Gov: every printed word, numbers and nesting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.errors import DamagedFile, EmptyFile, NotThatFormat
from pipeline.parse.assembly import Reading, assemble
from pipeline.parse.egov import read_egov
from pipeline.parse.html_lists import kanji
from pipeline.records import Block, BlockKind, Document, Source

T, H, P, IT, N, C, TAB = (
    BlockKind.TITLE,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.NOTE,
    BlockKind.CONTENTS,
    BlockKind.TABLE,
)
LAW = """<?xml version="1.0" encoding="UTF-8"?>
<DataRoot><ApplData><LawFullText>
<Law Lang="ja" Era="Reiwa" Year="6" Num="027" PromulgateMonth="5" PromulgateDay="17" LawType="Act">
  <LawNum>令和六年法律第九十九号</LawNum>
  <LawBody>
    <LawTitle Kana="よみ">研究情報の保護に関する法律</LawTitle>
    <TOC><TOCLabel>目次</TOCLabel>
      <TOCChapter Num="1"><ChapterTitle>第一章　総則</ChapterTitle><ArticleRange>（第一条・第二条）</ArticleRange></TOCChapter>
      <TOCSupplProvision><SupplProvisionLabel>附則</SupplProvisionLabel></TOCSupplProvision>
    </TOC>
    <MainProvision>
      <Chapter Num="1"><ChapterTitle>第一章　総則</ChapterTitle>
        <Article Num="1"><ArticleCaption>（目的）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>
          <Paragraph Num="1"><ParagraphNum/><ParagraphSentence>
            <Sentence Num="1" Function="main">この法律は、<Ruby>研究<Rt>けんきゅう</Rt></Ruby>を守る。</Sentence>
            <Sentence Num="2" Function="proviso">ただし、例外を除く。</Sentence>
          </ParagraphSentence></Paragraph>
          <Paragraph Num="2"><ParagraphNum>２</ParagraphNum><ParagraphSentence>
            <Sentence Num="1">情報の区分に応じ当該各号に定める者をいう。</Sentence></ParagraphSentence>
            <Item Num="1"><ItemTitle>一</ItemTitle><ItemSentence>
              <Column Num="1"><Sentence Num="1">機微な情報</Sentence></Column><Column Num="2"><Sentence Num="1">次に掲げる者</Sentence></Column></ItemSentence>
              <Subitem1 Num="1"><Subitem1Title>イ</Subitem1Title><Subitem1Sentence><Sentence Num="1">研究者</Sentence></Subitem1Sentence></Subitem1>
            </Item>
          </Paragraph>
        </Article>
      </Chapter>
    </MainProvision>
    <SupplProvision AmendLawNum="令和七年六月一日法律第一号"><SupplProvisionLabel>附　則</SupplProvisionLabel>
      <Paragraph Num="1"><ParagraphCaption>（施行期日）</ParagraphCaption><ParagraphNum>１</ParagraphNum><ParagraphSentence><Sentence Num="1">公布の日から施行する。</Sentence></ParagraphSentence></Paragraph>
    </SupplProvision>
    <AppdxTable><AppdxTableTitle>別表第一</AppdxTableTitle><RelatedArticleNum>（第二条関係）</RelatedArticleNum>
      <TableStruct><Table><TableRow><TableColumn><Sentence>名称</Sentence></TableColumn><TableColumn><Sentence>根拠法</Sentence></TableColumn></TableRow></Table>
      <Remarks><RemarksLabel>備考</RemarksLabel><Sentence>名称は略称とする。</Sentence></Remarks></TableStruct>
    </AppdxTable>
  </LawBody>
</Law></LawFullText></ApplData></DataRoot>"""
SHARED = Path(__file__).parents[3] / "shared" / "data"


def read(xml: str) -> tuple[Reading, Document]:
    reading = read_egov(xml.encode())
    return reading, assemble(Source("x", "x"), reading.drafts, None, reading.problems)


def shown(xml: str) -> list[tuple[BlockKind, str | None, str]]:
    _, doc = read(xml)
    return [(b.kind, b.number, doc.text[slice(*b.span)]) for b in doc.blocks]


def find(doc: Document, words: str) -> Block:
    return next(b for b in doc.blocks if words in doc.text[slice(*b.span)])


def test_law() -> None:
    reading, doc = read(LAW)
    assert (reading.title, reading.date, reading.language) == (
        "研究情報の保護に関する法律",
        "2024-05-17",
        "ja",
    )
    assert shown(LAW) == [
        (P, None, "令和六年法律第九十九号"),
        (T, None, "研究情報の保護に関する法律"),
        (C, None, "目次"),
        (C, None, "第一章　総則（第一条・第二条）"),
        (C, None, "附則"),
        (H, "第一章", "総則"),
        (H, "第一条", "（目的）"),
        (P, None, "この法律は、研究を守る。ただし、例外を除く。"),
        (BlockKind.RUBY, None, "けんきゅう"),
        (IT, "２", "情報の区分に応じ当該各号に定める者をいう。"),
        (IT, "一", "機微な情報　次に掲げる者"),
        (IT, "イ", "研究者"),
        (H, None, "附　則（令和七年六月一日法律第一号）"),
        (H, None, "（施行期日）"),
        (IT, "１", "公布の日から施行する。"),
        (H, "別表第一", "（第二条関係）"),
        (TAB, None, "名称 | 根拠法"),
        (N, None, "備考"),
        (N, None, "名称は略称とする。"),
    ]
    assert find(doc, "機微").stem == 9
    assert find(doc, "研究者").stem == 10
    assert find(doc, "研究者").place == "第一条第二項第一号イ"
    assert find(doc, "公布の日").place == "附則（令和七年六月一日法律第一号）第一項"
    assert find(doc, "研究者").trail == ("第一章 総則", "第一条 （目的）")
    assert find(doc, "名称 |").trail == ("別表第一 （第二条関係）",)
    assert [b.level for b in doc.blocks if b.kind is H] == [1, 2, 1, 2, 1]


def test_english_translation() -> None:
    xml = (
        '<Law Lang="en" Era="Heisei" Year="15"><LawBody><LawTitle>Act on Information</LawTitle>'
        '<MainProvision><Article Num="1"><ArticleCaption>(Purpose)</ArticleCaption>'
        "<ArticleTitle>Article 1</ArticleTitle><Paragraph><ParagraphNum/><ParagraphSentence>"
        "<Sentence>The State must act.</Sentence><Sentence>It may\n  delegate.</Sentence>"
        "</ParagraphSentence></Paragraph></Article></MainProvision></LawBody></Law>"
    )
    assert shown(xml) == [
        (T, None, "Act on Information"),
        (H, "Article 1", "(Purpose)"),
        (P, None, "The State must act. It may delegate."),
    ]
    assert read(xml)[0].date == "2003"


def test_another_xml_is_named_without_the_address_of_its_namespace() -> None:
    with pytest.raises(NotThatFormat) as told:
        read_egov(b'<h:udhr xmlns:h="http://example.org/h"><h:p>x</h:p></h:udhr>')
    assert "<udhr>" in told.value.message and "example" not in told.value.message


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"plain words", NotThatFormat),
        (b"<html><body>x</body></html>", NotThatFormat),
        (b"<Law><LawBody>", DamagedFile),
        (b"<Law/>", EmptyFile),
        (b"<Law>" + b"<Item>" * 100_000, DamagedFile),
        (
            b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(
                b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(10)
            )
            + b"]><Law><LawTitle>&k;</LawTitle></Law>",
            DamagedFile,
        ),
    ],
    ids=["empty", "text", "html", "cut", "hollow", "deep", "entities"],
)
def test_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_egov(data)


def test_files_are_not_read_through_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    xml = (
        f'<!DOCTYPE l [<!ENTITY a SYSTEM "{secret.as_uri()}">]><Law><LawTitle>&a;!</LawTitle></Law>'
    )
    assert "hidden" not in read(xml)[1].text


def test_real_law_keeps_every_sentence() -> None:
    path = SHARED / "policy/japan/appi-law.xml"
    if not path.exists():
        pytest.skip("../shared/data is absent")
    reading = read_egov(path.read_bytes())
    doc = assemble(Source("x", "x"), reading.drafts, None)
    sentences = [
        "".join(map(str, s.itertext())).strip() for s in etree.parse(path).iter("Sentence")
    ]
    assert all(s in doc.text for s in sentences if s)
    assert sum(b.number is not None and b.kind is H for b in doc.blocks) > 250
    assert sum(b.kind is IT and b.stem is not None for b in doc.blocks) > 290


def _wanted(law: Any) -> Iterator[tuple[str, str, str]]:
    """Walk a law by its own structure: place, words and heading of every provision."""
    for article in law.iter("Article"):
        title = article.findtext("ArticleTitle")
        above = _supplement(article)
        heading = f"{title} {article.findtext('ArticleCaption') or ''}".strip()
        paragraphs = article.findall("Paragraph")
        for paragraph in paragraphs:
            place = above + title
            if len(paragraphs) > 1:
                place += f"第{kanji(int(paragraph.get('Num')))}項"
            yield place, _words(paragraph.find("ParagraphSentence")), heading
            for item in paragraph.findall("Item"):
                at = f"{place}第{_item(item.findtext('ItemTitle'))}"
                yield at, _words(item.find("ItemSentence")), heading
                for inner in item.findall("Subitem1"):
                    sign = inner.findtext("Subitem1Title")
                    yield at + sign, _words(inner.find("Subitem1Sentence")), heading


def _supplement(article: Any) -> str:
    for above in article.iterancestors("SupplProvision"):
        named = above.get("AmendLawNum")
        return f"附則（{named}）" if named else "附則"
    return ""


def _item(title: str) -> str:
    first, _, branch = title.partition("の")
    if "及び" in title:
        return "号及び第".join(title.split("及び")) + "号"
    return f"{first}号" + (f"の{branch}" if branch else "")


def _words(element: Any) -> str:
    columns = element.findall("Column")
    if columns:
        return "　".join(_words(column) for column in columns)
    return "".join("".join(s.itertext()) for s in element.iter("Sentence"))


def test_real_law_is_cited_exactly(shared_data: Path) -> None:
    data = (shared_data / "policy" / "japan" / "appi-law.xml").read_bytes()
    law = next(etree.fromstring(data).iter("Law"))
    reading = read_egov(data)
    document = assemble(Source("x", "x", language="ja"), reading.drafts, None)
    found: dict[str, list[Block]] = {}
    for block in document.blocks:
        if block.kind in (P, IT) and block.place:
            found.setdefault(block.place, []).append(block)
    wanted = list(_wanted(law))
    assert len(wanted) == 806
    for place, words, heading in wanted:
        blocks = found.pop(place)
        assert len(blocks) == 1, place
        assert document.text[slice(*blocks[0].span)] == words, place
        assert blocks[0].trail[-1] == heading, place
    # What is left stands in supplements without articles, and above the law's first heading.
    assert all(place.startswith(("附則", "第1段落")) for place in found)
    sentences = [str(s.xpath("string()")) for s in law.iter("Sentence")]
    assert all(document.text.count(s) >= sentences.count(s) for s in set(sentences))
