"""Finds out what the chosen settings would change in Plex, before they are in force."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.clock import Clock
from core.model import PlannedChange
from core.paths import resolve_home
from core.plex.errors import ServerDown
from core.secrets import TOKEN_VARIABLE, Redactor, TokenStore
from core.settings import Settings

_MOST_SHOWN = 500
"""Items; nobody reads more, and the window shows them all later."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was found out so far."""

    planned: tuple[PlannedChange, ...] = ()
    """The first items that would change, or of which nothing can be said."""
    changing: int = 0
    unchanged: int = 0
    unclear: int = 0

    def with_one(self, planned: PlannedChange) -> Rehearsal:
        """One item more."""
        telling = bool(planned.fields or planned.problem)
        return Rehearsal(
            (*self.planned, planned) if telling and len(self.planned) < _MOST_SHOWN else self.planned,
            self.changing + bool(planned.fields),
            self.unchanged + (not telling),
            self.unclear + bool(planned.problem and not planned.fields),
        )


def rehearse(settings: Settings, token: str, clock: Clock, is_wanted: Callable[[], bool]) -> Rehearsal:
    """Compare all NFO files with Plex; nothing is written. For a thread; it ends early when `is_wanted` says no.

    It keeps its own catalog for that long: the one of a running application may be about another server.

    Raises:
        PlexError: Plex does not answer, in words.
        OSError: There is no room for the catalog.
    """
    # Slow to import, and this thread is the first that needs them.
    from core.assembly import build_previewer  # noqa: PLC0415
    from core.database import DatabaseUnavailable  # noqa: PLC0415
    from core.delivery.previewer import PreviewImpossible  # noqa: PLC0415

    found = Rehearsal()
    with tempfile.TemporaryDirectory(prefix="recloser-preview-", ignore_cleanup_errors=True) as folder:
        home = resolve_home(Path(folder), {})
        home.create()
        tokens = TokenStore(home.token_file, {TOKEN_VARIABLE: token}, account="preview", redactor=Redactor())
        try:
            with build_previewer(home, settings, tokens, clock) as previewer:
                for planned in previewer.run():
                    if not is_wanted():
                        break
                    found = found.with_one(planned)
        except PreviewImpossible as error:
            raise ServerDown(str(error)) from error
        except DatabaseUnavailable as error:
            raise OSError(str(error)) from error
    return found
