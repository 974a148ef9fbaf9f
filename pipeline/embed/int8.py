"""Linear layers in 8-bit integers, for processors with VNNI.

In: a module. Out: the same module with its linear layers replaced. Weights
have one scale per output, activations one per token: one scale for all
tokens, as torch's dynamic quantisation has it, costs far more (cosine .98).
Imports torch at the top, so it is itself imported only where it is used.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

_KEPT = "value"  # see pipeline.embed.precision
_LARGEST = 127.0


class Int8Linear(nn.Module):
    """A linear layer whose product is taken in int8 and summed in int32."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach().float()
        scale = weight.abs().amax(dim=1).clamp(min=1e-12) / _LARGEST
        self.weight = (weight / scale[:, None]).round().to(torch.int8).t().contiguous()
        self.scale = scale
        zeros = torch.zeros(linear.out_features)
        self.bias = zeros if linear.bias is None else linear.bias.detach().float()

    def forward(self, inputs: Tensor) -> Tensor:
        rows = inputs.reshape(-1, inputs.shape[-1])
        scale = rows.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / _LARGEST
        product = torch._int_mm((rows / scale).round_().to(torch.int8), self.weight)
        outputs = torch.addcmul(self.bias, product.float().mul_(scale), self.scale)
        return outputs.reshape(*inputs.shape[:-1], -1)


def quantise(module: nn.Module) -> None:
    """Replace the linear layers below a module, except those kept exact."""
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Linear) and name != _KEPT:
            setattr(module, name, Int8Linear(child))
        else:
            quantise(child)
