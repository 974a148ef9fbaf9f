"""In what arithmetic passages are computed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from pipeline.embed import get_encoder
from pipeline.embed.e5 import E5Small
from pipeline.embed.int8 import Int8Linear
from pipeline.embed.precision import Precision, choose

A, F, B, I = Precision.AUTO, Precision.FP32, Precision.BF16, Precision.INT8  # noqa: E741


@pytest.mark.parametrize(
    ("wanted", "device", "able", "measured", "expected"),
    [
        (A, "cpu", {"avx512_bf16": True, "avx512_vnni": True}, True, I),
        (A, "cpu", {"avx512_bf16": True}, True, F),
        (A, "cpu", {"amx_bf16": True}, True, B),
        (A, "cpu", {"avx512_vnni": True}, True, I),
        (A, "cpu", {"avx512_vnni": True}, False, F),
        (A, "cpu", {"avx2": True}, True, F),
        (A, "cpu", {}, True, F),
        (A, "mps", {"avx512_bf16": True}, True, F),
        (F, "cpu", {"avx512_bf16": True}, True, F),
        (B, "cpu", {}, True, B),
        (I, "cpu", {}, False, I),
    ],
)
def test_auto_takes_what_the_processor_is_made_for(
    monkeypatch: pytest.MonkeyPatch,
    wanted: Precision,
    device: str,
    able: dict[str, bool],
    measured: bool,
    expected: Precision,
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    assert choose(wanted, device, int8=measured) is expected


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("shape", [(3, 64), (2, 5, 64), (1, 1, 64)])
def test_an_int8_layer_stays_near_the_exact_one(shape: tuple[int, ...], bias: bool) -> None:
    torch.manual_seed(0)
    linear = torch.nn.Linear(64, 96, bias=bias)
    inputs = torch.randn(shape) * torch.logspace(-2, 2, shape[-2]).reshape(-1, 1)
    with torch.inference_mode():
        exact, near = linear(inputs), Int8Linear(linear)(inputs)
    assert near.shape == exact.shape
    error = (near - exact).norm(dim=-1) / exact.norm(dim=-1)
    assert float(error.max()) < 0.02  # per token, however large or small its numbers


def test_an_int8_layer_takes_zeros() -> None:
    linear = torch.nn.Linear(32, 32)
    np.testing.assert_allclose(
        Int8Linear(linear)(torch.zeros(2, 32)).numpy(), linear.bias.detach().repeat(2, 1).numpy()
    )


TEXTS = [
    "研究機関は、研究者からの申告に基づき、リスクを評価し、必要な措置を講ずるものとする。",
    "大学は、輸出管理に関する規程を整備することが望ましい。",
    "Institutions should maintain a policy on conflicts of commitment.",
    "Funding agencies may request supporting documents such as contracts.",
    "国",
]


@pytest.mark.parametrize(("precision", "least"), [(B, 0.9999), (I, 0.999)])
def test_every_arithmetic_keeps_the_rows(
    e5_exact: E5Small, precision: Precision, least: float
) -> None:
    rows = get_encoder(precision=precision).encode_passages(TEXTS)
    cosines = (rows * e5_exact.encode_passages(TEXTS)).sum(axis=1)
    assert float(cosines.min()) > least
