"""Who may be visited in the network, and as whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How URLs are fetched: also from addresses that are not public, and under another name than ours."""

    allow_private: bool = False
    agent: str | None = None


PUBLIC = Access()
