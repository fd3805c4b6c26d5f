"""What a person may ask for in the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Asks(QObject):
    """Nothing but signals: the window raises them, the application obeys. Lists hold the ids of changes."""

    check_requested = Signal()
    reset_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    sign_in_requested = Signal()
    settings_requested = Signal()
    quit_requested = Signal()
    approve_requested = Signal()
    """What the preview shows may be written."""
    cancel_requested = Signal()
    """What was found by looking through whole folders is not to be delivered any more."""
    deliver_first_requested = Signal(list)
    remove_requested = Signal(list)
    """Waiting changes are forgotten."""
    retry_requested = Signal(list)
    retry_kind_requested = Signal(object)
    """All that failed for this reason (a `FailureKind`) are tried again."""
    discard_requested = Signal(list)
    """Failed changes are forgotten."""
    undo_requested = Signal(list)
    """Entries of the journal: what stood in Plex before is to be put back."""
