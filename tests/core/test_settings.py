from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from core.model import Field
from core.settings import (
    AppearanceSettings,
    BehaviourSettings,
    BreakerSettings,
    FolderSettings,
    IconStyle,
    LoadedSettings,
    NotificationKind,
    NotificationSettings,
    OnConflict,
    PlexSettings,
    Settings,
    load,
    write_template,
)

ANYWHERE = "C:/" if os.name == "nt" else "/"


def read(tmp_path: Path, text: str | bytes) -> LoadedSettings:
    path = tmp_path / "settings.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def only_problem(loaded: LoadedSettings) -> str:
    assert len(loaded.problems) == 1, loaded.problems
    return str(loaded.problems[0])


def test_every_key_is_read(tmp_path: Path):
    loaded = read(
        tmp_path,
        f"""
        [plex]
        url = "https://plex.example:443/proxied/"
        libraries = ["Movies", "Documentaries"]
        connect_timeout = 2
        read_timeout = 12.5
        [[folders]]
        path = "{ANYWHERE}media/Movies"
        plex_path = "/data/Movies"
        [[folders]]
        path = "{ANYWHERE}media/Other"
        [fields]
        title = false
        artwork = false
        [breaker]
        failure_threshold = 3
        recovery_timeout = 0.5
        success_threshold = 2
        [behaviour]
        heartbeat = 0
        scan_missing = true
        confirm_first_sync = false
        on_conflict = "ask"
        recovery_ramp = false
        [notifications]
        quiet = true
        recovered = false
        [appearance]
        icon_style = "dark"
        """,
    )
    assert loaded.problems == ()
    assert loaded.exists
    other = Path(f"{ANYWHERE}media/Other")
    assert loaded.settings == Settings(
        plex=PlexSettings("https://plex.example:443/proxied", ("Movies", "Documentaries"), 2.0, 12.5),
        folders=(FolderSettings(Path(f"{ANYWHERE}media/Movies"), "/data/Movies"), FolderSettings(other, str(other))),
        fields=frozenset(Field) - {Field.TITLE, Field.ARTWORK},
        breaker=BreakerSettings(3, 0.5, 2),
        behaviour=BehaviourSettings(0.0, True, False, OnConflict.ASK, recovery_ramp=False),
        notifications=NotificationSettings(True, frozenset(NotificationKind) - {NotificationKind.RECOVERED}),
        appearance=AppearanceSettings(IconStyle.DARK),
    )


def test_no_file_means_the_defaults_and_says_so(tmp_path: Path):
    assert load(tmp_path / "settings.toml") == LoadedSettings(Settings(), (), exists=False)


def test_an_empty_file_means_the_defaults(tmp_path: Path):
    assert read(tmp_path, "") == LoadedSettings(Settings(), (), exists=True)


def test_the_template_parses_to_the_defaults_and_names_every_key(tmp_path: Path):
    path = tmp_path / "settings.toml"
    assert write_template(path)
    assert load(path) == LoadedSettings(Settings(), (), exists=True)
    # Every key that may be used is in the file: one letter more, and all of them become unknown.
    keys = [line.split(" =")[0] for line in path.read_text().splitlines() if " = " in line and line[0] != "#"]
    expected = [*PlexSettings.__slots__, *Field, *BreakerSettings.__slots__, *BehaviourSettings.__slots__]
    assert keys == [*expected, "quiet", *NotificationKind, *AppearanceSettings.__slots__]


def test_the_folder_in_the_template_only_waits_to_be_uncommented(tmp_path: Path):
    path = tmp_path / "settings.toml"
    write_template(path)
    lines = path.read_text().splitlines()
    text = "\n".join(line.removeprefix("# ") if "[[" in line or 'path = "' in line else line for line in lines)
    loaded = read(tmp_path, text.replace('"/media', f'"{ANYWHERE}media'))
    assert loaded.problems == ()
    assert loaded.settings.folders == (FolderSettings(Path(f"{ANYWHERE}media/Movies"), "/data/Movies"),)


