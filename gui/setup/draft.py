"""What the assistant asks the world for, and what the person has chosen in it so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from core.clock import Clock
from core.plex.discovery import LocalServer, find_servers
from core.plex.inspection import Inspection
from core.plex.items import Section
from core.plex.renewal import Renewal
from core.plex.sign_in import Account, PlexTv
from core.settings import FolderSettings, Settings


def _open_in_browser(url: str) -> bool:
    return QDesktopServices.openUrl(QUrl(url))


@dataclass(frozen=True, slots=True)
class Outside:
    """The world as the assistant sees it."""

    clock: Clock
    plex_tv: PlexTv = field(default_factory=PlexTv)
    find_servers: Callable[[], tuple[LocalServer, ...]] = find_servers
    open_in_browser: Callable[[str], bool] = _open_in_browser


@dataclass(slots=True)
class Draft:
    """What has been chosen so far. Belongs to the main thread; the pages change it one after the other."""

    before: Settings
    """What was in force when the assistant was opened; what it does not ask for stays."""
    account: Account | None = None
    token: str = field(default="", repr=False)
    """Entered by hand; empty after signing in with the browser."""
    inspection: Inspection | None = None
    """The chosen server, tested."""
    of_account: bool = False
    """Whether the server's token came from the account."""
    libraries: tuple[str, ...] = ()
    """Titles; empty: all."""
    folders: tuple[FolderSettings, ...] = ()

    @property
    def signed_in(self) -> bool:
        """Whether there is something to sign in to a server with."""
        return self.account is not None or bool(self.token)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The chosen libraries of the chosen server."""
        if self.inspection is None:
            return ()
        return tuple(
            section for section in self.inspection.sections if not self.libraries or section.title in self.libraries
        )

    @property
    def settings(self) -> Settings:
        """What will be in force."""
        url = self.inspection.url if self.inspection else self.before.plex.url
        plex = replace(self.before.plex, url=url, libraries=self.libraries)
        return replace(self.before, plex=plex, folders=self.folders)

    @property
    def renewal(self) -> Renewal | None:
        """What it takes to renew the token; None when it does not end by itself."""
        if self.account is None or self.inspection is None or not (self.of_account and self.account.expires):
            return None
        return Renewal(self.account.device, self.inspection.identifier)
