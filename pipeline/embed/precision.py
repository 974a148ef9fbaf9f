"""In what arithmetic passages are computed.

In: what the caller asked for and what the processor can do. Out: the same
model with other number types inside its transformer; pooling and length stay
float32. Against float32 (models/README.md says how measured):

- bf16: cosine .99998 (median), 99 % of the ten nearest the same, 1.8 times as
  fast where the processor multiplies matrices of it (AMX), and .6 times as fast
  where it only knows the number type (AVX-512 BF16);
- int8: cosine .9996, 95 %, 1.4 to 2.1 times as fast: for processors with VNNI.
  The value projections stay float32: they flow into the mean directly, and
  quantising them too gave .9992 and 93 %.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Precision(StrEnum):
    """AUTO is the fastest of the others that the processor is made for."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    INT8 = "int8"


def choose(wanted: Precision, device: str, *, int8: bool = True) -> Precision:
    """Settle AUTO for a device; `int8` says whether the model was measured with it."""
    import torch

    if wanted is not Precision.AUTO:
        return wanted
    if device == "cuda":
        return Precision.BF16 if torch.cuda.is_bf16_supported() else Precision.FP32
    able = torch.cpu.get_capabilities() if device == "cpu" else {}
    if able.get("amx_bf16"):
        return Precision.BF16
    if int8 and able.get("avx512_vnni"):
        return Precision.INT8
    return Precision.FP32


def apply(model: SentenceTransformer, precision: Precision) -> None:
    """Change the transformer's arithmetic in place."""
    if precision is Precision.BF16:
        import torch

        model[0].to(torch.bfloat16)
        model[0].register_forward_hook(_to_float32)
    elif precision is Precision.INT8:
        from pipeline.embed.int8 import quantise

        quantise(model[0])


def _to_float32(module: Any, given: Any, features: dict[str, Any]) -> dict[str, Any]:
    """Hand float32 to the pooling: a mean of bfloat16 numbers loses digits."""
    return {key: value.float() if _is_half(value) else value for key, value in features.items()}


def _is_half(value: Any) -> bool:
    import torch

    return isinstance(value, torch.Tensor) and value.dtype is torch.bfloat16