def test_the_template_never_replaces_a_file(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_text("# mine")
    assert not write_template(path)
    assert path.read_text() == "# mine"


@pytest.mark.parametrize(
    ("text", "place", "found", "allowed"),
    [
        ('[plex]\nurl = "ftp://x"', "line 2: plex.url", '"ftp://x"', "http://"),
        ('[plex]\nurl = ""', "line 2: plex.url", '""', "http://"),
        ("[plex]\nurl = 32400", "line 2: plex.url", "32400", "http://"),
        ('[plex]\nurl = "http://"', "line 2: plex.url", '"http://"', "http://"),
        ('[plex]\nurl = "http://h:99999"', "line 2: plex.url", "99999", "http://"),
        ('[plex]\nurl = "http://a b"', "line 2: plex.url", "a b", "http://"),
        ('[plex]\nurl = "localhost:32400"', "line 2: plex.url", "localhost", "http://"),
        ('[plex]\nlibraries = "Movies"', "line 2: plex.libraries", '"Movies"', '["Movies"]'),
        ("[plex]\nlibraries = [1]", "line 2: plex.libraries", "a list", '["Movies"]'),
        ('[plex]\n\nlibraries = [\n  "Movies",\n  "",\n]', "line 3: plex.libraries", "a list", '["Movies"]'),
        ("[plex]\nconnect_timeout = 0", "line 2: plex.connect_timeout", "0", "above 0, up to 600"),
        ("[plex]\nread_timeout = true", "line 2: plex.read_timeout", "true", "above 0, up to 600"),
        ("[plex]\nread_timeout = nan", "line 2: plex.read_timeout", "nan", "above 0, up to 600"),
        ("[plex]\nread_timeout = inf", "line 2: plex.read_timeout", "inf", "above 0, up to 600"),
        ('[plex]\nread_timeout = "30"', "line 2: plex.read_timeout", '"30"', "above 0, up to 600"),
        ("plex = 3", "line 1: plex", "3", "[plex]"),
        ("[breaker]\nfailure_threshold = 0", "line 2: breaker.failure_threshold", "0", "from 1 to 1000"),
        ("[breaker]\nfailure_threshold = 5.0", "line 2: breaker.failure_threshold", "5.0", "whole number"),
        ("[breaker]\nfailure_threshold = true", "line 2: breaker.failure_threshold", "true", "whole number"),
        (f"[breaker]\nfailure_threshold = {'9' * 400}", "line 2: breaker.failure_threshold", "a huge number", "1000"),
        (f"[breaker]\nrecovery_timeout = {'9' * 400}", "line 2: breaker.recovery_timeout", "a huge number", "900"),
        ("[breaker]\nrecovery_timeout = 0", "line 2: breaker.recovery_timeout", "0", "from 0.1 to 900"),
        ("[breaker]\nrecovery_timeout = 1979-05-27", "line 2: breaker.recovery_timeout", "1979-05-27", "a number"),
        ("[behaviour]\nheartbeat = 0.5", "line 2: behaviour.heartbeat", "0.5", "0, or a number from 1"),
        ("[behaviour]\nheartbeat = false", "line 2: behaviour.heartbeat", "false", "0, or a number from 1"),
        ("[behaviour]\nscan_missing = 1", "line 2: behaviour.scan_missing", "1", "true or false"),
        ('[behaviour]\non_conflict = "mine"', "line 2: behaviour.on_conflict", '"mine"', 'one of "nfo", "plex", "ask"'),
        ("[behaviour]\non_conflict = 1", "line 2: behaviour.on_conflict", "1", 'one of "nfo", "plex", "ask"'),
        ('[fields]\ntitle = "yes"', "line 2: fields.title", '"yes"', "true or false"),
        ("[notifications]\nopened = 0", "line 2: notifications.opened", "0", "true or false"),
        ("[notifications]\nquiet = 'no'", "line 2: notifications.quiet", '"no"', "true or false"),
        ('[appearance]\nicon_style = "grey"', "line 2: appearance.icon_style", '"grey"', '"dark", "monochrome"'),
        ("[appearance]\nicon_style = 1", "line 2: appearance.icon_style", "1", 'one of "auto", "light"'),
        ('[[folders]]\npath = "Movies"', "line 2: folders[1].path", '"Movies"', "the full path"),
        ('[[folders]]\npath = "~nobody-of-that-name/x"', "line 2: folders[1].path", "~nobody", "the full path"),
        ('[[folders]]\npath = "/a\\u0000"', "line 2: folders[1].path", "/a", "the full path"),
        # What TOML makes of backslashes that a person has pasted, where it does not refuse them.
        (
            r'folders = [{ path = "D:\tv\new" }]',
            "line 1: folders[1].path",
            r'"D:\tv\new"',
            r"in single quotes, such as 'C:\Media'",
        ),
        (r'folders = [{ path = "/media\films" }]', "line 1: folders[1].path", r'"/media\x0cilms"', "in single quotes"),
        (
            f'[[folders]]\npath = "{ANYWHERE}x"\nplex_path = "D:\\\\Media\\tv"',
            "line 3: folders[1].plex_path",
            r'"D:\Media\tv"',
            r"as the Plex server names it, in quotes; one with backslashes in single quotes, such as 'C:\Media'",
        ),
        ('[[folders]]\nplex_path = "/data"', "line 1: folders[1]", "a folder without a path", "path = "),
        ('[folders]\npath = "/media"', "line 1: folders", "a table", "[[folders]]"),
        ('folders = ["/media"]', "line 1: folders", "a list", "[[folders]]"),
        (
            "[plex]\nulr = 1",
            "line 2: plex.ulr",
            "an unknown key (did you mean plex.url?)",
            "url, libraries, connect_timeout",
        ),
        ("[plex]\nURL = 1", "line 2: plex.URL", "did you mean plex.url?", "url"),
        (
            "[plex]\nrecovery_timeout = 60",
            "line 2: plex.recovery_timeout",
            "did you mean breaker.recovery_timeout?",
            "url",
        ),
        ("[behavior]\nheartbeat = 1", "line 1: behavior", "did you mean behaviour?", "plex, folders, fields"),
        ("zzz = 1", "line 1: zzz", "an unknown key", "plex, folders, fields"),
    ],
)
def test_a_mistake_is_told_with_line_key_what_was_found_and_what_is_allowed(tmp_path, text, place, found, allowed):
    loaded = read(tmp_path, text)
    assert loaded.exists
    problem = only_problem(loaded)
    assert problem.startswith(f"{tmp_path / 'settings.toml'}, {place}: found ")
    assert found in problem.split("; allowed: ")[0]
    assert allowed in problem.split("; allowed: ")[1]


def test_the_default_stands_for_a_wrong_value_and_the_rest_is_read(tmp_path: Path):
    loaded = read(tmp_path, "[breaker]\nfailure_threshold = 0\nsuccess_threshold = 7")
    assert loaded.settings.breaker == replace(BreakerSettings(), success_threshold=7)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path):
    loaded = read(tmp_path, "extra = 1\n[breaker]\nfailure_threshold = 0\n[plex]\nurl = 1\nulr = 2\n")
    assert [(problem.line, problem.key) for problem in loaded.problems] == [
        (1, "extra"),
        (3, "breaker.failure_threshold"),
        (5, "plex.url"),
        (6, "plex.ulr"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plex.url = 1", 1),
        ("# url = 1\n'plex' . \"url\" = 1", 2),
        ("plex = { url = 1 }", 1),
        ('[plex]\nlibraries = [\n"url = 1",\n]\nurl = 1', 5),
        ('[plex]\nlibraries = ["""\n[breaker]\nurl = 2\n"""]\nurl = 1', 6),
    ],
)
def test_the_line_is_right_for_every_way_of_writing_toml(tmp_path: Path, text: str, line: int):
    (problem,) = read(tmp_path, text).problems
    assert (problem.line, problem.key) == (line, "plex.url")


