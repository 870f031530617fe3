"""Which addresses are public: everything else is somebody's own network, and none of ours to knock at."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# What `is_global` of some Python holds for public, by RFC 6890 and its successors.
_OURS_4 = tuple(map(IPv4Network, (
    "0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3",
)))  # fmt: skip
_UNICAST = IPv6Network("2000::/3")  # all that is given out
_OURS_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))  # Teredo is in the first
_MAPPED, _NAT64, _6TO4 = map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16"))


def public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet; what is no address is not."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return _public_4(ip) if isinstance(ip, IPv4Address) else _public_6(ip)


def _public_4(ip: IPv4Address) -> bool:
    return ip.is_global and not any(ip in net for net in _OURS_4)


def _public_6(ip: IPv6Address) -> bool:
    if ip.scope_id is not None:
        return False
    if ip in _MAPPED or ip in _NAT64:
        return _public_4(IPv4Address(int(ip) & 0xFFFF_FFFF))
    if ip in _6TO4:
        return _public_4(IPv4Address(int(ip) >> 80 & 0xFFFF_FFFF))
    return ip in _UNICAST and ip.is_global and not any(ip in net for net in _OURS_6)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system says; any way of writing one (`0x7f.1`, `2130706433`) is a host.

    Raises:
        OSError: it has none.
        UnicodeError: the name is none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))
