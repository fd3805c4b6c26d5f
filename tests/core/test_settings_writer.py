from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import settings, settings_writer
from core.media_paths import normalise
from core.model import Field
from core.settings import (
    AppearanceSettings,
    BehaviourSettings,
    BreakerSettings,
    FolderSettings,
    IconStyle,
    NotificationKind,
    NotificationSettings,
    OnConflict,
    PlexSettings,
    Reconcile,
    Settings,
)
from core.settings_template import TEMPLATE
from core.settings_writer import SettingsBroken, SettingsChanged

NOW = 1_795_400_000.0
MOVIES = FolderSettings(Path("/media/Movies"), "/data/Movies")
CONCERTS = FolderSettings(Path("/media/Concerts"), "/media/Concerts")

WRITTEN_BY_HAND = """\
# My settings.
[behaviour]  # first things first
on_conflict = 'ask'   # I want to know

[plex]
read_timeout = 10     # the server is slow
url = "http://nas:32400"

# The big disk
[[folders]]
path = "/media/Movies" # all of them
plex_path = "/data/Movies"

# The small disk
[[folders]]
path = "/media/Shows"

# No popups at night
[notifications]
recovered = false
"""


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "settings.toml"


def change(path: Path, **parts: object) -> str:
    edition = settings_writer.read(path)
    settings_writer.write(path, edition, replace(edition.loaded.settings, **parts), NOW)
    return path.read_text()


EVERYTHING = Settings(
    plex=replace(Settings().plex, url="https://nas:1", libraries=("A “B”",), connect_timeout=1.5, read_timeout=7.0),
    folders=(MOVIES, CONCERTS),
    fields=frozenset({Field.TITLE, Field.GENRES}),
    breaker=BreakerSettings(2, 12.5, 3),
    behaviour=BehaviourSettings(
        heartbeat=0.0,
        scan_missing=True,
        confirm_first_sync=False,
        on_conflict=OnConflict.PLEX,
        reconcile=Reconcile.WEEKLY,
        recovery_ramp=False,
        remote_artwork=True,
    ),
    notifications=NotificationSettings(quiet=True, kinds=frozenset({NotificationKind.FAILED})),
    appearance=AppearanceSettings(IconStyle.MONOCHROME),
)


@pytest.mark.parametrize("before", [None, "", TEMPLATE, WRITTEN_BY_HAND, "plex.url = 'http://x:1'\n", "folders = []\n"])
def test_whatever_the_file_was_it_says_afterwards_what_was_wanted(path, before):
    if before is not None:
        path.write_text(before)
    settings_writer.write(path, settings_writer.read(path), EVERYTHING, NOW)
    loaded = settings.load(path)
    assert loaded.problems == ()
    assert loaded.settings == EVERYTHING


def test_a_new_file_keeps_the_explanations_of_the_template(path):
    written = change(path, folders=(MOVIES,))
    assert "# where your Plex server answers" in written
    assert written.startswith(TEMPLATE[:200])


def test_only_the_changed_line_is_another_one(path):
    path.write_text(WRITTEN_BY_HAND)
    after = change(path, behaviour=BehaviourSettings(on_conflict=OnConflict.PLEX))
    lines = WRITTEN_BY_HAND.splitlines()
    lines[2] = 'on_conflict = "plex"   # I want to know'
    assert after.splitlines() == lines


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_the_lines_of_windows_stay_lines_of_windows(path, bom):
    path.write_bytes(bom + WRITTEN_BY_HAND.replace("\n", "\r\n").encode())
    settings_writer.write(path, settings_writer.read(path), EVERYTHING, NOW)
    written = path.read_bytes()
    assert written.startswith(bom)
    assert written.count(b"\n") == written.count(b"\r\n") > 20
    assert settings.load(path).settings == EVERYTHING


