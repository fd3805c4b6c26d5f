from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.paths import HomeError, resolve_home

pytestmark_posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")


def test_home_option_puts_everything_into_one_folder(tmp_path: Path):
    home = resolve_home(tmp_path, {})
    assert home.settings == tmp_path / "settings.toml"
    assert home.breaker_file == tmp_path / "circuit_breaker.json"
    assert home.stats == tmp_path / "stats.json"
    assert home.pause == tmp_path / "pause.json"
    assert home.database == tmp_path / "recloser.sqlite3"
    assert home.token_file == tmp_path / "token"
    assert home.log == tmp_path / "logs" / "recloser.log"


def test_home_option_wins_over_the_environment(tmp_path: Path):
    environ = {"RECLOSER_HOME": str(tmp_path / "environment")}
    assert resolve_home(tmp_path / "option", environ).data_dir == tmp_path / "option"
    assert resolve_home(None, environ).data_dir == tmp_path / "environment"


def test_without_a_chosen_folder_the_platform_decides():
    home = resolve_home(None, {"RECLOSER_HOME": ""})
    assert "recloser" in home.settings.parts
    assert home.settings.is_absolute()
    assert home.log.name == "recloser.log"
    assert home.keyring_account == "default"


def test_a_relative_home_stays_the_same_when_the_working_folder_changes(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    home = resolve_home(Path("here"), {})
    assert home.data_dir == tmp_path.resolve() / "here"


def test_two_homes_never_share_a_keyring_entry(tmp_path: Path):
    one, other = resolve_home(tmp_path / "a", {}), resolve_home(tmp_path / "b", {})
    assert one.keyring_account != other.keyring_account
    assert one.keyring_account == resolve_home(tmp_path / "x" / ".." / "a", {}).keyring_account


def test_resolving_creates_nothing(tmp_path: Path):
    resolve_home(tmp_path / "home", {})
    assert not (tmp_path / "home").exists()


@pytestmark_posix
def test_created_folders_are_open_to_nobody_else(tmp_path: Path):
    home = resolve_home(tmp_path / "home", {})
    home.create()
    for folder in (home.data_dir, home.log_dir):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    home.create()


def test_a_file_in_the_place_of_a_folder_is_told_in_words(tmp_path: Path):
    (tmp_path / "home").write_text("")
    with pytest.raises(HomeError, match=r"home is a file"):
        resolve_home(tmp_path / "home", {}).create()
    with pytest.raises(HomeError, match="cannot be made"):
        resolve_home(tmp_path / "home" / "below", {}).create()


@pytestmark_posix
def test_a_folder_that_cannot_be_written_to_is_told_in_words(tmp_path: Path):
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    (tmp_path / "home").mkdir(mode=0o500)
    with pytest.raises(HomeError, match=r"cannot be written to|cannot be made"):
        resolve_home(tmp_path / "home", {}).create()


def test_a_home_named_after_nobody_is_told_in_words():
    with pytest.raises(HomeError, match="cannot be used as home"):
        resolve_home(Path("~nobody-of-that-name/x"), {})


def test_platformdirs_is_not_loaded_when_the_person_chose_the_folder(tmp_path: Path):
    script = (
        "import sys; from pathlib import Path; from core.paths import resolve_home;"
        f"resolve_home(Path({str(tmp_path)!r}), {{}}); sys.exit('platformdirs' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
