from ipaddress import ip_address, ip_network

import pytest

from bot.feeds.guard import is_internal, may_connect

_INTERNAL = """
    127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 198.18.0.1
    224.0.0.1 240.0.0.1 255.255.255.255
    ::1 :: fe80::1 fc00::1 fd12::1 fec0::1 ff02::1 ff0e::1 2001:db8::1 100::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 ::10.0.0.1
    64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 2002:7f00:1:: 2002:0a00:1::1
    2001:0:4136:e378:8000:63bf:3fff:fdd2
"""
_PUBLIC = "8.8.8.8 93.184.216.34 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1"


@pytest.mark.parametrize("address", _INTERNAL.split())
def test_an_internal_address_is_internal_in_every_disguise(address: str) -> None:
    assert is_internal(ip_address(address))
    assert not may_connect(address, 443, ())


@pytest.mark.parametrize("address", _PUBLIC.split())
def test_a_public_address_is_public(address: str) -> None:
    assert not is_internal(ip_address(address))
    assert may_connect(address, 80, ())


def test_only_the_web_ports_are_open() -> None:
    assert [p for p in (21, 22, 25, 80, 443, 6379, 8080) if may_connect("8.8.8.8", p, ())] == [80, 443]


def test_an_allowed_network_is_exempt_from_both_rules() -> None:
    allow = [ip_network("10.0.0.0/24"), ip_network("fd00::/8")]
    assert may_connect("10.0.0.7", 8080, allow)
    assert may_connect("::ffff:10.0.0.7", 8080, allow)
    assert may_connect("fd00::1", 9000, allow)
    assert not is_internal(ip_address("10.0.0.7"), allow)
    assert not may_connect("10.0.1.7", 80, allow)
    assert not may_connect("64:ff9b::10.0.0.7", 80, allow)


def test_a_scope_does_not_hide_a_link_local_address() -> None:
    assert not may_connect("fe80::1%eth0", 80, ())


def test_what_is_no_address_is_refused() -> None:
    assert not may_connect("localhost", 80, ())
