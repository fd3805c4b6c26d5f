"""Pictures beside the media: which of them an item in Plex does not have yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.database import Database, from_sql, to_sql
from core.media_paths import reachable
from core.model import Picture, PictureRole
from core.phrases import phrase

LARGEST = 10_000_000
"""Bytes; Plex answers larger pictures with 500 (Kometa)."""


_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")
_WEBP = (b"RIFF", b"WEBP")
"""How files of pictures begin: JPEG, PNG, GIF and BMP; WebP has its size in between."""


class PictureUnusable(Exception):
    """A picture cannot be read, is none, is empty or too large; the text says why."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture that an item should get."""

    picture: Picture
    sha256: str
    data: bytes | None
    """None: Plex is to fetch it from its address."""
    size: int = 0
    """Bytes."""
    mtime_ns: int = 0
    former: str = ""
    """The location of the picture that the item got last; empty: none."""


@dataclass(frozen=True, slots=True)
class _Last:
    location: str
    sha256: str
    size: int
    mtime_ns: int


class Artwork:
    """Remembers what was last uploaded to each item, and so knows what is new. Belongs to the database's thread.

    All methods raise `DatabaseUnavailable`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def new(self, rating_key: int, pictures: Iterable[Picture]) -> tuple[list[Upload], list[PictureUnusable]]:
        """Those of `pictures` that were not the last to be uploaded to the item, and what is wrong with others.

        A file that is gone is no picture. One whose size and time are those of the last upload is not read, and one of
        the same content is not new.
        """
        known = self._last(rating_key)
        uploads: list[Upload] = []
        unusable: list[PictureUnusable] = []
        for picture in pictures:
            last = known.get(picture.role)
            try:
                upload = _read(picture, last)
            except PictureUnusable as error:
                unusable.append(error)
                continue
            if upload and (last is None or upload.sha256 != last.sha256):
                uploads.append(upload)
        return uploads, unusable

    def uploaded(self, rating_key: int, upload: Upload) -> None:
        """The item has got this picture."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?, ?, ?)",
                (
                    rating_key,
                    upload.picture.role,
                    to_sql(upload.picture.location),
                    upload.sha256,
                    upload.size,
                    upload.mtime_ns,
                ),
            )

    def forget(self, rating_key: int, role: PictureRole) -> None:
        """The item has got another picture than the one that was uploaded."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM uploads WHERE rating_key = ? AND role = ?", (rating_key, role))

    def _last(self, rating_key: int) -> dict[PictureRole, _Last]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT role, location, sha256, size, mtime_ns FROM uploads WHERE rating_key = ?", (rating_key,)
            ).fetchall()
        return {PictureRole(role): _Last(from_sql(location), *rest) for role, location, *rest in rows}


def _read(picture: Picture, last: _Last | None) -> Upload | None:
    former = last.location if last else ""
    if picture.is_remote:
        return Upload(picture, _digest(picture.location.encode()), None, former=former)
    path = picture.location
    file = Path(reachable(path))
    try:
        status = file.stat()
        version = (picture.location, status.st_size, status.st_mtime_ns)
        if last is not None and version == (last.location, last.size, last.mtime_ns):
            return None
        if not 0 < status.st_size <= LARGEST:
            raise PictureUnusable(
                phrase(
                    "{path} has {size:,} bytes; a picture may have up to {limit:,}",
                    path=path,
                    size=status.st_size,
                    limit=LARGEST,
                )
            )
        data = file.read_bytes()
        if not data.startswith(_SIGNATURES) and (data[:4], data[8:12]) != _WEBP:
            raise PictureUnusable(phrase("{path} is no picture; allowed are JPEG, PNG, WebP, GIF and BMP", path=path))
    except FileNotFoundError:
        return None
    except OSError as error:
        words = phrase("{path} cannot be read: {reason}", path=path, reason=error.strerror or error)
        raise PictureUnusable(words) from error
    return Upload(picture, _digest(data), data, status.st_size, status.st_mtime_ns, former)


def _digest(data: bytes) -> str:
    import hashlib  # noqa: PLC0415  brings in OpenSSL, which an application at rest does without

    return hashlib.sha256(data).hexdigest()
