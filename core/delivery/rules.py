"""What the owner of the library wants."""

from __future__ import annotations

from dataclasses import dataclass

from core.media_paths import PathMapping
from core.model import Field
from core.settings import OnConflict


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be delivered, and how the server names the files."""

    fields: frozenset[Field]
    mappings: tuple[PathMapping, ...] = ()
    """One for each watched folder."""
    scan_missing: bool = False
    on_conflict: OnConflict = OnConflict.NFO
    remote_artwork: bool = False
    """Whether an item without a picture gets the one whose address is in its NFO file."""
