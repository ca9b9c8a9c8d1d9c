"""The guard that keeps the fetcher out of internal networks; stands where the socket is made.

Only there the address is known that is really connected to: names may resolve anew between a check
and the connection, and a resolver is never asked for an address written as digits. Touches sockets only.
"""

import errno
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import AddrInfoType

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
SocketFactory = Callable[[AddrInfoType], socket.socket]

FORBIDDEN = "this address is internal or its port is not a web port"
PORTS = frozenset({80, 443})

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")


class Forbidden(OSError):
    """The address is not ours to connect to.

    All instances read the same: the library merges the errors of several addresses into one by their text.
    """

    def __init__(self) -> None:
        super().__init__(errno.EACCES, FORBIDDEN)


def is_internal(address: Address, allow: Sequence[Network] = ()) -> bool:
    """True unless `address`, or the IPv4 address that it stands for, is public or in `allow`."""
    if is_exempt(address, allow):
        return False
    if isinstance(address, IPv6Address):
        inner = _carried(address)
        if inner is None:
            return not (address in _GLOBAL_UNICAST and address.is_global)
        address = inner
    return not address.is_global or address.is_multicast or address.is_reserved


def is_exempt(address: Address, allow: Sequence[Network]) -> bool:
    """True when the operator allowed this address, as itself or as the IPv4 address it maps."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return any(form in network for form in (address, mapped) if form is not None for network in allow)


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address at which packets to `address` end up: `is_global` does not look inside."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):  # not :: and ::1
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def guarded_socket_factory(allow: Sequence[Network]) -> SocketFactory:
    """A factory that makes a socket only for a public address and a web port, or for `allow`."""

    def make(info: AddrInfoType) -> socket.socket:
        family, kind, proto, _, where = info
        if not may_connect(str(where[0]), int(where[1]), allow):
            raise Forbidden
        return socket.socket(family, kind, proto)

    return make


def may_connect(host: str, port: int, allow: Sequence[Network]) -> bool:
    """Whether the fetcher may open a connection to `host`, an address in digits, at `port`."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return is_exempt(address, allow) or (port in PORTS and not is_internal(address))