def test_nothing_is_written_when_nothing_has_changed(path):
    path.write_text(WRITTEN_BY_HAND)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert change(path) == WRITTEN_BY_HAND
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_folder_is_added_changed_and_removed_with_the_remarks_of_the_others(path):
    path.write_text(WRITTEN_BY_HAND)
    shows = settings.load(path).settings.folders[1]
    after = change(path, folders=(replace(MOVIES, plex_path="/new/Movies"), shows, CONCERTS))
    assert "# all of them" in after
    assert "# The small disk" in after
    assert settings.load(path).settings.folders == (replace(MOVIES, plex_path="/new/Movies"), shows, CONCERTS)
    after = change(path, folders=(replace(MOVIES, plex_path="/media/Movies"), CONCERTS))
    assert settings.load(path).settings.folders == (replace(MOVIES, plex_path="/media/Movies"), CONCERTS)
    assert "plex_path" not in after
    assert "# No popups at night" in after
    after = change(path, folders=())
    assert "[[folders]]" not in after
    assert "# No popups at night" in after
    assert "# The big disk" in after


def test_the_last_folder_can_be_removed_and_one_added_again(path):
    change(path, folders=(MOVIES,))
    change(path, folders=())
    assert settings.load(path).settings.folders == ()
    change(path, folders=(CONCERTS,))
    assert settings.load(path).settings.folders == (CONCERTS,)


def test_inline_folders_stay_inline(path):
    path.write_text('folders = [{path = "/media/Movies"}]\n')
    after = change(path, folders=(FolderSettings(Path("/media/Movies"), "/media/Movies"), MOVIES_ELSEWHERE))
    assert "[[folders]]" not in after
    assert len(settings.load(path).settings.folders) == 2


MOVIES_ELSEWHERE = FolderSettings(Path("/mnt/Movies"), r"D:\Movies")


def test_windows_paths_are_written_as_a_person_would(path):
    assert r"plex_path = 'D:\Movies'" in change(path, folders=(MOVIES_ELSEWHERE,))
    assert settings.load(path).settings.folders == (MOVIES_ELSEWHERE,)


def test_a_file_that_was_changed_meanwhile_is_not_overwritten_without_asking(path):
    path.write_text(WRITTEN_BY_HAND)
    edition = settings_writer.read(path)
    path.write_text(WRITTEN_BY_HAND.replace("nas", "attic"))
    wanted = replace(edition.loaded.settings, breaker=BreakerSettings(9))
    with pytest.raises(SettingsChanged, match="changed meanwhile"):
        settings_writer.write(path, edition, wanted, NOW)
    assert "attic" in path.read_text()
    assert "failure_threshold" not in path.read_text()


def test_asked_for_it_my_changes_are_made_to_what_the_file_says_now(path):
    path.write_text(WRITTEN_BY_HAND)
    edition = settings_writer.read(path)
    path.write_text(WRITTEN_BY_HAND.replace("nas", "attic"))
    wanted = replace(edition.loaded.settings, breaker=BreakerSettings(9))
    written = settings_writer.write(path, edition, wanted, NOW, overwrite=True)
    assert written.loaded.settings.plex.url == "http://attic:32400"
    assert written.loaded.settings.breaker.failure_threshold == 9


@pytest.mark.parametrize("broken", ["[plex\n", "[plex]\nurl = 7\n", "[plex]\nurll = 'http://x'\n", "\xff"])
def test_a_file_with_problems_is_not_overwritten_without_asking_and_then_kept_beside(path, broken):
    path.write_bytes(broken.encode("latin-1"))
    edition = settings_writer.read(path)
    with pytest.raises(SettingsBroken):
        settings_writer.write(path, edition, EVERYTHING, NOW)
    assert path.read_bytes() == broken.encode("latin-1")
    settings_writer.write(path, edition, EVERYTHING, NOW, overwrite=True)
    assert settings.load(path).settings == EVERYTHING
    (aside,) = path.parent.glob("settings.toml.bad-*")
    assert aside.read_bytes() == broken.encode("latin-1")


