"""Libraries and folders."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGroupBox, QVBoxLayout

from core.clock import Clock
from core.plex.folder_match import ServerFiles
from core.plex.inspection import Inspection, Inspector
from core.settings import Settings
from gui.folder_list import FolderList
from gui.library_list import LibraryList
from gui.preferences.page import PreferencesPage


class FoldersPage(PreferencesPage):
    """Compares the folders with what the server has, once it has been tested."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._inspector: Inspector | None = None
        self._libraries = LibraryList()
        self._folders = FolderList(clock)
        self._libraries.changed.connect(self.changed)
        self._folders.changed.connect(self.changed)
        rows = QVBoxLayout(self)
        for title, widget, stretch in (
            (self.tr("Libraries that may be changed"), self._libraries, 1),
            (self.tr("Folders whose NFO files are watched"), self._folders, 2),
        ):
            group = QGroupBox(title)
            QVBoxLayout(group).addWidget(widget)
            rows.addWidget(group, stretch=stretch)

    @property
    def title(self) -> str:
        """See the base class."""
        return self.tr("Libraries and folders")

    @property
    def is_valid(self) -> bool:
        """See the base class."""
        return self._libraries.is_complete and self._folders.is_valid

    def show_settings(self, settings: Settings) -> None:
        """See the base class."""
        self._libraries.show_libraries((), settings.plex.libraries)
        self._folders.show_folders(settings.folders, None)

    @Slot(object)
    def show_server(self, inspection: Inspection | None) -> None:
        """What a test of the server has brought."""
        if inspection is None:
            return
        self._libraries.show_libraries(inspection.sections, self._libraries.chosen)
        self.stop()
        inspector = self._inspector = Inspector(self._clock)

        def load() -> ServerFiles:
            return inspector.list_files(inspection, inspection.sections)

        self._folders.compare_with(load)

    def edited(self, settings: Settings) -> Settings:
        """See the base class."""
        plex = replace(settings.plex, libraries=self._libraries.chosen)
        return replace(settings, plex=plex, folders=self._folders.folders)

    def stop(self) -> None:
        """See the base class."""
        self._folders.stop()
        if self._inspector is not None:
            self._inspector.interrupt()
