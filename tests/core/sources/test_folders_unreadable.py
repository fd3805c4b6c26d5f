"""Files in watched folders that cannot be read change nothing, and are told."""

from __future__ import annotations

import os

import pytest

from tests.core.sources.house import nfo, until


def test_a_file_that_is_cut_off_changes_nothing_until_it_is_whole(house):
    path = house.write("A.nfo", "<movie>\n<title>A</title>\n<plot>A ma")
    source = house.open()
    [problem] = until(source.problems)
    assert problem == f"{path}, line 3: the file ends before </movie>."
    assert house.others() == []
    assert house.remembered() == set()
    path.write_text(nfo("A"))
    house.wait_for(("A", "A"))
    until(lambda: source.problems() == ())


def test_a_bad_file_is_reported_once_and_again_when_it_is_bad_in_another_way(house):
    path = house.write("A.nfo", "<movie><a></movie>")
    source = house.open()
    until(source.problems)
    for _ in range(3):
        source.rescan()
        house.settled()
    assert house.changes == 1
    path.write_text("<movie>\n<a></movie>")
    until(lambda: any("line 2" in words for words in source.problems()))
    path.unlink()
    until(lambda: source.problems() == ())


def test_thousands_of_bad_files_are_a_few_lines_and_a_number(house):
    for n in range(50):
        house.write(f"{n}.nfo", "<movie>")
    source = house.open()
    until(lambda: "30 more NFO files" in "".join(source.problems()))
    assert len(source.problems()) == 21


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_names_that_are_no_unicode_are_queued_and_told_like_others(house):
    try:
        (house.films / "A\udcff.nfo").write_text(nfo("A"))
    except OSError as error:
        pytest.skip(f"this file system has no such names: {error}")
    (house.films / "B\udcff.nfo").write_text("<movie>")
    source = house.open()
    house.wait_for(("A\udcff", "A"))
    until(lambda: f"{house.films}{os.sep}B?.nfo, line 1: the file ends before </movie>." in source.problems())


def test_a_huge_file_is_refused_without_being_read(house):
    path = house.films / "A.nfo"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    source = house.open()
    [problem] = until(source.problems)
    assert problem == f"{path}, line 1: the file has 52,428,800 bytes; at most 10,485,760 are allowed."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
def test_a_pipe_that_looks_like_an_nfo_holds_nothing_up(house):
    os.mkfifo(house.films / "A.nfo")
    house.open()
    house.settled()
    os.mkfifo(house.films / "B.nfo")
    house.settled()


def test_a_value_that_cannot_be_read_is_told_once_with_its_line_and_again_when_it_is_another(house, caplog):
    def told() -> list[str]:
        return [message for message in caplog.messages if "rating" in message]

    path = house.write("A.nfo", "<movie>\n<title>A</title>\n<rating>lots</rating>\n</movie>")
    house.open()
    house.wait_for(("A", "A"))
    first = f"{path}, line 3: <rating> is not a number: 'lots'"
    assert told() == [first]
    path.touch()
    house.settled()
    house.source.reread([path.parent])
    house.settled()
    assert told() == [first]
    house.write("A.nfo", "<movie>\n<title>B</title>\n<rating>more</rating>\n</movie>")
    house.wait_for(("A", "B"))
    assert told() == [first, f"{path}, line 3: <rating> is not a number: 'more'"]
