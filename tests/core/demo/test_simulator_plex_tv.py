"""The account service: what plexapi asks of it, and how devices prove who they are."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from plexapi.exceptions import Unauthorized
from plexapi.gdm import GDM
from plexapi.myplex import MyPlexAccount, MyPlexPinLogin, MyPlexResource

from core.demo.simulator.gdm import Announcement, GdmResponder
from core.demo.simulator.plex_tv import PlexTvSimulator
from core.demo.simulator.plex_tv_account import Connection, Resource, resource_of

CLIENT = "a-client"
JSON = {"Accept": "application/json", "X-Plex-Client-Identifier": CLIENT}


def encoded(data: bytes | dict) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Device:
    """A program that signs with a key of its own."""

    def __init__(self, clock) -> None:
        self.clock = clock
        self.key = Ed25519PrivateKey.generate()
        public = encoded(self.key.public_key().public_bytes_raw())
        self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": public, "kid": "device-1", "use": "sig", "alg": "EdDSA"}

    def signed(self, **claims: object) -> str:
        head = {"kid": self.jwk["kid"], "alg": "EdDSA", "typ": "JWT"}
        now = int(self.clock.time())
        said = {"aud": "plex.tv", "iss": CLIENT, "iat": now, "exp": now + 300, **claims}
        text = f"{encoded(head)}.{encoded(said)}"
        return f"{text}.{encoded(self.key.sign(text.encode()))}"


@pytest.fixture
def plex_tv(plex, clock) -> Iterator[PlexTvSimulator]:
    with PlexTvSimulator([resource_of(plex)], clock=clock) as simulator:
        yield simulator


@pytest.fixture
def device(clock) -> Device:
    return Device(clock)


@pytest.fixture
def plexapi_at(plex_tv, monkeypatch) -> PlexTvSimulator:
    """plexapi asks the simulator, as `PlexTvUrls` says."""
    api = plex_tv.urls.api
    monkeypatch.setattr(MyPlexPinLogin, "PINS", f"{api}/api/v2/pins")
    monkeypatch.setattr(MyPlexAccount, "key", f"{api}/api/v2/user")
    monkeypatch.setattr(MyPlexAccount, "PING", f"{api}/api/v2/ping")
    monkeypatch.setattr(MyPlexAccount, "SIGNOUT", f"{api}/api/v2/users/signout")
    monkeypatch.setattr(MyPlexResource, "key", f"{api}/api/v2/resources?includeHttps=1&includeRelay=1")
    return plex_tv


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


def begin(plex_tv, session, device) -> dict:
    answer = session.post(
        f"{plex_tv.urls.clients}/api/v2/pins", json={"jwk": device.jwk, "strong": True}, headers=JSON, timeout=5
    )
    assert answer.status_code == 201
    return answer.json()


def poll(plex_tv, session, pin, signed: str) -> requests.Response:
    address = f"{plex_tv.urls.clients}/api/v2/pins/{pin['id']}"
    return session.get(address, params={"deviceJWT": signed}, headers=JSON, timeout=5)


def device_token(plex_tv, session, device) -> str:
    pin = begin(plex_tv, session, device)
    plex_tv.approve(pin["code"])
    return poll(plex_tv, session, pin, device.signed()).json()["authToken"]


def resources(plex_tv, session, token: str) -> requests.Response:
    return session.get(f"{plex_tv.urls.api}/api/v2/resources", headers={"X-Plex-Token": token}, timeout=5)


def renew(plex_tv, session, signed: str) -> requests.Response:
    return session.post(f"{plex_tv.urls.clients}/api/v2/auth/token", json={"jwt": signed}, headers=JSON, timeout=5)


def nonce(plex_tv, session) -> str:
    return session.get(f"{plex_tv.urls.clients}/api/v2/auth/nonce", headers=JSON, timeout=5).json()["nonce"]


def test_plexapi_signs_in_with_the_browser_and_connects_to_the_server(plexapi_at, plex, session):
    login = MyPlexPinLogin(session=session, oauth=True)
    address = login.oauthUrl()
    assert not login.checkLogin()
    plexapi_at.sign_in(address)
    assert login.checkLogin()
    account = MyPlexAccount(token=login.token, session=session)
    assert account.username == "owner"
    (server,) = account.resources()
    assert (server.name, server.owned, server.provides) == ("Plex simulator", True, "server")
    assert server.clientIdentifier == plex.store.machine_identifier
    assert server.connections[0].httpuri == plex.url
    assert server.connect(timeout=5).machineIdentifier == server.clientIdentifier
    assert account.ping()
    account.signout()
    with pytest.raises(Unauthorized):
        MyPlexAccount(token=login.token, session=session)


def test_plexapi_shows_a_short_code_to_type_in(plexapi_at, session):
    login = MyPlexPinLogin(session=session)
    assert len(login.pin) == 4
    assert plexapi_at.codes == [login.pin]
    plexapi_at.approve(login.pin)
    assert login.checkLogin()


def test_a_sign_in_expires(plexapi_at, clock, session):
    login = MyPlexPinLogin(session=session, oauth=True)
    address = login.oauthUrl()
    plexapi_at.expire()
    assert not login.checkLogin()
    assert login.expired
    with pytest.raises(KeyError):
        plexapi_at.sign_in(address)
    later = MyPlexPinLogin(session=session, oauth=True)
    later.oauthUrl()
    clock.advance(1801)
    assert not later.checkLogin()
    assert later.expired


def test_a_device_with_a_key_gets_a_token_of_seven_days(plex_tv, session, device, clock):
    pin = begin(plex_tv, session, device)
    assert poll(plex_tv, session, pin, device.signed()).json()["authToken"] == ""
    plex_tv.sign_in(f"{plex_tv.urls.page}#?clientID={CLIENT}&code={pin['code']}")
    token = poll(plex_tv, session, pin, device.signed()).json()["authToken"]
    assert token.count(".") == 2
    assert resources(plex_tv, session, token).status_code == 200
    clock.advance(7 * 24 * 3600)
    assert resources(plex_tv, session, token).status_code == 498


def test_only_the_device_that_began_gets_the_token(plex_tv, session, device, clock):
    pin = begin(plex_tv, session, device)
    plex_tv.approve(pin["code"])
    assert poll(plex_tv, session, pin, Device(clock).signed()).status_code == 422
    assert poll(plex_tv, session, pin, device.signed(iss="another")).status_code == 422
    assert poll(plex_tv, session, pin, device.signed(aud="example.org")).status_code == 422
    assert poll(plex_tv, session, pin, device.signed(exp=int(clock.time()))).status_code == 422
    assert poll(plex_tv, session, pin, "nonsense").status_code == 422
    assert poll(plex_tv, session, pin, device.signed()).status_code == 200


def test_a_registered_device_renews_its_token_with_a_word_that_is_good_once(plex_tv, session, device, clock):
    device_token(plex_tv, session, device)
    clock.advance(8 * 24 * 3600)
    signed = device.signed(nonce=nonce(plex_tv, session))
    answer = renew(plex_tv, session, signed)
    assert answer.status_code == 200
    assert resources(plex_tv, session, answer.json()["auth_token"]).status_code == 200
    assert renew(plex_tv, session, signed).status_code == 422
    late = nonce(plex_tv, session)
    clock.advance(301)
    assert renew(plex_tv, session, device.signed(nonce=late)).status_code == 422
    assert renew(plex_tv, session, device.signed()).status_code == 422


def test_a_device_that_was_removed_is_let_in_no_more(plex_tv, session, device):
    token = device_token(plex_tv, session, device)
    plex_tv.revoke(token)
    assert resources(plex_tv, session, token).status_code == 401
    assert renew(plex_tv, session, device.signed(nonce=nonce(plex_tv, session))).status_code == 422


def test_a_device_with_an_older_token_can_register_its_key(plexapi_at, session, device):
    login = MyPlexPinLogin(session=session, oauth=True, headers={"X-Plex-Client-Identifier": CLIENT})
    plexapi_at.sign_in(login.oauthUrl())
    assert login.checkLogin()
    address = f"{plexapi_at.urls.clients}/api/v2/auth/jwk"
    headers = {**JSON, "X-Plex-Token": login.token}
    assert session.post(address, json={}, headers=headers, timeout=5).status_code == 400
    assert session.post(address, json={"jwk": device.jwk}, headers=JSON, timeout=5).status_code == 401
    assert session.post(address, json={"jwk": device.jwk}, headers=headers, timeout=5).status_code == 201
    other = {**headers, "X-Plex-Client-Identifier": "another"}
    assert session.post(address, json={"jwk": device.jwk}, headers=other, timeout=5).status_code == 422
    assert renew(plexapi_at, session, device.signed(nonce=nonce(plexapi_at, session))).status_code == 200
    keys = session.get(f"{plexapi_at.urls.clients}/api/v2/auth/keys", headers=JSON, timeout=5).json()["keys"]
    assert [key["alg"] for key in keys] == ["EdDSA"]


def test_where_no_tokens_of_the_newer_kind_are_given_asking_for_one_is_400(plex_tv, session, device):
    plex_tv.give_device_tokens(False)
    address = f"{plex_tv.urls.clients}/api/v2/pins"
    answer = session.post(address, json={"jwk": device.jwk}, headers=JSON, timeout=5)
    assert (answer.status_code, answer.json()["errors"][0]["status"]) == (400, 400)
    assert session.post(address, data=b"[", headers=JSON, timeout=5).status_code == 400
    plain = f"{plex_tv.urls.api}/api/v2/pins"
    assert session.post(plain, headers=JSON, timeout=5).status_code == 201
    assert session.post(plain, timeout=5).status_code == 400


def test_it_refuses_as_often_as_it_is_told_to_and_can_be_gone(plex_tv, session):
    def status() -> int:
        return resources(plex_tv, session, "wrong").status_code

    plex_tv.refuse(429, times=2)
    assert [status(), status(), status()] == [429, 429, 401]
    plex_tv.refuse(503)
    assert [status(), status()] == [503, 503]
    plex_tv.serve_again()
    plex_tv.close()
    with pytest.raises(requests.ConnectionError):
        status()
    plex_tv.start()
    assert status() == 401
    assert [request.status for request in plex_tv.requests[:3]] == [429, 429, 401]


def test_it_lists_shared_servers_and_relays(plexapi_at, plex, session):
    relay = Connection("192.0.2.7", 443, "https://192.0.2.7:443", local=False, relay=True)
    shared = Resource("Friend's", "abc", "t", (relay,), owner="friend", https_required=True)
    plexapi_at.list_resources([resource_of(plex), shared, Resource("Phone", "p", "t", (), provides="player")])
    login = MyPlexPinLogin(session=session, oauth=True)
    plexapi_at.sign_in(login.oauthUrl())
    assert login.checkLogin()
    found = MyPlexAccount(token=login.token, session=session).resources()
    assert [(each.name, each.owned, each.provides) for each in found] == [
        ("Plex simulator", True, "server"),
        ("Friend's", False, "server"),
        ("Phone", True, "player"),
    ]
    assert (found[1].sourceTitle, found[1].httpsRequired, found[1].connections[0].relay) == ("friend", True, True)


def test_plexapi_finds_a_server_in_the_local_network(monkeypatch):
    with GdmResponder(Announcement("Living room", "abc", 32400), Announcement("Attic", "def", 32401)) as responder:
        send = socket.socket.sendto
        monkeypatch.setattr(
            "plexapi.gdm.socket.socket",
            type(
                "Redirected",
                (socket.socket,),
                {"sendto": lambda self, data, _group: send(self, data, responder.address)},
            ),
        )
        found = GDM().all()
    assert [(each["data"]["Name"], each["data"]["Port"], each["from"][0]) for each in found] == [
        ("Living room", "32400", "127.0.0.1"),
        ("Attic", "32401", "127.0.0.1"),
    ]
    assert {each["data"]["Content-Type"] for each in found} == {"plex/media-server"}
