"""Names of countries by their codes."""

from __future__ import annotations

from functools import cache

import pycountry


@cache
def country(code: str | None) -> str | None:
    """Return the common English name of an ISO 3166 alpha-3 code, the code itself where ISO has none (XKX)."""
    found = pycountry.countries.get(alpha_3=code) if code else None
    return str(getattr(found, "common_name", None) or found.name) if found else code
