r"""Windows takes at most 259 characters, and says of more that there is no such file, unless ``\\?\`` is in front.

So it is where nobody has switched long paths on (Microsoft's page on the maximum length of paths). Here its functions
are played by those of this system.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.media_paths import normalise, reachable
from core.model import Picture, PictureRole
from core.plex import artwork
from core.sources import media_items, tree
from tests.core.sources.house import House, nfo

pytestmark = pytest.mark.skipif(os.name == "nt", reason="it has these functions itself")


def opened(path: str) -> str:
    """The file that Windows would open."""
    path = os.fspath(path)
    if path.startswith("\\\\?\\"):
        assert "/" not in path  # there it would be a letter of a name
        return path[4:].replace("\\", "/")
    if len(path) > 259:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified", path)
    return path


@dataclass(frozen=True)
class Played:
    """What is used of `Path` to read a picture."""

    path: str

    def stat(self) -> os.stat_result:
        return Path(opened(self.path)).stat()

    def read_bytes(self) -> bytes:
        return Path(opened(self.path)).read_bytes()


@pytest.fixture
def windows(monkeypatch) -> None:
    monkeypatch.setattr("core.media_paths.sys", SimpleNamespace(platform="win32"))
    names = {name: getattr(os, name) for name in ("scandir", "stat", "lstat", "path", "sep", "fstat")}
    played = SimpleNamespace(**names, DirEntry=os.DirEntry)
    for name in ("scandir", "stat", "lstat"):
        setattr(played, name, lambda path, does=names[name]: does(opened(path)))
    for room in (tree, media_items):
        monkeypatch.setattr(room, "os", played)
    monkeypatch.setattr(tree, "open", lambda path, mode: open(opened(path), mode), raising=False)  # noqa: PTH123, SIM115
    monkeypatch.setattr(artwork, "Path", Played)


LONG = "/".join(["A folder with a long name"] * 12)


def test_what_lies_deep_is_read_and_known_under_its_plain_name(house: House, windows: None) -> None:
    path = house.write(f"{LONG}/A.nfo", nfo("A"))
    assert len(str(path)) > 259
    house.open()
    house.wait_for((f"{LONG}/A", "A"))
    house.write(f"{LONG}/A.nfo", nfo("edited"))
    house.wait_for((f"{LONG}/A", "edited"))
    assert f"{LONG}/A.nfo" in house.remembered()


def test_a_picture_that_lies_deep_is_uploaded(tmp_path: Path, windows: None) -> None:
    folder = tmp_path / LONG
    folder.mkdir(parents=True)
    place = str(folder / "poster.png")
    Path(place).write_bytes(b"\x89PNG\r\n\x1a\n")
    upload = artwork._read(Picture(PictureRole.POSTER, place), None)
    assert upload
    assert upload.picture.location == place


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("D:\\short", "D:\\short"),
        (f"D:\\{'x' * 300}", f"\\\\?\\D:\\{'x' * 300}"),
        (f"D:/{'x' * 300}/y", f"\\\\?\\D:\\{'x' * 300}\\y"),
        (f"\\\\nas\\films\\{'x' * 300}", f"\\\\?\\UNC\\nas\\films\\{'x' * 300}"),
        (f"\\\\?\\D:\\{'x' * 300}", f"\\\\?\\D:\\{'x' * 300}"),
    ],
)
def test_only_a_long_path_is_changed_and_it_stays_the_same_file(monkeypatch, path: str, expected: str) -> None:
    monkeypatch.setattr("core.media_paths.sys", SimpleNamespace(platform="win32"))
    assert reachable(path) == expected
    assert normalise(reachable(path)) == normalise(path)
    monkeypatch.setattr("core.media_paths.sys", SimpleNamespace(platform="linux"))
    assert reachable(path) == path
