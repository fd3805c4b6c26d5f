from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.secrets import KeptIn, Redactor, TokenError, TokenStore, redact

TOKEN = "pLeX-tok_3n-1234567890"


class MemoryKeyring:
    """An honest keyring in memory; `keeps=False` accepts everything and keeps nothing, like a switched-off one."""

    def __init__(self, *, keeps: bool = True) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self._keeps = keeps

    def get_password(self, service: str, account: str) -> str | None:
        return self.entries.get((service, account))

    def set_password(self, service: str, account: str, secret: str) -> None:
        if self._keeps:
            self.entries[service, account] = secret

    def delete_password(self, service: str, account: str) -> None:
        del self.entries[service, account]


class BrokenKeyring(MemoryKeyring):
    def get_password(self, service: str, account: str) -> str | None:
        raise OSError("the D-Bus went away")

    set_password = get_password


class LockedKeyring(MemoryKeyring):
    """Waits for a person to unlock it."""

    def __init__(self) -> None:
        super().__init__()
        self.unlocked = threading.Event()
        self.questions = 0

    def get_password(self, service: str, account: str) -> str | None:
        self.questions += 1
        self.unlocked.wait()
        return super().get_password(service, account)


def make_store(tmp_path: Path, keyring: MemoryKeyring | None = None, environ=None, account="default") -> TokenStore:
    def no_keyring() -> MemoryKeyring:
        raise RuntimeError("no keyring here")

    return TokenStore(
        tmp_path / "token",
        environ or {},
        account=account,
        redactor=Redactor(),
        open_keyring=(lambda: keyring) if keyring else no_keyring,
    )


def test_a_token_is_kept_in_the_keyring_and_found_again(tmp_path: Path):
    keyring = MemoryKeyring()
    store = make_store(tmp_path, keyring)
    assert store.store(TOKEN) is KeptIn.KEYRING
    found = make_store(tmp_path, keyring).read()
    assert found is not None
    assert (found.value, found.kept_in) == (TOKEN, KeptIn.KEYRING)
    assert not (tmp_path / "token").exists()
    assert store.problem is None


@pytest.mark.parametrize("keyring", [None, BrokenKeyring(), MemoryKeyring(keeps=False)])
def test_without_a_working_keyring_the_token_is_kept_in_a_file(tmp_path: Path, keyring):
    assert make_store(tmp_path, keyring).store(TOKEN) is KeptIn.FILE
    found = make_store(tmp_path, keyring).read()
    assert found is not None
    assert (found.value, found.kept_in) == (TOKEN, KeptIn.FILE)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_the_file_can_be_read_by_its_owner_only(tmp_path: Path):
    make_store(tmp_path).store(TOKEN)
    assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_a_file_that_others_can_read_is_used_and_complained_about(tmp_path: Path, caplog):
    (tmp_path / "token").write_text(TOKEN)
    (tmp_path / "token").chmod(0o644)
    store = make_store(tmp_path, MemoryKeyring())
    assert store.read() is not None
    assert "can read your Plex token" in (store.problem or "")
    assert store.read() is not None
    assert caplog.text.count("can read your Plex token") == 1


def test_the_environment_wins_over_everything(tmp_path: Path):
    keyring = MemoryKeyring()
    store = make_store(tmp_path, keyring, {"RECLOSER_PLEX_TOKEN": " from-environment\n"})
    store.store(TOKEN)
    found = store.read()
    assert found is not None
    assert (found.value, found.kept_in) == ("from-environment", KeptIn.ENVIRONMENT)


def test_an_empty_variable_counts_as_none(tmp_path: Path):
    assert make_store(tmp_path, environ={"RECLOSER_PLEX_TOKEN": " "}).read() is None


def test_a_nonsensical_variable_is_told_and_nothing_else_is_used_in_its_place(tmp_path: Path):
    keyring = MemoryKeyring()
    make_store(tmp_path, keyring).store(TOKEN)
    store = make_store(tmp_path, keyring, {"RECLOSER_PLEX_TOKEN": "two words"})
    assert store.read() is None
    assert "What RECLOSER_PLEX_TOKEN is set to is no Plex token" in (store.problem or "")
    assert "two words" not in (store.problem or "")


def test_no_token_anywhere_is_none_without_a_problem(tmp_path: Path):
    store = make_store(tmp_path, MemoryKeyring())
    assert store.read() is None
    assert store.problem is None


def test_a_pasted_token_loses_the_blanks_around_it(tmp_path: Path):
    keyring = MemoryKeyring()
    store = make_store(tmp_path, keyring)
    store.store(f"  {TOKEN}\r\n")
    assert list(keyring.entries.values()) == [TOKEN]