def test_the_line_of_a_mistake_in_the_second_of_several_folders(tmp_path: Path):
    folder = f'[[folders]]\npath = "{ANYWHERE}media/'
    (problem,) = read(tmp_path, f'{folder}1"\n{folder}2"\nplex_path = "x"\n{folder}3"\n').problems
    assert (problem.line, problem.key) == (5, "folders[2].plex_path")


def test_the_same_folder_twice_is_refused(tmp_path: Path):
    loaded = read(tmp_path, f'[[folders]]\npath = "{ANYWHERE}media"\n[[folders]]\npath = "{ANYWHERE}media/"\n')
    assert "folders[2].path: found the same folder a second time" in only_problem(loaded)
    assert len(loaded.settings.folders) == 1


def test_a_folder_that_is_away_is_no_mistake(tmp_path: Path):
    loaded = read(tmp_path, f'[[folders]]\npath = "{ANYWHERE}mnt/unplugged"')
    assert loaded.problems == ()


def test_a_tilde_means_the_persons_own_folder(tmp_path: Path):
    loaded = read(tmp_path, '[[folders]]\npath = "~/Movies"')
    assert loaded.settings.folders[0].path == Path.home() / "Movies"


@pytest.mark.parametrize("server", ["/data", "D:\\\\Media", "\\\\\\\\nas\\\\media", "D:/Media"])
def test_the_server_may_run_on_another_system(tmp_path: Path, server: str):
    assert read(tmp_path, f'[[folders]]\npath = "{ANYWHERE}m"\nplex_path = "{server}"').problems == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[plex\n", 1, "line 1: found “"),
        ("[plex]\nurl = \n", 2, "allowed: TOML, such as: key = value"),
        ("[plex]\nurl = 'a'\nurl = 'b'\n", 3, "Cannot overwrite a value"),
        ('[[folders]]\npath = "C:\\Media"\n', 2, "single quotes"),
        ('[plex]\nurl = "never closed', 2, "allowed: TOML"),
        ('[plex]\nlibraries = """never\nclosed\n', 4, "allowed: TOML"),
    ],
)
def test_a_file_that_is_not_toml_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str):
    loaded = read(tmp_path, text)
    assert words in only_problem(loaded)
    assert loaded.problems[0].line == line
    assert loaded.settings == Settings()


