"""The coins and their probabilities of heads."""

from types import MappingProxyType

HEADS = MappingProxyType({"loaded": 0.8, "fair": 0.5})
