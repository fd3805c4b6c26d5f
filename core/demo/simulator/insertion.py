"""New items, many at once: a hundred thousand take a few seconds."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from core.demo.simulator.edits import NewTag, agent_tags, agent_values
from core.demo.simulator.films import Film, base_name, metadata_to_json, slug
from core.demo.simulator.kinds import ALBUM, ARTIST, EPISODE, MOVIE, SEASON, SHOW, TRACK, Kind
from core.demo.simulator.records import Value
from core.demo.simulator.tables import completed
from core.demo.simulator.trees import Album, Artist, ArtistKeys, Season, Show, ShowKeys, Versions
from core.model import Metadata

_WITH_SLUG = frozenset({MOVIE.name, SHOW.name})
_EPISODE_LENGTH = 2_700_000
_TRACK_LENGTH = 240_000
_EPISODE_SIZE = 700_000_000
_TRACK_SIZE = 30_000_000


class Insertion:
    """Puts items into one library, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, section: int, now: int) -> None:
        """`now` is in Unix seconds."""
        self._connection = connection
        self._section = section
        self._now = now
        self._tags: dict[tuple[str, str], int] = {}

    def films(self, films: Iterable[Film]) -> list[int]:
        """Add films; returns their rating keys."""
        keys = []
        for film in films:
            title = film.metadata.title or base_name(film.versions[0][0])
            key = self._item(MOVIE, film.metadata._replace(title=title), f"{title}/{film.metadata.date}", film.duration)
            self._files(key, film.versions, film.duration, film.size)
            keys.append(key)
        return keys

    def show(self, show: Show) -> ShowKeys:
        """Add a show with its seasons."""
        metadata = _titled(show.metadata, base_name(show.folder))
        folders = json.dumps([show.folder, *show.more_folders])
        key = self._item(SHOW, metadata, show.folder, index=1, folders=folders)
        return self.seasons(key, show.seasons)

    def seasons(self, show: int, seasons: Iterable[Season]) -> ShowKeys:
        """Add episodes to a show, and those of the seasons that are new; a known episode gets more versions."""
        keys = ShowKeys(show)
        for season in seasons:
            found = self._child(show, "index", season.number)
            if found is None:
                metadata = _titled(season.metadata, f"Season {season.number}" if season.number else "Specials")
                numbers = {"index": season.number, "parentIndex": 1}
                found = self._item(SEASON, metadata, f"{show}/{season.number}", parent=show, **numbers)
            keys.seasons[season.number] = found
            for episode in season.episodes:
                key = self._child(found, "index", episode.number)
                if key is None:
                    metadata = _titled(episode.metadata, f"Episode {episode.number}")
                    numbers = {"index": episode.number, "parentIndex": season.number}
                    guid = f"{show}/{season.number}/{episode.number}"
                    key = self._item(EPISODE, metadata, guid, _EPISODE_LENGTH, parent=found, **numbers)
                self._files(key, episode.versions, _EPISODE_LENGTH, _EPISODE_SIZE)
                keys.episodes[season.number, episode.number] = key
        return keys

    def artist(self, artist: Artist) -> ArtistKeys:
        """Add an artist with albums."""
        key = self._item(ARTIST, _titled(artist.metadata, artist.name), artist.name, index=1)
        return self.albums(key, artist.albums)

    def albums(self, artist: int, albums: Iterable[Album]) -> ArtistKeys:
        """Add tracks to an artist, and those of the albums that are not there yet."""
        keys = ArtistKeys(artist)
        for album in albums:
            found = self._child(artist, "title", album.title)
            if found is None:
                metadata = _titled(album.metadata, album.title)
                found = self._item(ALBUM, metadata, f"{artist}/{album.title}", parent=artist, index=1)
            keys.albums[album.title] = found
            for track in album.tracks:
                metadata = _titled(track.metadata, base_name(track.versions[0][0]).rpartition(".")[0])
                numbers = {"index": track.number, "parentIndex": track.disc}
                guid = f"{found}/{track.disc}/{track.number}"
                key = self._item(TRACK, metadata, guid, _TRACK_LENGTH, parent=found, **numbers)
                self._files(key, track.versions, _TRACK_LENGTH, _TRACK_SIZE)
                keys.tracks[album.title, track.disc, track.number] = key
        return keys

    def versions(self, item: int, versions: Versions) -> None:
        """Give a film further versions."""
        film = Film(Metadata(), versions)
        self._files(item, versions, film.duration, film.size)

    def _child(self, parent: int, column: str, value: Value) -> int | None:
        row = self._connection.execute(
            f'SELECT id FROM items WHERE parent = ? AND "{column}" = ?',  # noqa: S608  one of two names
            (parent, value),
        ).fetchone()
        return None if row is None else int(row[0])

    def _item(self, kind: Kind, metadata: Metadata, identity: str, duration: int | None = None, **more: Value) -> int:
        """Add one item as the agent describes it; `identity` tells it from others of its kind."""
        digest = hashlib.sha1(identity.encode(), usedforsecurity=False).hexdigest()
        title = str(metadata.title)
        row: dict[str, Value] = {
            "section": self._section,
            "type": kind.number,
            "guid": f"plex://{kind.name}/{digest[:24]}",
            "slug": slug(title) if kind.name in _WITH_SLUG else None,
            "addedAt": self._now,
            "updatedAt": self._now,
            "duration": duration,
            **dict.fromkeys(kind.agent_images, self._now),
            "guids": json.dumps([f"{known.source}://{known.value}" for known in metadata.unique_ids])
            if metadata.unique_ids
            else "[]",
            "locked": "",
            "agent": metadata_to_json(metadata),
            **completed(agent_values(kind, metadata), title),
            **more,
        }
        columns = ", ".join(f'"{name}"' for name in row)
        statement = f"INSERT INTO items ({columns}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608  names of columns
        item = int(self._connection.execute(statement, tuple(row.values())).lastrowid or 0)
        if tags := agent_tags(kind, metadata):
            self._taggings(item, tags)
        return item

    def _taggings(self, item: int, tags: Mapping[str, Sequence[NewTag]]) -> None:
        rows = [
            (item, kind, self._tag(kind, new.name), position, new.text, new.thumb)
            for kind, names in tags.items()
            for position, new in enumerate(names, 1)
        ]
        # Two names of the agent may be one tag: the first counts.
        self._connection.executemany("INSERT OR IGNORE INTO taggings VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _tag(self, kind: str, name: str) -> int:
        known = self._tags.get((kind, name))
        if known is None:
            (known,) = self._connection.execute(
                "INSERT INTO tags (kind, tag) VALUES (?, ?)"
                " ON CONFLICT (kind, tag) DO UPDATE SET kind = kind RETURNING id",
                (kind, name),
            ).fetchone()
            self._tags[kind, name] = known
        return known

    def _files(self, item: int, versions: Versions, duration: int, size: int) -> None:
        for files in versions:
            row = self._connection.execute("INSERT INTO media (item, duration) VALUES (?, ?)", (item, duration))
            self._connection.executemany(
                "INSERT INTO parts (media, item, file, size) VALUES (?, ?, ?, ?)",
                [(row.lastrowid, item, file, size) for file in files],
            )


def _titled(metadata: Metadata, title: str) -> Metadata:
    return metadata if metadata.title else metadata._replace(title=title)