def test_lists_nested_without_end_are_told_in_words(tmp_path: Path):
    assert "lists within lists" in only_problem(read(tmp_path, "plex = " + "[" * 40_000))


def test_a_number_of_too_many_digits_is_told_in_words(tmp_path: Path):
    assert len(read(tmp_path, "[breaker]\nfailure_threshold = " + "9" * 5000).problems) == 1


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path):
    loaded = read(tmp_path, b"\xef\xbb\xbf[breaker]\r\nfailure_threshold = 3\r\nrecovery_timeout = -1\r\n")
    assert loaded.settings.breaker.failure_threshold == 3
    assert loaded.problems[0].line == 3


@pytest.mark.parametrize("data", [b"[plex]\nurl = 'caf\xe9'", "[plex]\nurl = 1".encode("utf-16")])
def test_text_that_is_not_utf8_is_told_in_words(tmp_path: Path, data: bytes):
    assert "found text that is not UTF-8" in only_problem(read(tmp_path, data))


def test_a_folder_in_place_of_the_file_is_told_in_words(tmp_path: Path):
    loaded = load(tmp_path)
    assert "found something that is not a file" in only_problem(loaded)
    assert loaded.exists


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_place_of_the_file_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "settings.toml")
    assert "found something that is not a file" in only_problem(load(tmp_path / "settings.toml"))


def test_a_file_that_cannot_be_read_is_told_in_words(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_text("")
    path.chmod(0)
    if os.name != "posix" or os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "Permission denied" in only_problem(load(path))


def test_an_overlong_name_is_told_in_words(tmp_path: Path):
    assert load(tmp_path / ("x" * 5000)).problems


def test_something_far_too_large_is_refused_without_being_read_whole(tmp_path: Path):
    assert "more than 100000 bytes" in only_problem(read(tmp_path, b"#" * 10_000_000))


def test_a_token_in_the_address_is_refused_and_not_repeated(tmp_path: Path):
    text = '[plex]\nurl = "http://me:pass-word@host/?X-Plex-Token=abcdefgh"'
    problem = only_problem(read(tmp_path, text))
    assert "abcdefgh" not in problem
    assert "pass-word" not in problem


def test_many_mistakes_in_a_long_file_are_told_quickly(tmp_path: Path):
    text = "[fields]\n" + "".join(f"unknown_{number} = true\n" for number in range(1500))
    begun = time.monotonic()
    assert len(read(tmp_path, text).problems) == 1500
    assert time.monotonic() - begun < 10
