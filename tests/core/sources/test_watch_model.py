"""Folders are made, moved and deleted at random while they are watched, and files written in them."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.core.sources.house import House, nfo, until
from tests.core.sources.proc import folders_in, watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it asks Linux what is watched")

_SEEDS = 100 if os.environ.get("RECLOSER_PROVE") else 2


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_whatever_is_done_to_folders_the_last_version_of_each_file_that_is_left_arrives(tmp_path, seed):
    chance = random.Random(seed)
    house = House(tmp_path)
    try:
        for n in range(10):
            house.write(f"{n}/{n % 3}/A.nfo", nfo(f"old {n}"))
        house.open()
        for n in range(120):
            _do_something(house.films, tmp_path / "outside", chance, n)
            if chance.random() < 0.1:
                time.sleep(chance.random() * 0.1)
        expected = {
            (
                path.relative_to(house.films).with_suffix("").as_posix(),
                path.read_text().split("<title>")[1].split("<")[0],
            )
            for path in house.films.rglob("*.nfo")
        }
        house.wait_for(*expected)
        assert house.source
        house.settled()
        house.source.rescan()
        until(lambda: watched() == folders_in(house.films))
        until(lambda: {f"{name}.nfo" for name, _ in expected} | {"Marker.nfo"} == house.remembered())
        last = dict(house.arrived())
        assert expected == {(name, last[name]) for name, _ in expected}
    finally:
        house.close()
        house.queue.close()


def _do_something(top: Path, outside: Path, chance: random.Random, number: int) -> None:
    folders = [top, *(path for path in top.rglob("*") if path.is_dir())]
    folder = chance.choice(folders)
    what = chance.choices(("write", "make", "move", "out", "in", "delete"), (10, 4, 6, 1, 2, 2))[0]
    if what == "write":
        _write(folder / f"{chance.choice('ABC')}.nfo", number, by_renaming=chance.random() < 0.3)
    elif what == "make":
        deep = folder.joinpath(*chance.choices("xyz", k=chance.randint(1, 3)))
        deep.mkdir(parents=True, exist_ok=True)
        _write(deep / "A.nfo", number, by_renaming=False)
    elif what == "in" and outside.exists():
        outside.rename(folder / f"in {number}")
    elif folder != top:
        if what == "delete":
            shutil.rmtree(folder)
        elif what == "out" and not outside.exists():
            folder.rename(outside)
        elif what == "move":
            place = chance.choice(folders) / chance.choice([f"moved {number}", f"{chance.choice('xyz')} {number % 5}"])
            if not place.is_relative_to(folder) and not place.exists():
                folder.rename(place)


def _write(path: Path, number: int, *, by_renaming: bool) -> None:
    written = path.with_suffix(".tmp") if by_renaming else path
    written.write_text(nfo(f"written {number}"))
    written.replace(path)
