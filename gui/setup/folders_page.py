"""Choosing the folders, and what the server calls them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWizardPage

from core.plex.folder_match import ServerFiles
from core.plex.inspection import Inspector
from gui.folder_list import FolderList, Loader
from gui.room import scrolling
from gui.setup.draft import Draft, Outside


class FoldersPage(QWizardPage):
    """Complete with at least one folder. That Plex knows nothing in it yet is no obstacle: it may be empty or new."""

    def __init__(self, draft: Draft, outside: Outside) -> None:
        super().__init__()
        self._draft = draft
        self._clock = outside.clock
        self._inspector: Inspector | None = None
        self.setTitle(self.tr("Choose your folders"))
        self.setSubTitle(self.tr("Recloser watches the NFO files in them. Plex may know a folder by another name."))
        self._folders = FolderList(outside.clock)
        self._folders.changed.connect(self._on_changed)
        QVBoxLayout(scrolling(self)).addWidget(self._folders)

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Offer what was chosen before, and folders of the server that are here under the same name."""
        before = self._draft.folders or self._draft.before.folders
        self._folders.show_folders(before, self._loader())
        if not before:
            places = [Path(place) for section in self._draft.sections for place in section.locations]
            self._folders.add(*(place for place in places if place.is_absolute() and place.is_dir()))

    def cleanupPage(self) -> None:  # noqa: N802 - Qt's name
        """The person goes back: what was chosen here is kept for the return."""
        self._draft.folders = self._folders.folders
        self.stop()

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Whether the next page can be asked for."""
        return bool(self._folders.folders) and self._folders.is_valid and not self._folders.busy

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Note the choice."""
        self._draft.folders = self._folders.folders
        return True

    @property
    def found(self) -> tuple[int, int]:
        """How many of how many local media files the server has."""
        return self._folders.found

    def stop(self) -> None:
        """End all questions that are under way."""
        self._folders.stop()
        if self._inspector is not None:
            self._inspector.interrupt()

    def _loader(self) -> Loader | None:
        if self._draft.inspection is None:
            return None
        inspector = self._inspector = Inspector(self._clock)
        inspection, sections = self._draft.inspection, self._draft.sections

        def load() -> ServerFiles:
            return inspector.list_files(inspection, sections)

        return load

    @Slot()
    def _on_changed(self) -> None:
        self.completeChanged.emit()
