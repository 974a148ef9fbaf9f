"""SKOS out and in: the very scheme comes back; other people's files work or say where they fail."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.concepts import Concept, Scheme, load_noted, load_scheme, match
from pipeline.concepts.dump import dump_scheme
from pipeline.concepts.skos import FORMATS, write_skos
from pipeline.errors import BadSheet

ENDING = {"turtle": "ttl", "json-ld": "jsonld"}
SKOS = "http://www.w3.org/2004/02/skos/core#"
HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix : <https://thesaurus.example/t/> .
"""


def _write(folder: Path, text: str, name: str = "theirs.ttl") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _same(one: Scheme, other: Scheme) -> bool:
    return (one.id, one.title, one.concepts, one.uri) == (
        other.id,
        other.title,
        other.concepts,
        other.uri,
    )


@pytest.mark.parametrize("form", FORMATS)
def test_the_shipped_scheme_comes_back_whole(form: str, tmp_path: Path) -> None:
    scheme = load_scheme()
    path = _write(tmp_path, write_skos(scheme, form), f"ours.{ENDING[form]}")
    back, notes = load_noted(path)
    assert _same(back, scheme) and notes == ()
    assert write_skos(back, form) == path.read_text(encoding="utf-8")


def test_every_field_and_its_order_comes_back(tmp_path: Path) -> None:
    odd = Concept(
        id="z.odd-1",
        pref_label={"ja": "概念"},
        alt_label={"en": ('z "quoted"', "a\\b"), "ja": ("乙", "甲")},
        negative_label={"en": ("not this",), "ja": ("これではない", "それでもない")},
        definition={"ja": "意味。"},
        query={"ja": ("二", "一")},
        broader=("b", "a"),
        related=("c",),
        exact_match=("https://example.org/x", "a"),
        notation="021.10",
        finding="obligation",
        hidden_label={"en": ("zz", "aa")},
        uri="https://example.org/odd#1",
    )
    plain = [
        Concept(i, {"en": f"name {i}"}, {}, {}, {}, {"en": (f"name {i}",)}) for i in ("c", "b", "a")
    ]
    scheme = Scheme("mine", {"ja": "題", "en": "Title"}, (odd, *plain), "https://example.org/s")
    for form in FORMATS:
        back = load_scheme(_write(tmp_path, write_skos(scheme, form), f"x.{ENDING[form]}"))
        assert _same(back, scheme)
    assert _same(load_scheme(_write(tmp_path, dump_scheme(scheme), "x.yaml")), scheme)


def test_yaml_comes_back_whole(tmp_path: Path) -> None:
    scheme = load_scheme()
    assert _same(load_scheme(_write(tmp_path, dump_scheme(scheme), "x.yaml")), scheme)


def test_programs_that_know_only_skos_read_our_file_rightly(tmp_path: Path) -> None:
    from rdflib import RDFS, Graph, Literal, URIRef

    graph = Graph().parse(data=write_skos(load_scheme(), "turtle"), format="turtle")
    own = URIRef("urn:x-concord:terms#negativeLabel")
    assert (own, RDFS.subPropertyOf, URIRef(SKOS + "scopeNote")) in graph
    negatives = {str(o) for o in graph.objects(None, own)}
    labels = {
        str(o) for p in ("prefLabel", "altLabel") for o in graph.objects(None, URIRef(SKOS + p))
    }
    assert "security research" in negatives and "security research" not in labels
    place = URIRef("urn:x-concord:scheme:research-security#conflict-of-commitment")
    assert (place, URIRef(SKOS + "prefLabel"), Literal("責務相反", lang="ja")) in graph
    for _, p, o in graph:
        if str(p).startswith(SKOS) and str(p).endswith("Label"):
            assert isinstance(o, Literal) and o.language in ("ja", "en")


