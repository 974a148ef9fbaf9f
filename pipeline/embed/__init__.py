"""Embedding: texts to unit rows, questions and passages apart.

In: the name of an encoder. Out: an `Encoder` (see `pipeline.protocols`).
Importing this loads no model and no heavy library, nor does asking for the
default encoder; each engine starts when the first text arrives.
"""

from __future__ import annotations

from functools import cache

from pipeline.embed.e5 import NAME as E5_SMALL
from pipeline.embed.e5 import E5Small
from pipeline.embed.generic import GenericEncoder
from pipeline.embed.precision import Precision
from pipeline.embed.use import NAME as USE_MULTILINGUAL
from pipeline.embed.use import UseMultilingual
from pipeline.errors import BadRequest
from pipeline.protocols import Encoder

__all__ = ["Precision", "available_encoders", "get_encoder"]


def available_encoders() -> tuple[str, ...]:
    """Name the encoders that need no download, the default first."""
    return (E5_SMALL, USE_MULTILINGUAL)


def get_encoder(name: str = E5_SMALL, precision: str = Precision.AUTO) -> Encoder:
    """Give an encoder by its name, a folder, or a hub name; one per process.

    `precision` is the arithmetic of passages: "auto" takes the fastest that
    this processor has and that keeps rows within a cosine of .999.
    """
    try:
        return _encoder(name, Precision(precision))
    except ValueError:
        known = ", ".join(Precision)
        raise BadRequest(f"There is no precision {precision!r}.", f"Known: {known}.") from None


@cache
def _encoder(name: str, precision: Precision) -> Encoder:
    if name == E5_SMALL:
        return E5Small(precision)
    if name == USE_MULTILINGUAL:
        return UseMultilingual()
    return GenericEncoder(name, precision)
