"""Random libraries, random earlier values and locks, random wishes: what Plex has afterwards is what was asked for."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from core.delivery.journal import peek_journal
from core.delivery.undo import as_changes
from core.demo.simulator import Album, Artist, Episode, Film, PlexSimulator, Season, Show, Track
from core.demo.simulator.records import Item
from core.model import Actor, Change, Kind, Metadata
from tests.core.delivery.conftest import Bench

PROVE = bool(os.environ.get("RECLOSER_PROVE"))

NASTY = [
    "A, B & C",
    "100 %",
    "R%2526B",
    "a+b = c",
    "“Quotes” and 'quotes'",
    "🎬🎞",
    "\u05e2\u05d1\u05e8 \u200f",
    "Æon",
    "x",
]
WORDS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12),
)
TEXTS = st.one_of(WORDS, st.just("A long story. " * 2_200 + "The end, 30 kB later."), st.just("Two\nlines"))
NAMES = st.lists(WORDS, min_size=1, max_size=4, unique_by=lambda name: name.lower()).map(tuple)
RATINGS = st.integers(1, 100).map(lambda tenths: tenths / 10)
ACTORS = st.lists(
    st.builds(Actor, WORDS, st.none() | WORDS), min_size=1, max_size=4, unique_by=lambda actor: actor.name.lower()
).map(tuple)
DATES = st.dates(min_value=date(1900, 1, 1)).map(str)
VALUES = {
    "title": WORDS,
    "sort_title": WORDS,
    "original_title": WORDS,
    "summary": TEXTS,
    "tagline": WORDS,
    "studio": WORDS,
    "content_rating": st.sampled_from(["PG-13", "de/16"]),
    "date": DATES,
    "rating": RATINGS,
    "audience_rating": RATINGS,
    "user_rating": RATINGS,
    "genres": NAMES,
    "countries": NAMES,
    "directors": NAMES,
    "writers": NAMES,
    "actors": ACTORS,
    "collections": NAMES,
    "labels": NAMES,
    "moods": NAMES,
    "styles": NAMES,
}
METADATA = st.fixed_dictionaries({}, optional=VALUES).map(lambda said: Metadata(**said))

# What each kind has in Plex, and how it is called there: written anew, so that a wrong table is noticed.
BOTH = {"title": "title", "summary": "summary", "rating": "rating", "audience_rating": "audienceRating",
        "user_rating": "userRating", "collections": "collection", "labels": "label"}  # fmt: skip
SORTED = {**BOTH, "sort_title": "titleSort"}
OF_KIND = {
    Kind.MOVIE: {**SORTED, "original_title": "originalTitle", "tagline": "tagline", "studio": "studio",
                 "content_rating": "contentRating", "date": "originallyAvailableAt", "genres": "genre",
                 "countries": "country", "directors": "director", "writers": "writer", "actors": "actor",
                 "moods": "mood", "styles": "style"},
    Kind.SHOW: {**SORTED, "original_title": "originalTitle", "tagline": "tagline", "studio": "studio",
                "content_rating": "contentRating", "date": "originallyAvailableAt", "genres": "genre",
                "actors": "actor"},
    Kind.SEASON: BOTH,
    Kind.EPISODE: {**SORTED, "content_rating": "contentRating", "date": "originallyAvailableAt",
                   "directors": "director", "writers": "writer", "actors": "actor"},
    Kind.ARTIST: {**SORTED, "genres": "genre", "countries": "country", "moods": "mood", "styles": "style"},
    Kind.ALBUM: {**SORTED, "studio": "studio", "date": "originallyAvailableAt", "genres": "genre", "moods": "mood",
                 "styles": "style"},
}  # fmt: skip
ADDED = ("collections", "labels")
TAGS = ("genres", "countries", "directors", "writers", "moods", "styles", *ADDED)


@dataclass(frozen=True)
class Wish:
    kind: Kind
    before: Metadata
    locked: frozenset[str]
    """Fields that a person has locked in Plex, by their names there."""
    wanted: Metadata


def wishes(kind: Kind) -> st.SearchStrategy[Wish]:
    locks = st.sets(st.sampled_from(sorted(set(OF_KIND[kind].values()) - {"userRating"})), max_size=3)
    return st.builds(Wish, st.just(kind), METADATA, locks.map(frozenset), METADATA)


LIBRARIES = st.lists(st.sampled_from(list(OF_KIND)).flatmap(wishes), min_size=1, max_size=6)


def build(plex: PlexSimulator, wish: Wish, number: int) -> tuple[int, Change]:
    """Put an item of this kind into Plex; returns its rating key, and the change that is wished for it."""
    before = wish.before._replace(title=f"{wish.before.title or 'Item'} {number}", user_rating=None)
    wanted, name = wish.wanted, f"{number}"
    if wish.kind is Kind.MOVIE:
        path = f"/media/Movies/{name}/{name}.mkv"
        (key,) = plex.add_films([Film(before, ((path,),))])
        return key, Change(path, wanted, "test", Kind.MOVIE)
    if wish.kind in (Kind.SHOW, Kind.SEASON, Kind.EPISODE):
        folder = f"/media/Shows/{name}"
        path = f"{folder}/Season 01/{name} - S01E02.mkv"
        mine = {kind: before if kind is wish.kind else Metadata() for kind in (Kind.SHOW, Kind.SEASON, Kind.EPISODE)}
        episode = Episode(2, ((path,),), mine[Kind.EPISODE])
        keys = plex.add_show(Show(folder, (Season(1, (episode,), mine[Kind.SEASON]),), mine[Kind.SHOW]))
        if wish.kind is Kind.SHOW:
            return keys.show, Change(folder, wanted, "test", Kind.SHOW)
        if wish.kind is Kind.SEASON:
            return keys.seasons[1], Change(folder, wanted, "test", Kind.SEASON, season=1)
        return keys.episodes[1, 2], Change(path, wanted, "test", Kind.EPISODE, season=1, episode=2)
    # Plex knows artists and albums by their names.
    unique = before._replace(title=f"Name {number}")
    wanted = wanted._replace(title=wanted.title and f"{wanted.title} {number}")
    folder = f"/media/Music/{name}"
    track = Track(1, ((f"{folder}/Album/01.flac",),))
    artist, album = (unique if kind is wish.kind else Metadata() for kind in (Kind.ARTIST, Kind.ALBUM))
    title = f"Name {number}"
    keys = plex.add_artist(Artist(title, (Album(title, (track,), album),), artist))
    if wish.kind is Kind.ARTIST:
        return keys.artist, Change(folder, wanted, "test", Kind.ARTIST)
    return next(iter(keys.albums.values())), Change(f"{folder}/Album", wanted, "test", Kind.ALBUM)


def state(item: Item) -> dict[str, object]:
    """An item as the server's own database has it, in a form that can be compared."""
    names = set(OF_KIND[Kind.MOVIE].values())
    tags = {
        kind: {(tag.name, tag.text or None, tag.thumb or None) for tag in item.tags if tag.kind == kind}
        for kind in names
    }
    return {name: value or None for name, value in item.fields.items() if name in names} | tags


