"""What an English word may be a form of, so that "wrote" meets "write".

In: a word in lower case. Out: guesses at its plain forms; those that are no
words do no harm, since nothing asks for them. Japanese tokens come normalised
and give none.
"""

from __future__ import annotations

from pipeline.dictionary.english import uninflected

# Plain form, then what is irregular of it.
_IRREGULAR = {
    form: forms.split()[0]
    for forms in """be is are was were been being am|become became|begin began begun|bend bent|
    bet|bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|bring brought|
    build built|burn burnt|buy bought|catch caught|choose chose chosen|come came|deal dealt|
    dig dug|do did done does|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|
    eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|
    fly flew flown|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|
    freeze froze frozen|get got gotten|give gave given|go went gone goes|grow grew grown|
    hang hung|have had has|hear heard|hide hid hidden|hold held|keep kept|know knew known|
    lay laid|lead led|lean leant|learn learnt|leave left|lend lent|lie lay lain|light lit|
    lose lost|make made|mean meant|meet met|pay paid|ride rode ridden|ring rang rung|
    rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|shake shook|
    shine shone|shoot shot|show shown|shrink shrank|sing sang sung|sink sank sunk|sit sat|
    sleep slept|slide slid|speak spoke spoken|spend spent|spring sprang|stand stood|
    steal stole stolen|stick stuck|strike struck|swear swore sworn|sweep swept|swim swam swum|
    take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|
    understand understood|undertake undertook undertaken|wake woke woken|wear wore worn|win won|
    withdraw withdrew withdrawn|write wrote written|man men|woman women|child children|
    person people|foot feet|tooth teeth|mouse mice|life lives|wife wives|knife knives|leaf leaves|
    criterion criteria|datum data|analysis analyses|basis bases|index indices|good better best|
    bad worse worst|far further farther|little less least|many more most""".replace("\n", "")
    .split("|")
    for form in forms.split()[1:]
}  # fmt: skip


def stems(word: str) -> list[str]:
    """Guess the plain forms of an English word, itself left out."""
    if not word.isascii():
        return []
    found = uninflected(word)
    if word in _IRREGULAR:
        found.append(_IRREGULAR[word])
    return [form for form in dict.fromkeys(found) if form != word]
