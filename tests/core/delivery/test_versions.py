"""Items with several files: versions and parts, found by a scan of real folders, described by real NFO files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.delivery.listings import PLANNED
from core.delivery.rules import Rules
from core.demo.simulator import PlexSimulator, RequestKind, Season, Show, episode_at
from core.media_paths import PathMapping
from core.model import Field
from core.sources.changes import read_tree
from tests.core.delivery.conftest import Bench

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def plex(clock) -> Iterator[PlexSimulator]:
    with PlexSimulator(clock=clock) as simulator:
        yield simulator


class House:
    """A real folder of films, the same for Plex."""

    def __init__(self, bench: Bench, top: Path) -> None:
        self.bench = bench
        self.top = top
        self.watch(top.parent)
        bench.plex.add_library(str(top))
        self.edited = 1_000_000_000

    def watch(self, folder: Path) -> None:
        mappings = (PathMapping(str(folder), str(folder)),)
        self.bench.options["rules"] = Rules(frozenset(Field), mappings, remote_artwork=True)

    def put(self, *names: str) -> None:
        for name in names:
            (self.top / name).parent.mkdir(parents=True, exist_ok=True)
            (self.top / name).touch()

    def nfo(self, name: str, root: str = "movie", **said: str) -> Path:
        """Written later than those before."""
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<{root}>{''.join(f'<{key}>{value}</{key}>' for key, value in said.items())}</{root}>")
        return self.touch(path)

    def touch(self, path: Path) -> Path:
        self.edited += 10
        os.utime(path, (self.edited, self.edited))
        return path

    def scan(self) -> None:
        self.bench.plex.scan()

    def sync(self, *paths: Path) -> int:
        """As `recloser sync`: everything is read again, and what differs is delivered. Returns the writes."""
        if self.bench.worker is None:
            self.bench.start()
        before = self.bench.writes
        for path in paths or (self.top,):
            self.bench.queue.enqueue(list(read_tree(path)))
        self.bench.settle()
        assert self.bench.queue.failed(9) == []
        return self.bench.writes - before


@pytest.fixture
def house(bench, tmp_path) -> House:
    return House(bench, tmp_path / "films")


FILES = ("Film (2000) - 1080p.mkv", "Film (2000) - 4K.mkv", "Film (2000)-cd1.avi", "Film (2000)-cd2.avi")


@pytest.mark.parametrize("beside", FILES)
def test_an_nfo_beside_any_version_or_part_updates_the_one_item_once(house, plex, beside):
    house.put(*(f"Film (2000)/{name}" for name in FILES))
    house.scan()
    house.nfo(f"Film (2000)/{Path(beside).stem}.nfo", tagline="Once")
    assert house.sync() == 1
    (item,) = plex.store.items([1, 2])
    assert (len(item.media), len(item.files), item.fields["tagline"]) == (3, 4, "Once")
    assert house.sync() == 0


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("later", [0, 1])
def test_of_two_nfos_of_one_item_that_disagree_the_one_edited_later_counts(house, plex, caplog, later, together):
    names = ["Film (2000)/Film (2000) - 1080p", "Film (2000)/Film (2000) - 4K"]
    house.put(*(f"{name}.mkv" for name in names))
    house.scan()
    first = house.nfo(f"{names[1 - later]}.nfo", tagline="First", studio="Studio", tag="One")
    last = house.nfo(f"{names[later]}.nfo", tagline="Last", plot="A story", tag="Two")
    if together:
        house.sync()
    else:
        for path in sorted((first, last)):
            house.sync(path)
    fields = plex.item(1).fields
    assert (fields["tagline"], fields["summary"], fields["studio"]) == ("Last", "A story", "Studio")
    assert set(plex.item(1).names("label")) == {"One", "Two"}
    caplog.clear()
    assert [house.sync() for _ in range(3)] == [0, 0, 0]
    assert f"{first}: another NFO file of this item was edited later, and counts: {last} (tagline)" in caplog.text
    house.touch(first)
    assert house.sync(first) == 1  # it is the newest now
    assert plex.item(1).fields["tagline"] == "First"
    assert house.sync() == 0


def test_of_two_nfos_edited_at_once_the_first_by_name_counts_and_all_of_it_takes_one_write(house, plex):
    house.put("Film (2000)/Film (2000) - 1080p.mkv", "Film (2000)/Film (2000) - 4K.mkv")
    house.scan()
    for name in ("4K", "1080p"):
        path = house.nfo(f"Film (2000)/Film (2000) - {name}.nfo", tagline=name)
        os.utime(path, (1, 1))
    assert house.sync() == 1
    assert plex.item(1).fields["tagline"] == "1080p"
    assert house.sync() == 0


def test_an_nfo_in_another_folder_of_the_item_is_a_rival_until_it_is_deleted_or_the_item_is_split(house, plex):
    house.put("A/Film (2000).mkv", "B/Film (2000).mkv")
    house.scan()
    plex.store.merge(1, [2])
    old = house.nfo("A/movie.nfo", tagline="A")
    new = house.nfo("B/movie.nfo", tagline="B")
    house.sync()
    assert (plex.item(1).fields["tagline"], house.sync()) == ("B", 0)
    (other,) = plex.store.split(1)
    house.bench.worker._upkeep.want()
    house.bench.clock.advance(86_400.0)
    house.bench.list_libraries()
    assert house.sync() == 1
    shown = {Path(item.files[0]).parent.name: item.fields["tagline"] for item in plex.store.items([1, other])}
    assert shown == {"A": "A", "B": "B"}
    plex.store.merge(1, [other])
    house.bench.clock.advance(86_400.0)
    house.bench.worker._upkeep.want()
    house.bench.list_libraries()
    house.sync()
    new.unlink()
    assert house.sync(old) == 1
    assert plex.item(1).fields["tagline"] == "A"


def test_an_nfo_in_a_folder_that_is_not_watched_any_more_overrules_nothing(house, plex):
    house.put("A/Film (2000).mkv", "B/Film (2000).mkv")
    house.scan()
    plex.store.merge(1, [2])
    old = house.nfo("A/movie.nfo", tagline="A")
    house.nfo("B/movie.nfo", tagline="B")
    house.sync()
    house.watch(house.top / "A")
    house.bench.start()
    assert house.sync(old) == 1
    assert plex.item(1).fields["tagline"] == "A"


@pytest.mark.parametrize("delivered", [False, True])
def test_a_preview_of_two_nfos_of_one_item_tells_which_counts_and_is_sure_of_both(house, plex, delivered):
    house.put("Film (2000)/Film (2000) - 1080p.mkv", "Film (2000)/Film (2000) - 4K.mkv")
    house.scan()
    old = house.nfo("Film (2000)/Film (2000) - 1080p.nfo", tagline="A")
    new = house.nfo("Film (2000)/Film (2000) - 4K.nfo", tagline="B")
    if delivered:
        house.sync()
    house.bench.options["confirm_first_sync"] = True
    house.bench.start()
    house.bench.queue.enqueue(list(read_tree(house.top)))
    house.bench.run(lambda: bool((approval := house.bench.worker.snapshot().approval) and approval.complete))
    approval = house.bench.worker.snapshot().approval
    assert (approval.would_change, approval.total, approval.problems) == (0 if delivered else 1, 2, 0)
    database = house.bench.folder / "recloser.sqlite3"
    planned = {one.path: one for one in PLANNED.rows(database, PLANNED.keys(database)).values()}
    overruled = planned.pop(str(old.with_suffix(".mkv")))
    assert (overruled.fields, f"counts: {new} (tagline)" in overruled.problem) == ((), True)
    assert [(one.fields[0].after, one.problem) for one in planned.values()] == ([] if delivered else [("B", "")])


def test_an_episode_in_two_versions_of_a_file_with_two_episodes_is_described_by_either(house, bench, plex):
    folder = house.top.parent / "shows"
    plex.add_library(str(folder), section_type="show")
    names = [f"Show/Season 01/Show - S01E01E02{version}" for version in ("", " - 4K")]
    house.top = folder
    house.put(*(f"{name}.mkv" for name in names))
    house.scan()
    one = "<episodedetails><season>1</season><episode>{0}</episode><title>{1} {0}</title></episodedetails>"
    for name, title in zip(names, ("Old", "New"), strict=True):
        path = folder / f"{name}.nfo"
        path.write_text(one.format(1, title) + "\n" + one.format(2, title))
        house.touch(path)
    assert house.sync() == 2
    (season,) = (item for item in plex.store.items([*range(1, 9)]) if item.kind.name == "season")
    episodes = [item for item in plex.store.items([*range(1, 9)]) if item.kind.name == "episode"]
    assert [(item.fields["title"], len(item.media)) for item in episodes] == [("New 1", 2), ("New 2", 2)]
    assert season.leaf_count == 2
    assert house.sync() == 0


def test_a_show_in_two_folders_with_an_nfo_each_is_not_written_to_and_fro(house, bench, plex):
    folders = [house.top / "disk1/Show", house.top / "disk2/Show"]
    plex.add_library(*(str(folder.parent) for folder in folders), section_type="show")
    episodes = tuple(episode_at(str(folder / f"Show - S01E0{n}.mkv"), n) for n, folder in enumerate(folders, 1))
    keys = plex.add_show(Show(str(folders[0]), (Season(1, episodes),), more_folders=(str(folders[1]),)))
    for folder in folders:
        house.nfo(f"{folder.relative_to(house.top)}/tvshow.nfo", "tvshow", plot=folder.parent.name)
    house.sync()
    assert plex.item(keys.show).fields["summary"] == "disk2"
    assert house.sync() == 0


def test_of_two_versions_with_a_poster_each_the_newer_one_is_shown_and_uploaded_once(house, plex):
    names = ["Film (2000)/Film (2000) - 1080p", "Film (2000)/Film (2000) - 4K"]
    house.put(*(f"{name}.mkv" for name in names))
    house.scan()
    for number, name in enumerate(names):
        (house.top / f"{name}-poster.png").write_bytes(PNG + bytes([number]))
        house.touch(house.top / f"{name}-poster.png")
    house.sync()
    uploads = plex.log.counts[RequestKind.UPLOAD]
    house.sync()
    assert plex.log.counts[RequestKind.UPLOAD] == uploads
    shown = next(each for each in plex.store.pictures(plex.item(1), "thumb") if each.selected)
    assert shown.data == PNG + b"\x01"
    os.utime(house.top / f"{names[0]}-poster.png", (1, 1))  # the older one, as far as times tell
    (house.top / f"{names[1]}-poster.png").unlink()
    house.sync()
    shown = next(each for each in plex.store.pictures(plex.item(1), "thumb") if each.selected)
    assert shown.data == PNG + b"\x00"


def test_an_older_picture_that_takes_the_place_of_the_one_before_is_uploaded(house, plex):
    house.put("Film (2000)/Film (2000).mkv")
    house.scan()
    (house.top / "Film (2000)/folder.png").write_bytes(PNG + b"a")
    house.sync()
    poster = house.top / "Film (2000)/poster.png"
    poster.write_bytes(PNG + b"b")
    os.utime(poster, (1, 1))
    house.sync()
    shown = next(each for each in plex.store.pictures(plex.item(1), "thumb") if each.selected)
    assert shown.data == PNG + b"b"


def test_a_file_with_versions_in_two_libraries_is_updated_in_both(house, plex):
    house.put("Film (2000)/Film (2000) - 1080p.mkv", "Film (2000)/Film (2000) - 4K.mkv")
    plex.add_library(str(house.top), title="Again")
    house.scan()
    house.nfo("Film (2000)/Film (2000) - 4K.nfo", tagline="Both")
    assert house.sync() == 2
    items = plex.store.items([1, 2])
    assert [(item.section, item.fields["tagline"], len(item.media)) for item in items] == [
        (1, "Both", 2),
        (2, "Both", 2),
    ]


def test_a_version_that_plex_got_later_is_found_by_its_file(house, plex):
    house.put("Film (2000)/Film (2000).mkv")
    house.scan()
    house.nfo("Film (2000)/Film (2000).nfo", tagline="A")
    house.sync()
    house.put("Film (2000)/Film (2000) - 4K.mkv")
    house.nfo("Film (2000)/Film (2000) - 4K.nfo", tagline="B")
    house.scan()
    assert house.sync() == 1
    assert (plex.item(1).fields["tagline"], len(plex.item(1).media)) == ("B", 2)