@pytest.mark.parametrize("token", ["", "  \n", "two words", "bell\x07", "line\nbreak", "tökén", "nul\0"])
def test_what_is_no_token_is_refused_without_repeating_it_and_nothing_is_lost(tmp_path: Path, token: str):
    store = make_store(tmp_path, MemoryKeyring())
    store.store(TOKEN)
    with pytest.raises(TokenError) as refusal:
        store.store(token)
    assert not token.strip() or token.strip() not in str(refusal.value)
    kept = store.read()
    assert kept is not None
    assert kept.value == TOKEN


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 20_000, b"two words"])
def test_a_file_without_a_token_is_told_in_words(tmp_path: Path, content: bytes):
    (tmp_path / "token").write_bytes(content)
    (tmp_path / "token").chmod(0o600)
    store = make_store(tmp_path, MemoryKeyring())
    assert store.read() is None
    assert str(tmp_path / "token") in (store.problem or "")


def test_a_folder_in_place_of_the_file_is_told_in_words(tmp_path: Path):
    (tmp_path / "token").mkdir()
    store = make_store(tmp_path)
    assert store.read() is None
    assert "cannot be read" in (store.problem or "")
    with pytest.raises(TokenError, match="cannot be kept"):
        store.store(TOKEN)


def test_two_homes_do_not_share_a_token(tmp_path: Path):
    keyring = MemoryKeyring()
    make_store(tmp_path, keyring, account="home-1").store(TOKEN)
    assert make_store(tmp_path, keyring, account="home-2").read() is None


def test_a_token_kept_in_the_keyring_removes_the_older_one_in_the_file(tmp_path: Path):
    make_store(tmp_path).store("older-token")
    make_store(tmp_path, MemoryKeyring()).store(TOKEN)
    assert not (tmp_path / "token").exists()


def test_deleting_forgets_the_token_everywhere(tmp_path: Path):
    keyring = MemoryKeyring()
    store = make_store(tmp_path, keyring)
    store.store(TOKEN)
    (tmp_path / "token").write_text(TOKEN)
    store.delete()
    assert store.read() is None
    store.delete()


def test_deleting_from_a_keyring_that_fails_is_told(tmp_path: Path):
    with pytest.raises(TokenError, match="the D-Bus went away"):
        make_store(tmp_path, BrokenKeyring()).delete()


def test_a_locked_keyring_is_waited_for_no_longer_than_said_and_found_open_later(tmp_path: Path):
    keyring = LockedKeyring()
    keyring.entries["recloser", "default"] = TOKEN
    store = make_store(tmp_path, keyring)
    begun = time.monotonic()
    assert store.read(patience=0.05) is None
    assert store.read(patience=0.05) is None
    assert time.monotonic() - begun < 2
    assert "may be waiting for you to unlock it" in (store.problem or "")
    assert keyring.questions == 1, "the person must not be asked twice"
    keyring.unlocked.set()
    found = store.read()
    assert found is not None
    assert found.value == TOKEN
    assert store.problem is None


def test_without_any_desktop_the_real_keyring_library_leaves_the_token_to_the_file(tmp_path: Path):
    script = (
        "import sys; from pathlib import Path; from core.secrets import Redactor, TokenStore\n"
        "store = TokenStore(Path(sys.argv[1]), {}, account='default', redactor=Redactor())\n"
        "assert 'keyring' not in sys.modules\n"
        f"print(store.store({TOKEN!r}).name, store.read().kept_in.name, store.problem)\n"
    )
    environ = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    command = [sys.executable, "-c", script, str(tmp_path / "token")]
    result = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert result.stdout.split() == ["FILE", "FILE", "None"], result.stderr


def test_a_token_never_shows_when_printed(tmp_path: Path):
    store = make_store(tmp_path, MemoryKeyring())
    store.store(TOKEN)
    assert TOKEN not in repr(store.read())
    assert TOKEN not in repr(store)


def test_every_token_that_is_read_or_kept_is_hidden_from_then_on(tmp_path: Path, caplog):
    redactor = Redactor()
    caplog.set_level(logging.DEBUG)
    (tmp_path / "token").write_text("token-in-file")
    TokenStore(tmp_path / "token", {}, account="a", redactor=redactor, open_keyring=MemoryKeyring).read()
    TokenStore(tmp_path / "token", {}, account="a", redactor=redactor, open_keyring=MemoryKeyring).store(TOKEN)
    assert redactor(f"a {TOKEN} b token-in-file c") == "a [hidden] b [hidden] c"
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    "text",
    [
        "GET /library?X-Plex-Token=hush-hush&x=1",
        "{'X-Plex-Token': 'hush-hush', 'Accept': '*/*'}",
        'X-Plex-Token: hush-hush\nAccept: "*"',
        '{"authToken": "hush-hush"}',
        "accessToken='hush-hush' name='x'",
        "next=%2F%3FX-Plex-Token%3Dhush-hush",
        "x-plex-token=hush-hush",
        "http://me:hush-hush@host:32400/",
    ],
)
def test_secrets_are_hidden_by_their_names_before_anybody_knows_them(text: str):
    assert "hush-hush" not in redact(text)
    assert "[hidden]" in redact(text)


def test_ordinary_text_is_left_alone():
    text = "Plex at http://127.0.0.1:32400/library?x=1: someone@example.org said token"
    assert redact(text) == text


def test_a_secret_is_hidden_also_as_it_looks_within_an_address():
    redactor = Redactor()
    redactor.add("to/ken+=")
    assert redactor("x=to%2Fken%2B%3D") == "x=[hidden]"
