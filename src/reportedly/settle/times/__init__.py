"""Time expressions: where they are, which days they mean, and what happened then."""

from reportedly.settle.times.find import TimeFound, find_times
from reportedly.settle.times.ranges import find_ranges
from reportedly.settle.times.values import Value

__all__ = ["TimeFound", "Value", "find_ranges", "find_times"]
