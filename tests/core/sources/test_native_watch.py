"""The watch of other systems: watchdog is one here as well, so that what is made of its events can be tried."""

from __future__ import annotations

import shutil

import pytest

from core.sources.native_watch import NativeWatch
from tests.core.sources.house import nfo, until

# watchdog meets a folder twice that is made while it looks into the one above, says so, and is right afterwards.
pytestmark = pytest.mark.filterwarnings("ignore:Callback with id .* already exists:RuntimeWarning")


def test_edits_new_folders_and_renamed_ones_are_noticed_and_unwanted_ones_are_not(house):
    house.write("A/A.nfo", nfo("A"))
    house.open(watch_tree=NativeWatch)
    house.settled()
    house.write("A/A.nfo", nfo("edited"))
    house.wait_for(("A/A", "edited"))
    house.write("B/deep/er/B.nfo", nfo("B"))
    house.write(".trash/C.nfo", nfo("C"))
    house.wait_for(("B/deep/er/B", "B"))
    (house.films / "B").rename(house.films / "C")
    house.wait_for(("C/deep/er/B", "B"))
    shutil.rmtree(house.films / "A")
    until(lambda: house.remembered() == {"Marker.nfo", "C/deep/er/B.nfo"})
    assert not [name for name, _ in house.others() if name.startswith(".trash")]


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path):
    with pytest.raises(FileNotFoundError):
        NativeWatch(str(tmp_path / "none"), lambda _path, _is_folder: None)