def test_a_byte_order_mark_survives(path):
    path.write_bytes(b"\xef\xbb\xbf" + WRITTEN_BY_HAND.encode())
    change(path, breaker=BreakerSettings(9))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# My settings.")
    assert settings.load(path).problems == ()


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    missing = tmp_path / "not there" / "settings.toml"
    with pytest.raises(OSError, match="not there"):
        settings_writer.write(missing, settings_writer.read(missing), EVERYTHING, NOW)


def test_every_key_of_the_template_can_be_changed(path):
    """A key that is new in the settings is forgotten here first."""
    keys = {(table, key) for table, content in tomllib.loads(TEMPLATE).items() for key in content}
    assert keys == {(table, key) for table, key, _value in settings_writer._values(Settings())}


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=12).filter(str.strip)
FOLDERS = st.lists(
    st.builds(lambda name, server: FolderSettings(Path(f"/media/{name}"), server), TEXTS,
              TEXTS.map("/data/{}".format) | TEXTS.map("D:\\{}".format)),
    max_size=4, unique_by=lambda folder: normalise(str(folder.path)),
).map(tuple)  # fmt: skip
SETTINGS = st.builds(
    Settings,
    plex=st.builds(
        PlexSettings,
        url=st.sampled_from(["http://nas:32400", "https://[fd00::9]:1/plex"]),
        libraries=st.lists(TEXTS.map(str.strip), max_size=3).map(tuple),
        connect_timeout=st.floats(0.1, 600),
    ),
    folders=FOLDERS,
    fields=st.frozensets(st.sampled_from(Field)),
    breaker=st.builds(BreakerSettings, st.integers(1, 1000), st.floats(0.1, 900), st.integers(1, 1000)),
    behaviour=st.builds(BehaviourSettings, heartbeat=st.just(0.0) | st.floats(1, 86400), scan_missing=st.booleans()),
    notifications=st.builds(NotificationSettings, st.booleans(), st.frozensets(st.sampled_from(NotificationKind))),
    appearance=st.builds(AppearanceSettings, st.sampled_from(IconStyle)),
)


@given(before=st.sampled_from([TEMPLATE, WRITTEN_BY_HAND, ""]), steps=st.lists(SETTINGS, min_size=1, max_size=4))
@hypothesis.settings(max_examples=40, deadline=None)
def test_whatever_is_changed_in_whatever_order_the_file_says_it_and_no_remark_is_lost(tmp_path_factory, before, steps):
    path = tmp_path_factory.mktemp("home") / "settings.toml"
    path.write_text(before)
    for wanted in steps:
        expected = as_in_the_file(wanted, settings.load(path).settings)
        written = settings_writer.write(path, settings_writer.read(path), wanted, NOW)
        assert written.loaded.problems == ()
        assert written.loaded == settings.load(path)
        assert written.loaded.settings == expected
    # A remark beside a folder's own line goes with its folder; all others stay.
    remarks = [line.strip() for line in before.splitlines() if line.lstrip().startswith("#")]
    after = [line.strip() for line in path.read_text().splitlines() if line.lstrip().startswith("#")]
    assert after == remarks


def as_in_the_file(wanted: Settings, before: Settings) -> Settings:
    """A folder that stays keeps its place in the file; new ones come last, in the order in which they are wanted."""
    places = [normalise(str(folder.path)) for folder in before.folders]
    last = len(places)

    def place(folder: FolderSettings) -> int:
        name = normalise(str(folder.path))
        return places.index(name) if name in places else last

    return replace(wanted, folders=tuple(sorted(wanted.folders, key=place)))


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only administrators make links")
def test_a_link_to_the_file_stays_one(path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "recloser.toml"
    kept.parent.mkdir()
    kept.write_text("# Mine.\n[plex]\n")
    path.symlink_to(kept)
    edition = settings_writer.read(path)
    wanted = replace(edition.loaded.settings, breaker=BreakerSettings(failure_threshold=9))
    settings_writer.write(path, edition, wanted, NOW)
    assert path.is_symlink()
    assert kept.read_text().startswith("# Mine.\n[plex]\n")
    assert "failure_threshold = 9" in kept.read_text()
