from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import astuple
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

from core.demo.simulator.plex_tv import PlexTvSimulator
from core.demo.simulator.plex_tv_account import Connection, Resource
from core.plex.device_key import DeviceKey, expires_at
from core.plex.sign_in import (
    Account,
    AccountService,
    PlexTv,
    PlexTvUnreachable,
    SignInError,
    SignInExpired,
    _server,
)

DEVICE = DeviceKey("a-client", b"s" * 32)


@pytest.fixture
def plex_tv(clock) -> Iterator[PlexTvSimulator]:
    with PlexTvSimulator(clock=clock) as simulated:
        yield simulated


@pytest.fixture
def service(plex_tv, clock) -> Iterator[AccountService]:
    service = AccountService(DEVICE, clock, PlexTv(*astuple(plex_tv.urls)))
    yield service
    service.close()


def signed_in(plex_tv: PlexTvSimulator, service: AccountService) -> Account:
    attempt = service.begin()
    plex_tv.sign_in(attempt.url)
    account = attempt.poll()
    assert account is not None
    return account


def test_a_person_signs_in_with_the_browser_and_gets_a_token_of_seven_days(plex_tv, service, clock):
    attempt = service.begin()
    assert attempt.poll() is None
    plex_tv.sign_in(attempt.url)
    account = attempt.poll()
    assert account is not None
    assert account.expires
    assert expires_at(account.token) == clock.time() + 7 * 86_400


def test_where_plex_grants_no_such_token_it_is_one_of_the_lasting_kind(plex_tv, service):
    plex_tv.give_device_tokens(given=False)
    attempt = service.begin()
    assert attempt.poll() is None
    plex_tv.sign_in(attempt.url)
    account = attempt.poll()
    assert account is not None
    assert not account.expires


def test_the_page_for_the_browser_names_the_sign_in_and_us(plex_tv, service):
    url = service.begin().url
    assert url.startswith(f"{plex_tv.urls.page}#?")
    query = parse_qs(urlsplit(url).fragment.removeprefix("?"))
    assert query["clientID"] == ["a-client"]
    assert query["code"] == plex_tv.codes
    assert query["context[device][product]"] == ["Recloser"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_trouble_at_plex_tv_does_not_end_the_sign_in(plex_tv, service, status):
    attempt = service.begin()
    plex_tv.refuse(status)
    with pytest.raises(PlexTvUnreachable, match=str(status)):
        attempt.poll()
    plex_tv.serve_again()
    plex_tv.sign_in(attempt.url)
    assert attempt.poll() is not None


def test_without_a_network_the_words_say_so(clock):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nowhere = f"http://127.0.0.1:{port}"
    service = AccountService(DEVICE, clock, PlexTv(nowhere, nowhere, nowhere))
    with pytest.raises(PlexTvUnreachable, match=r"plex\.tv cannot be reached: connection refused"):
        service.begin()
    service.close()


def test_a_sign_in_that_takes_too_long_expires(service, clock):
    attempt = service.begin()
    clock.advance(15 * 60 + 1)
    with pytest.raises(SignInExpired):
        attempt.poll()


def test_a_sign_in_that_plex_has_forgotten_is_expired(plex_tv, service):
    attempt = service.begin()
    plex_tv.expire()
    with pytest.raises(SignInExpired):
        attempt.poll()


def test_a_refusal_is_told_with_its_status(plex_tv, service):
    plex_tv.refuse(403)
    with pytest.raises(SignInError, match="403"):
        service.begin()


def test_a_closed_service_asks_nothing_more(plex_tv, service):
    attempt = service.begin()
    service.close()
    before = len(plex_tv.requests)
    with pytest.raises(SignInError, match="cancelled"):
        attempt.poll()
    assert len(plex_tv.requests) == before


def test_the_servers_of_the_account_come_with_their_tokens_and_addresses(plex_tv, service):
    here = Connection("192.168.0.9", 32400, "https://attic.plex.direct:32400")
    player = Resource("Telly", "telly", "telly-token", (), provides="player")
    shared = Resource("Cellar", "cellar", "cellar-token", (), owner="Maria")
    plex_tv.list_resources([shared, player, Resource("Attic", "id-Attic", "attic-token", (here,))])
    server, other = service.servers(signed_in(plex_tv, service))
    assert (other.name, other.owner) == ("Cellar", "Maria")
    assert (server.name, server.identifier, server.token, server.owner) == ("Attic", "id-Attic", "attic-token", "")
    assert server.addresses == ("https://attic.plex.direct:32400", "http://192.168.0.9:32400")
    assert "attic-token" not in repr(server)


def test_a_token_is_renewed_without_the_person(plex_tv, service, clock):
    signed_in(plex_tv, service)
    clock.advance(8 * 86_400)
    account = service.renew()
    assert (expires_at(account.token) or 0) > clock.time()


def test_a_device_with_another_key_renews_nothing(plex_tv, service, clock):
    signed_in(plex_tv, service)
    stranger = AccountService(DeviceKey("a-client", b"t" * 32), clock, PlexTv(*astuple(plex_tv.urls)))
    with pytest.raises(SignInError, match="422"):
        stranger.renew()
    stranger.close()


def test_local_addresses_come_first_and_encrypted_before_plain():
    resource = ET.fromstring(
        '<resource name="Attic" provides="server" owned="1" clientIdentifier="i" accessToken="t"><connections>'
        '<connection protocol="https" address="1.2.3.4" port="443" uri="https://relay" local="0" relay="1" IPv6="0"/>'
        '<connection protocol="https" address="8.8.8.8" port="32400" uri="https://far" local="0" relay="0" IPv6="0"/>'
        '<connection protocol="https" address="fd00::9" port="32400" uri="https://near6" local="1" relay="0" IPv6="1"/>'
        '<connection protocol="https" address="192.168.0.9" port="32400" uri="https://near/" local="1" relay="0"'
        ' IPv6="0"/></connections></resource>'
    )
    assert _server(resource).addresses == (
        "https://near",
        "https://near6",
        "http://192.168.0.9:32400",
        "http://[fd00::9]:32400",
        "https://far",
        "https://relay",
    )


def test_a_server_that_wants_encryption_has_no_plain_address():
    resource = ET.fromstring(
        '<resource name="A" provides="server" owned="0" sourceTitle="Maria" httpsRequired="1"><connections>'
        '<connection address="192.168.0.9" port="1" uri="https://near" local="1" relay="0"/></connections></resource>'
    )
    assert _server(resource).addresses == ("https://near",)
    assert _server(resource).owner == "Maria"


def test_a_device_key_is_kept_as_a_text_and_read_again():
    made = DeviceKey.generate()
    assert DeviceKey.from_text(made.to_text()) == made
    assert made.seed.hex() not in repr(made)


@pytest.mark.parametrize("wrong", ["", "a-client", "a-client.", "a-client.AAAA"])
def test_a_text_that_is_no_device_key_is_refused(wrong):
    with pytest.raises(ValueError, match="no device key"):
        DeviceKey.from_text(wrong)


@pytest.mark.parametrize("token", ["", "lasting-account-token", "a.b.c", "a.e30.c", "a.W10.c"])
def test_a_token_that_tells_no_end_has_none(token):
    assert expires_at(token) is None
