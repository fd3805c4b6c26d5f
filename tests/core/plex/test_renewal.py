"""A token of seven days is renewed by itself: before it ends, and when a server refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple

import pytest

from core.demo.simulator import PlexSimulator
from core.demo.simulator.plex_tv import PlexTvSimulator
from core.demo.simulator.plex_tv_account import Resource
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.device_key import DeviceKey
from core.plex.errors import SignInRequired
from core.plex.renewal import Renewal, TokenKeeper, forget_renewal, keep_renewal
from core.plex.sign_in import AccountService, PlexTv
from core.secrets import TOKEN_VARIABLE, Redactor, TokenStore
from tests.core.test_secrets import MemoryKeyring

DEVICE = DeviceKey("a-client", b"s" * 32)


@pytest.fixture
def plex_tv(clock) -> Iterator[PlexTvSimulator]:
    """Somebody has signed in with `DEVICE`."""
    with PlexTvSimulator(clock=clock) as simulated:
        service = AccountService(DEVICE, clock, PlexTv(*astuple(simulated.urls)))
        attempt = service.begin()
        simulated.sign_in(attempt.url)
        attempt.poll()
        service.close()
        yield simulated


def give(plex_tv: PlexTvSimulator, token: str) -> None:
    """From now on the account's server has this token."""
    plex_tv.list_resources([Resource("Attic", "id-Attic", token, ())])


def renewals(plex_tv: PlexTvSimulator) -> int:
    return sum(request.path.endswith("/auth/token") for request in plex_tv.requests)


@pytest.fixture
def tokens(tmp_path) -> TokenStore:
    keyring = MemoryKeyring()
    store = TokenStore(tmp_path / "token", {}, account="test", redactor=Redactor(), open_keyring=lambda: keyring)
    keep_renewal(store, Renewal(DEVICE, "id-Attic"))
    return store


def keeper(tokens, clock, plex_tv) -> TokenKeeper:
    return TokenKeeper(tokens, clock, patience=1, plex_tv=PlexTv(*astuple(plex_tv.urls)))


def test_a_token_near_its_end_is_renewed_before_the_server_refuses_it(plex_tv, tokens, clock):
    ending = plex_tv._account.issuer.issue("a-client", "x", clock.time())
    tokens.store(ending)
    give(plex_tv, ending)
    kept = keeper(tokens, clock, plex_tv)
    assert kept.read() == ending
    clock.advance(6.5 * 86_400)
    give(plex_tv, "fresh-token")
    assert kept.read() == "fresh-token"
    assert renewals(plex_tv) == 1
    assert tokens.read().value == "fresh-token"


def test_a_conversation_goes_on_when_its_token_has_ended(plex_tv, tokens, clock):
    with PlexSimulator(clock=clock, token="first-token") as plex:
        plex.add_library("/data/Movies")
        tokens.store("first-token")
        connection = PlexConnection(plex.url, keeper(tokens, clock, plex_tv).read, Deadlines(2, 5), clock)
        assert connection.sections()
        plex.token = "second-token"
        give(plex_tv, "second-token")
        assert connection.sections()
        connection.close()
    assert renewals(plex_tv) == 1


def test_plex_tv_is_not_asked_again_and_again_when_a_renewal_fails(plex_tv, tokens, clock):
    tokens.store("first-token")
    plex_tv.refuse(503)
    kept = keeper(tokens, clock, plex_tv)
    asked = len(plex_tv.requests)
    assert [kept.read() for _ in range(20)] == ["first-token"] * 20
    assert len(plex_tv.requests) == asked + 1
    clock.advance(601)
    kept.read()
    assert len(plex_tv.requests) == asked + 2


def test_a_token_given_by_hand_is_never_replaced(plex_tv, tokens, clock):
    tokens.store("by-hand")
    forget_renewal(tokens)
    kept = keeper(tokens, clock, plex_tv)
    asked = len(plex_tv.requests)
    assert [kept.read() for _ in range(3)] == ["by-hand"] * 3
    assert len(plex_tv.requests) == asked


def test_a_token_from_the_environment_is_never_replaced(plex_tv, tmp_path, clock):
    store = TokenStore(tmp_path / "token", {TOKEN_VARIABLE: "from-outside"}, account="test-none", redactor=Redactor())
    asked = len(plex_tv.requests)
    kept = keeper(store, clock, plex_tv)
    assert [kept.read(), kept.read()] == ["from-outside", "from-outside"]
    assert len(plex_tv.requests) == asked


def test_a_server_that_the_account_has_lost_is_told(plex_tv, tokens, clock, caplog):
    tokens.store("first-token")
    kept = keeper(tokens, clock, plex_tv)
    assert [kept.read(), kept.read()] == ["first-token", "first-token"]
    assert "does not have this server any more" in caplog.text


def test_a_refusal_without_another_token_needs_the_person(clock):
    with PlexSimulator(clock=clock) as plex:
        connection = PlexConnection(plex.url, lambda: "wrong-token", Deadlines(2, 5), clock)
        with pytest.raises(SignInRequired):
            connection.sections()
        connection.close()
