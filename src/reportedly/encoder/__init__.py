"""Article -> Reading: word pieces, windows, ONNX, merge."""

from reportedly.encoder.engine import Encoder
from reportedly.encoder.reading import Reading

__all__ = ["Encoder", "Reading"]
