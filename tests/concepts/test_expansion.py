"""A question's concepts in the words of the other language."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.concepts import Concept, expand, load_scheme

SCHEME = load_scheme()


# (question, English words wanted, Japanese words wanted, words that must not come)
@pytest.mark.parametrize(
    ("question", "english", "japanese", "forbidden"),
    [
        ("Who must disclose conflicts of interest?", [], ["利益相反"], ["責務相反"]),
        (
            "悪質な外国の人材登用計画について何を証明するか",
            ["malign foreign talent recruitment program"],
            [],
            [],
        ),
        ("「懸念ある組織」とされるのはどのような者か", ["entity of concern"], [], []),
        (
            "研究不正を告発した職員への報復",
            ["research misconduct", "whistleblower protection"],
            [],
            [],
        ),
        ("外部での副業を認める場合", ["outside employment"], [], []),
        ("みなし輸出とは何か", ["deemed export"], [], []),
        ("How is research security defined?", [], ["研究セキュリティ"], ["情報セキュリティ"]),
        # The trap: the 2021 sense asks for neither conduct nor misconduct.
        (
            "研究インテグリティとは何か",
            ["research integrity", "research integrity against new risks"],
            ["研究インテグリティ"],
            ["研究公正", "研究不正", "responsible conduct of research"],
        ),
        (
            "研究公正とは何か",
            ["responsible conduct of research"],
            ["研究公正"],
            ["研究インテグリティ", "research security"],
        ),
        # The English word asks for both.
        (
            "What is research integrity?",
            [],
            ["研究インテグリティ", "研究公正"],
            ["研究セキュリティ"],
        ),
        ("What time is it?", None, None, []),
        ("今日の天気は", None, None, []),
    ],
)
def test_expand(
    question: str, english: list[str] | None, japanese: list[str] | None, forbidden: list[str]
) -> None:
    terms = expand(SCHEME, question)
    assert set(terms) == {"en", "ja"}
    for language, wanted in (("en", english), ("ja", japanese)):
        if wanted is None:
            assert terms[language] == []
        else:
            assert set(wanted) <= set(terms[language])
            assert terms[language]
    assert not set(forbidden) & {*terms["en"], *terms["ja"]}


@pytest.mark.parametrize(
    ("question", "language", "wanted"),
    [
        ("What must a professor report each year?", "ja", {"申告", "届出", "報告"}),
        ("毎年、何を届け出る必要があるか。届出の相手は", "en", {"report", "declare", "disclose"}),
        ("Does the university have to be told of a second job?", "ja", {"掛け持ち"}),
    ],
)
def test_plain_words_lead_to_plain_words_of_the_other_language(
    question: str, language: str, wanted: set[str]
) -> None:
    assert wanted <= set(expand(SCHEME, question, plain=True)[language])
    assert not {"申告", "declare"} & set(expand(SCHEME, question)[language])


@pytest.mark.parametrize("concept", SCHEME.concepts, ids=lambda c: c.id)
def test_every_concept_gives_a_few_words_of_each_language_its_own_name_first(
    concept: Concept,
) -> None:
    for question in concept.pref_label.values():
        terms = expand(SCHEME, question)
        for language, words in terms.items():
            assert words[0] == concept.pref_label[language]
            assert 2 <= len(words) <= 4
            assert len(set(words)) == len(words)


def test_an_english_question_loads_neither_sudachi_nor_pydantic() -> None:
    code = (
        "import sys; from pipeline.concepts import expand, load_scheme, load_template;"
        "expand(load_scheme(), 'research security'); load_template();"
        "print(*({'sudachipy', 'pydantic', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
