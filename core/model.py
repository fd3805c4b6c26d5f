"""The vocabulary that travels between the rooms: small frozen values, no behaviour beyond reading themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.fields import Field
from core.snapshot import (
    Approval,
    BreakerView,
    CircuitState,
    Face,
    Progress,
    QueueCounts,
    ServerView,
    Snapshot,
    Stats,
    face_of,
)

__all__ = [
    "Actor",
    "Approval",
    "BreakerView",
    "Change",
    "CircuitState",
    "DeliveredChange",
    "Face",
    "FailedChange",
    "FailureKind",
    "Field",
    "FieldChange",
    "Job",
    "Kind",
    "Metadata",
    "Picture",
    "PictureRole",
    "PlannedChange",
    "Progress",
    "QueueCounts",
    "ServerView",
    "Snapshot",
    "Stats",
    "UniqueId",
    "Value",
    "face_of",
]


class Kind(StrEnum):
    """A kind of item in Plex."""

    MOVIE = "movie"
    """A film; also a concert or a music video in a library of films."""
    SHOW = "show"
    SEASON = "season"
    EPISODE = "episode"
    ARTIST = "artist"
    ALBUM = "album"
    TRACK = "track"
    """Never changed; its file tells where its album and artist are."""


class Actor(NamedTuple):
    """One member of the cast; the order of a cast is the order of its tuple.

    A tuple, because a library has hundreds of thousands, and each is made and compared several times.
    """

    name: str
    role: str | None = None
    thumb: str | None = None
    """Address of a portrait (http or https)."""


class PictureRole(StrEnum):
    """What a picture is for."""

    POSTER = "poster"
    """Also an episode's still."""
    BACKGROUND = "background"
    CLEAR_LOGO = "clear_logo"
    SQUARE_ART = "square_art"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that an item should have."""

    role: PictureRole
    location: str
    """A file of this computer, or an address (http or https)."""

    @property
    def is_remote(self) -> bool:
        """Whether it is an address, from which Plex is to fetch it."""
        return self.location.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class UniqueId:
    """An identifier in an outside catalogue, such as ``UniqueId("imdb", "tt0017136")``."""

    source: str
    value: str


class Metadata(NamedTuple):
    """What one item should look like in Plex. A tuple, because making it takes a quarter of a data class's time.

    `None` or an empty tuple means "says nothing": Plex keeps what it has. An empty string never occurs. The attribute
    names are the values of `Field`, plus `unique_ids`, which is never written and only helps to find the item.
    """

    title: str | None = None
    sort_title: str | None = None
    original_title: str | None = None
    summary: str | None = None
    tagline: str | None = None
    studio: str | None = None
    content_rating: str | None = None
    date: str | None = None
    """First release: ``YYYY-MM-DD``, or ``YYYY`` when only the year is known."""
    rating: float | None = None
    """Critics' rating, 0 to 10."""
    audience_rating: float | None = None
    """Audience rating, 0 to 10."""
    user_rating: float | None = None
    """The owner's own rating, above 0 up to 10."""
    genres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    collections: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    artwork: tuple[Picture, ...] = ()
    """At most one for each role."""
    unique_ids: tuple[UniqueId, ...] = ()

    def over(self, older: Metadata) -> Metadata:
        """What both say together; where both say something, this one counts.

        Collections and labels are only ever added, so those of both are, and each role of a picture stands for itself.
        """
        pictures = {picture.role: picture for picture in (*older.artwork, *self.artwork)}
        both = Metadata._make(mine or others for mine, others in zip(self, older, strict=True))
        return both._replace(
            collections=tuple(dict.fromkeys(older.collections + self.collections)),
            labels=tuple(dict.fromkeys(older.labels + self.labels)),
            artwork=tuple(pictures[role] for role in PictureRole if role in pictures),
        )

    def is_empty(self) -> bool:
        """Whether it says nothing that could be written."""
        return not any(self._replace(unique_ids=()))


@dataclass(frozen=True, slots=True)
class Change:
    """What a source asks for: the item at `path` should look like `metadata`."""

    path: str
    """As this computer names it: a media file; a media file without its extension (an NFO whose media is not there
    yet); or the folder of a film (`movie.nfo` beside no or several videos)."""
    metadata: Metadata
    source: str
    """Where it came from, for people: the NFO file's path, or the name of the enqueuing program."""
    kind: Kind | None = None
    """None: whatever item has this file."""
    season: int | None = None
    """Of a season or an episode, as far as the source says; 0: specials."""
    episode: int | None = None
    """Of an episode: several may be in one file."""
    bulk: bool = False
    """Whether it is one of many that were found by looking through a folder, not an edit of its own."""
    undoes: int | None = None
    """The delivered change (its id in the journal) whose old values are to be put back; `metadata` is empty then."""


Value = str | float | tuple[str, ...] | tuple[Actor, ...] | tuple[Picture, ...] | None
"""What a field can hold; None: nothing."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what it was, and what it should become or has become."""

    field: Field
    before: Value
    after: Value
    was_locked: bool = False
    """Whether Plex kept it from its own agents before."""


@dataclass(frozen=True, slots=True)
class Job:
    """A change that the queue has handed out for delivery."""

    id: int
    key: str
    """Identifies the item: two changes with the same key are for the same item (see `core.media_paths.item_key`)."""
    change: Change
    attempts: int
    """How many deliveries have been spent on it. An outage spends none."""
    server_errors: int
    """How often in a row Plex answered this job's own edit with 500: twice makes it a suspect (poison job)."""
    created_at: float
    """Unix seconds."""
    insist: bool = False
    """Whether a person wants it delivered although Plex was edited meanwhile."""


@dataclass(frozen=True, slots=True)
class DeliveredChange:
    """An entry of the journal: what is written to one item, and what stood there before."""

    path: str
    source: str
    section: int
    library: str
    """The library's uuid."""
    kind: Kind
    rating_key: int
    title: str
    fields: tuple[FieldChange, ...]
    skipped: tuple[Field, ...] = ()
    """Fields that were asked for, and that Plex does not have for this kind of item."""
    id: int = 0
    """0: not in the journal yet."""
    at: float = 0.0
    """Unix seconds."""
    undone_by: int | None = None
    """The entry that put the old values back."""


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What a change that waits for approval would do to one item."""

    path: str
    kind: Kind
    title: str
    fields: tuple[FieldChange, ...]
    problem: str = ""
    """Why nothing can be said about it, in words."""


class FailureKind(StrEnum):
    """Why a change waits for another try, or has failed."""

    NOT_IN_PLEX = "not_in_plex"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"
    SERVER_ERROR = "server_error"
    NOT_VERIFIED = "not_verified"
    CONFLICT = "conflict"
    """A field was edited in Plex after Recloser wrote it, and a person is to decide."""
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class FailedChange:
    """A dead letter: it will not be tried again by itself."""

    id: int
    path: str
    source: str
    kind: FailureKind
    reason: str
    """In words, for a person."""
    failed_at: float
    """Unix seconds."""
    fields: tuple[FieldChange, ...] = ()
    """What it would have changed, as far as that is known: before is what Plex has."""
    title: str = ""
    """What its source calls the item; empty: it does not say."""
    item: Kind | None = None
    season: int | None = None
    episode: int | None = None
