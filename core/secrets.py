"""The Plex token: where it is kept, and how it is kept out of logs."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import quote

from core.background import in_background
from core.files import write_atomically
from core.phrases import phrase

_log = logging.getLogger(__name__)

TOKEN_VARIABLE = "RECLOSER_PLEX_TOKEN"  # noqa: S105  the variable's name, not a token
_SERVICE = "recloser"
_THREAD = "recloser-keyring"
_LARGEST = 10_000
"""Bytes; a longer file holds no token."""
_SHORTEST = 4
"""Characters; to blot out shorter ones would blot out the log (Plex's have 20)."""
_BLOT = "[hidden]"

_BY_NAME = re.compile(
    r"""(?ix) ( (?: X-Plex-Token | authToken | accessToken ) ["']? \s* (?: = | : | %3D ) \s* ["']? ) [^\s"'&<>,;]+"""
)
_USER_INFO = re.compile(r"(://)[^/\s@]+@")

Answer = TypeVar("Answer")


class TokenError(ValueError):
    """A token is none, or cannot be kept; the message says why, for a person, and never contains it."""


class KeptIn(StrEnum):
    """Where a token is kept; the values complete "kept in"."""

    ENVIRONMENT = f"the environment variable {TOKEN_VARIABLE}"
    KEYRING = "the keyring"
    FILE = "a file that only you can read"


@dataclass(frozen=True, slots=True)
class Token:
    """A Plex token, and where it came from."""

    value: str = field(repr=False)
    kept_in: KeptIn


class Keyring(Protocol):
    """The part of `keyring` that is used. Any call may raise anything, and may wait for a person to unlock it."""

    def get_password(self, service: str, account: str, /) -> str | None:
        """Return the secret, or None where there is none."""

    def set_password(self, service: str, account: str, secret: str, /) -> None:
        """Keep the secret."""

    def delete_password(self, service: str, account: str, /) -> None:
        """Forget the secret."""


def redact(text: str) -> str:
    """Hide what is a secret by its name: the values of token parameters and headers, and passwords in addresses."""
    return _USER_INFO.sub(rf"\1{_BLOT}@", _BY_NAME.sub(rf"\1{_BLOT}", text))


class Redactor:
    """Hides secrets by their names and, once they are known, wherever they occur. For any thread."""

    def __init__(self) -> None:
        self._secrets: tuple[str, ...] = ()
        self._lock = threading.Lock()

    def add(self, secret: str) -> None:
        """From now on hide `secret`, also as it looks within an address."""
        if len(secret) < _SHORTEST:
            return
        with self._lock:
            known = {*self._secrets, secret, quote(secret, safe="")}
            # Longest first: one secret may be the beginning of another.
            self._secrets = tuple(sorted(known, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """Return `text` without its secrets."""
        for secret in self._secrets:
            text = text.replace(secret, _BLOT)
        return redact(text)


class TokenStore:
    """Reads and keeps one home's token: environment variable, else keyring, else a file of mode 0600.

    For any thread. A keyring may ask the person to unlock it, so every call has its `patience`: the seconds that it
    waits for the keyring before it goes on without it and says so in `problem`.
    """

    def __init__(
        self,
        token_file: Path,
        environ: Mapping[str, str],
        *,
        account: str | Callable[[], str],
        redactor: Redactor,
        open_keyring: Callable[[], Keyring] | None = None,
    ) -> None:
        """Nothing is read yet.

        Args:
            token_file: Where the token is kept when there is no keyring; its folder exists when `store` is called.
            environ: The process environment.
            account: Under which name the keyring keeps it (`Home.keyring_account`), or what tells that when there is
                a keyring to be asked.
            redactor: Told every token before anybody else sees it.
            open_keyring: Gives the keyring; None: the desktop's.
        """
        self._file = token_file
        self._environ = environ
        self._account: Callable[[], str] = account if callable(account) else lambda: account
        self._redactor = redactor
        self._open_keyring = open_keyring or _desktop_keyring
        self._unanswered: Future[str | None] | None = None
        self._logged: str | None = None
        self.problem: str | None = None
        """What was wrong at the last call, in words for a person: shown beside the result, not instead of it."""

    def beside(self, name: str) -> TokenStore:
        """Where another secret of the same home is kept, such as the key that renews the token."""
        return TokenStore(
            self._file.with_name(name),
            {},
            account=lambda: f"{self._account()}-{name}",
            redactor=self._redactor,
            open_keyring=self._open_keyring,
        )

    def read(self, *, patience: float = 5.0) -> Token | None:
        """The token, or None where there is none.

        A question that the keyring has not answered in time stays open, and a later call finds the answer.
        """
        self.problem = None
        try:
            return self._read(patience)
        except TokenError as error:
            self._note(str(error))
            return None

    def store(self, token: str, *, patience: float = 5.0) -> KeptIn:
        """Keep `token` and return where.

        Raises:
            TokenError: It is no token, or it could be kept nowhere.
        """
        self.problem = None
        token = self._checked(token, phrase("What was given"))
        if self._answer(in_background(_THREAD, lambda: self._keep_in_keyring(token)), patience):
            self._remove_file()  # an older one would be used whenever the keyring is locked
            return KeptIn.KEYRING
        try:
            write_atomically(self._file, token.encode())
        except OSError as error:
            words = phrase("The token cannot be kept in {path}: {reason}", path=self._file, reason=error.strerror)
            raise TokenError(words) from error
        return KeptIn.FILE

    def delete(self, *, patience: float = 5.0) -> None:
        """Forget the token, wherever it is kept (the environment variable excepted).

        Raises:
            TokenError: It may still be there.
        """
        self.problem = None
        self._answer(in_background(_THREAD, self._forget_in_keyring), patience)
        self._remove_file()
        if self.problem:
            raise TokenError(self.problem)

    def _read(self, patience: float) -> Token | None:
        if given := self._environ.get(TOKEN_VARIABLE, "").strip():
            what = phrase("What {name} is set to", name=TOKEN_VARIABLE)
            return Token(self._checked(given, what), KeptIn.ENVIRONMENT)
        question = self._unanswered or in_background(_THREAD, self._find_in_keyring)
        found = self._answer(question, patience)
        self._unanswered = None if question.done() else question
        if found:
            return Token(self._checked(found, phrase("What the keyring keeps")), KeptIn.KEYRING)
        if found := self._read_file():
            return Token(self._checked(found, phrase("What {path} contains", path=self._file)), KeptIn.FILE)
        return None

    def _find_in_keyring(self) -> str | None:
        return self._open_keyring().get_password(_SERVICE, self._account())

    def _keep_in_keyring(self, token: str) -> bool:
        keyring = self._open_keyring()
        keyring.set_password(_SERVICE, self._account(), token)
        # A keyring that was switched off accepts everything and keeps nothing.
        return keyring.get_password(_SERVICE, self._account()) == token

    def _forget_in_keyring(self) -> None:
        keyring = self._open_keyring()
        if keyring.get_password(_SERVICE, self._account()) is not None:
            keyring.delete_password(_SERVICE, self._account())

    def _answer(self, question: Future[Answer], patience: float) -> Answer | None:
        """What the keyring answers; None, with the `problem` noted, when it does not."""
        try:
            return question.result(patience)
        except _NoKeyring:
            _log.debug("There is no keyring here")
        except TimeoutError:
            self._note(phrase("The keyring does not answer; it may be waiting for you to unlock it"))
        except Exception as error:  # noqa: BLE001  a keyring is a plug-in, and may raise whatever its desktop does
            self._note(phrase("The keyring cannot be used: {reason}", reason=error))
        return None

    def _read_file(self) -> str:
        try:
            with self._file.open("rb") as file:
                mode = os.fstat(file.fileno()).st_mode
                data = file.read(_LARGEST + 1)
        except FileNotFoundError:
            return ""
        except OSError as error:
            words = phrase("The token cannot be read from {path}: {reason}", path=self._file, reason=error.strerror)
            raise TokenError(words) from error
        if os.name == "posix" and mode & 0o077:
            self._note(
                phrase(
                    "Others on this computer can read your Plex token; change the mode of {path} to 0600",
                    path=self._file,
                )
            )
        if len(data) > _LARGEST:
            raise TokenError(phrase("What {path} contains is too long for a Plex token", path=self._file))
        return data.decode(errors="replace").strip()

    def _remove_file(self) -> None:
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            self._note(
                phrase("The token in {path} cannot be removed: {reason}", path=self._file, reason=error.strerror)
            )

    def _note(self, problem: str) -> None:
        self.problem = problem
        if problem != self._logged:  # whoever waits for a token asks again and again
            self._logged = problem
            _log.warning("%s", problem)

    def _checked(self, text: str, what: str) -> str:
        token = text.strip()
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise TokenError(
                phrase("{what} is no Plex token: that is made of letters, digits, - and _, without spaces", what=what)
            )
        self._redactor.add(token)
        return token


class _NoKeyring(Exception):
    """This desktop has none, or `keyring` cannot be loaded."""


def _desktop_keyring() -> Keyring:
    # Takes 70 ms and talks to the desktop: done by the thread that waits for the answer anyway.
    try:
        import keyring  # noqa: PLC0415
        from keyring.backends import fail  # noqa: PLC0415
    except ImportError as error:
        raise _NoKeyring from error
    found = keyring.get_keyring()
    if isinstance(found, fail.Keyring):
        raise _NoKeyring
    return found
