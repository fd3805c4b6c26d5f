"""Choosing the libraries that may be changed."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWizardPage

from gui.library_list import LibraryList
from gui.room import scrolling
from gui.setup.draft import Draft


class LibrariesPage(QWizardPage):
    """Complete with at least one library."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.setTitle(self.tr("Choose the libraries"))
        self.setSubTitle(self.tr("Recloser changes nothing in the others."))
        self._libraries = LibraryList()
        self._libraries.changed.connect(self.completeChanged)
        QVBoxLayout(scrolling(self)).addWidget(self._libraries)

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Offer what the chosen server has."""
        sections = self._draft.inspection.sections if self._draft.inspection else ()
        titles = {section.title for section in sections}
        chosen = self._draft.libraries or self._draft.before.plex.libraries
        self._libraries.show_libraries(sections, [title for title in chosen if title in titles])

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Whether the next page can be asked for."""
        return self._libraries.is_complete

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Note the choice."""
        self._draft.libraries = self._libraries.chosen
        return True