def test_the_same_bytes_whatever_the_seed_of_hashes() -> None:
    code = (
        "import hashlib; from pipeline.concepts import load_scheme;"
        "from pipeline.concepts.skos import write_skos;"
        "print(*(hashlib.sha256(write_skos(load_scheme(), f).encode()).hexdigest()"
        " for f in ('turtle', 'json-ld')))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_a_plain_scheme_without_our_extras(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
    :scheme a skos:ConceptScheme ; dct:title "Their words"@en-GB ; dct:creator "Somebody" .
    :Top a skos:Concept ; skos:prefLabel "top thing"@en ; skos:narrower :dataSharing .
    :dataSharing a skos:Concept ; skos:inScheme :scheme ;
        skos:prefLabel "data sharing"@en, "データ共有"@ja-JP, "partage"@fr ;
        skos:altLabel "sharing of data"@en-GB, "untagged", "札なし" ;
        skos:hiddenLabel "data shareing"@en ; skos:notation "4.2" ;
        skos:definition [ rdf:value "Giving data to others."@en ] ;
        skos:closeMatch <http://elsewhere.example/1> ; <urn:some:thing> 42 ;
        skos:related :gone .
    :x1 a skos:Concept ; xl:prefLabel [ xl:literalForm "xl label"@en ] .
    """
    )
    scheme, notes = load_noted(_write(tmp_path, text))
    assert scheme.id == "theirs" and scheme.title == {"en": "Their words"}
    assert scheme.uri == "https://thesaurus.example/t/scheme"
    assert [c.id for c in scheme.concepts] == ["top", "data-sharing", "x1"]
    sharing = scheme.concepts[1]
    assert sharing.pref_label == {"en": "data sharing", "ja": "データ共有"}
    assert sharing.alt_label == {"en": ("sharing of data", "untagged"), "ja": ("札なし",)}
    assert sharing.hidden_label == {"en": ("data shareing",)}
    assert sharing.definition == {"en": "Giving data to others."}
    assert (sharing.notation, sharing.broader) == ("4.2", ("top",))
    assert sharing.uri == "https://thesaurus.example/t/dataSharing"
    assert scheme.concepts[2].pref_label == {"en": "xl label"}
    assert any("gone" in n for n in notes) and any("1 in fr" in n for n in notes)
    assert [m.concept.id for m in match(scheme, "データを共有する")] == ["data-sharing"]
    # What we read we can write, and read again.
    again = load_scheme(_write(tmp_path, write_skos(scheme, "turtle"), "again.ttl"))
    assert again.concepts == scheme.concepts


# (what is written, what the concepts are then, words of a note)
MENDED = [
    (':a a skos:Concept ; skos:altLabel "only alt"@en .', {"a": {"en": "only alt"}}, "no prefLabel"),
    (
        ':a a skos:Concept ; skos:prefLabel "利益相反"@jp .',
        {"a": {"ja": "利益相反"}},
        "tag 'jp', read as ja",
    ),
    (
        ':a a skos:Concept ; skos:prefLabel "利益相反"@en .',
        {"a": {"ja": "利益相反"}},
        "tag 'en', read as ja",
    ),
    (
        ':a a skos:Concept ; skos:prefLabel "one"@en, "two"@en .',
        {"a": {"en": "one"}},
        "several prefLabels",
    ),
    (
        ':a a skos:Concept ; skos:prefLabel "a"@en .\n:b a skos:Concept ; skos:prefLabel "ein"@de .',
        {"a": {"en": "a"}},
        "t/b: has no label in Japanese or English",
    ),
    (
        ':s a skos:ConceptScheme . :t a skos:ConceptScheme .'
        ' :a a skos:Concept ; skos:prefLabel "a"@en .',
        {"a": {"en": "a"}},
        "2 schemes in one file",
    ),
    (
        '<https://a.example/x#a> a skos:Concept ; skos:prefLabel "a"@en .'
        ' <https://b.example/x#a> a skos:Concept ; skos:prefLabel "b"@en .',
        None,
        "the id a is that of",
    ),
    ('<https://a.example/%E5%88%A9> a skos:Concept ; skos:prefLabel "利"@ja .', None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "note"), MENDED)
def test_what_is_odd_is_mended_and_told(
    text: str, expected: dict[str, dict[str, str]] | None, note: str | None, tmp_path: Path
) -> None:
    scheme, notes = load_noted(_write(tmp_path, HEAD + text))
    ids = [c.id for c in scheme.concepts]
    assert len(set(ids)) == len(ids)
    if expected is not None:
        assert {c.id: c.pref_label for c in scheme.concepts} == expected
    assert any(note in n for n in notes) if note else notes == ()


# (name of the file, what is written, what the message says)
BROKEN = [
    ("a.ttl", HEAD + ":a a skos:Concept ;\n  skos:prefLabel \"open@en .\n", "a.ttl:"),
    ("a.ttl", "no turtle at all", "a.ttl:1: not readable as Turtle"),
    ("a.ttl", HEAD + "\n\n:a skos:prefLabel ; .", "a.ttl:8: not readable"),
    ("a.ttl", HEAD, "holds no skos:Concept"),
    (
        "a.ttl",
        HEAD + ':a a skos:Concept; skos:prefLabel "a"@en; skos:broader :b .\n'
        ':b a skos:Concept; skos:prefLabel "b"@en; skos:broader :a .',
        "a.ttl:6: https://thesaurus.example/t/a: broader leads in a circle: a → b → a",
    ),
    (
        "a.ttl",
        HEAD + ':a a skos:Concept; skos:prefLabel "a"@en; skos:broader :a .',
        "circle: a → a",
    ),
    (
        "a.ttl",
        HEAD + ':a a skos:Concept; skos:prefLabel "a"@en;'
        ' <urn:x-concord:terms#negativeLabel> "a"@en .',
        "a is a label and a negative label",
    ),
    (
        "a.ttl",
        HEAD + ':a a skos:Concept; skos:prefLabel "a"@en; <urn:x-concord:terms#finding> "duty" .',
        "finding cannot be 'duty'",
    ),
    ("a.jsonld", '{"@id": "x",\n "@type": }', "a.jsonld:2: not readable as JSON"),
    (
        "a.jsonld",
        '{\n"@context": "https://example.org/skos.jsonld", "@graph": []}',
        "a.jsonld:2: its context is at https://example.org/skos.jsonld, and nothing is fetched",
    ),
    ("a.json", "[" * 100_000, "is nested too deeply"),
    ("a.json", "{}", "holds no skos:Concept"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), BROKEN)
def test_what_is_broken_says_where(name: str, text: str, message: str, tmp_path: Path) -> None:
    path = _write(tmp_path, text, name)
    with pytest.raises(BadSheet) as caught:
        load_noted(path)
    assert str(path) in caught.value.message and message in caught.value.message
    assert caught.value.hint


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes("利益相反".encode("shift_jis"))
    with pytest.raises(BadSheet, match="not UTF-8"):
        load_scheme(path)
    with pytest.raises(BadSheet, match="No such file"):
        load_scheme(tmp_path / "gone.ttl")


def test_json_ld_of_somebody_else(tmp_path: Path) -> None:
    text = json.dumps(
        {
            "@context": {"skos": SKOS, "name": "skos:prefLabel"},
            "@id": "https://x.example/7",
            "@type": "skos:Concept",
            "name": [{"@value": "peer review", "@language": "en"}, "査読"],
        },
        ensure_ascii=False,
    )
    (concept,) = load_scheme(_write(tmp_path, text, "a.jsonld")).concepts
    assert concept.id == "7" and concept.pref_label == {"en": "peer review", "ja": "査読"}


def test_rdflib_is_loaded_only_for_skos() -> None:
    code = (
        "import sys; from pipeline.concepts import load_scheme; load_scheme();"
        "import pipeline.concepts.skos; print('rdflib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