def check(was: Item, now: Item, wish: Wish, wanted: Metadata) -> None:
    """`now` is `was`, changed as was `wanted` and in no other way."""
    ours = OF_KIND[wish.kind]
    written = set()
    for name in VALUES:
        value, there = getattr(wanted, name), ours.get(name)
        if there is None:
            continue
        if name in TAGS:
            before, after = ({fold(tag) for tag in item.names(there)} for item in (was, now))
            asked = {fold(tag) for tag in value}
            expected = before if not asked else before | asked if name in ADDED else asked
        elif name == "actors":
            before, after = (
                {fold(tag.name): tag.text or None for tag in item.tags if tag.kind == "actor"} for item in (was, now)
            )
            # Nothing is said about the role of an actor without one.
            expected = {fold(actor.name): actor.role or before.get(fold(actor.name)) for actor in value} or before
        else:
            before, after = was.fields.get(there) or None, now.fields.get(there) or None
            expected = value or before
            if name == "sort_title" and not value and "title" in written and "titleSort" not in was.locked:
                continue  # follows the title by itself
        assert after == expected, (name, before, after, expected)
        follows = name == "sort_title" and value and "title" in written and "titleSort" not in was.locked
        if expected != before or follows:
            written.add(name)
    locks = {ours[name] for name in written - {"user_rating"}}
    assert set(now.locked) == set(was.locked) | locks


def roles(item: Item) -> dict[str, str | None]:
    return {fold(tag.name): tag.text or None for tag in item.tags if tag.kind == "actor"}


def fold(name: str) -> str:
    """Plex has one tag for each name without regard to ASCII case."""
    return "".join(each.lower() if each.isascii() else each for each in name)


def run(clock, library: Sequence[Wish]) -> None:
    with tempfile.TemporaryDirectory() as folder, PlexSimulator(clock=clock) as plex:
        plex.add_library("/media/Movies")
        bench = Bench(plex, clock, Path(folder))
        made = [build(plex, wish, number) for number, wish in enumerate(library, 1)]
        try:
            bench.start()
            for wish, (key, _) in zip(library, made, strict=True):
                query = "&".join(f"{name}.locked=1" for name in sorted(wish.locked))
                if query:
                    bench.connection.edit(plex.item(key).section, wish.kind, key, query)
            was = [plex.item(key) for key, _ in made]
            changes = [change for _, change in made if not change.metadata.is_empty()]
            bench.queue.enqueue(changes)
            bench.settle()
            assert bench.queue.failed(9) == []
            now = [plex.item(key) for key, _ in made]
            for before, after, wish, (_, change) in zip(was, now, library, made, strict=True):
                check(before, after, wish, change.metadata)
            bench.plex.log.clear()
            bench.queue.enqueue(changes)
            bench.settle()
            assert bench.writes == 0
            entries = peek_journal(Path(folder) / "recloser.sqlite3", -1)
            event(f"{len(entries)} items were changed")
            bench.queue.enqueue(as_changes(entries))
            bench.settle()
            for before, (key, _) in zip(was, made, strict=True):
                again = plex.item(key)
                assert state(again) == state(before)
                assert set(again.locked) == set(before.locked)
        finally:
            bench.stop()


@given(library=LIBRARIES)
@settings(
    max_examples=400 if PROVE else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_whatever_was_there_and_whatever_is_wanted_plex_has_it_and_undo_takes_it_back(clock, library) -> None:
    random.seed(0)
    run(type(clock)(), library)
