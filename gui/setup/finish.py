"""Puts what was chosen in the assistant into force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core import settings_writer
from core.clock import Clock
from core.plex.renewal import Renewal, forget_renewal, keep_renewal
from core.secrets import KeptIn, TokenStore
from core.settings import Settings
from core.settings_writer import Edition


@dataclass(frozen=True, slots=True)
class Kept:
    """How it went."""

    kept_in: KeptIn
    overruled: bool
    """Whether the environment names another token, which counts instead."""


@dataclass(frozen=True, slots=True)
class Finish:
    """All that has to be kept. `keep` is called on a thread: a keyring may wait for a person to unlock it."""

    path: Path
    edition: Edition
    """The settings file as the assistant found it."""
    settings: Settings
    tokens: TokenStore
    token: str
    renewal: Renewal | None
    clock: Clock
    overwrite: bool
    """Whether the person has agreed to change a file that is not as it was found."""

    def keep(self) -> Kept:
        """Keep the token and, when that has worked, the settings.

        Raises:
            TokenError, SettingsConflict, OSError: What could not be kept, in words.
        """
        kept_in = self.tokens.store(self.token)
        if self.renewal is not None:
            keep_renewal(self.tokens, self.renewal)
        else:
            forget_renewal(self.tokens)
        settings_writer.write(self.path, self.edition, self.settings, self.clock.time(), overwrite=self.overwrite)
        in_force = self.tokens.read()
        overruled = in_force is not None and in_force.kept_in is KeptIn.ENVIRONMENT and in_force.value != self.token
        return Kept(kept_in, overruled)
