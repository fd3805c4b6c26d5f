from __future__ import annotations

import pytest

from gui.setup.typed_address import meant_address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("192.168.0.9", "http://192.168.0.9:32400"),
        ("attic.local", "http://attic.local:32400"),
        ("192.168.0.9:1234", "http://192.168.0.9:1234"),
        ("example.org/plex", "http://example.org/plex"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/webplex", "https://example.org/webplex"),
        ("", None),
        ("a host", None),
        ("[::1", None),
        ("ftp://192.168.0.9", None),
    ],
)
def test_a_host_without_a_port_is_asked_at_that_of_plex(typed, meant):
    assert meant_address(typed) == meant
