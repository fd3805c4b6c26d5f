from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.media_paths import PathMapping, lies_in, normalise, spelt_for_server, to_server

POSIX_SERVER = (PathMapping("C:\\Users\\Me\\Films", "/data/Films"),)
WINDOWS_SERVER = (PathMapping("/mnt/nas/Films", "D:\\Films"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C:\\Films\\A.mkv", "c:/films/a.MKV"),
        ("\\\\?\\C:\\Films\\A.mkv", "C:\\Films\\A.mkv"),
        ("\\\\?\\UNC\\NAS\\Films\\A.mkv", "\\\\nas\\films\\A.mkv"),
        ("\\\\?\\unc\\NAS\\Films", "//nas/Films/"),
        ("//?/C:/Films/A.mkv", "C:\\Films\\A.mkv"),
        ("\\\\NAS\\Films\\A.mkv", "//nas/films/a.mkv"),
        ("C:\\Films\\\\A.mkv", "C:\\Films\\A.mkv"),
        ("/media/Films/", "/media/Films"),
        ("/media//Films/A.mkv", "/media/Films/A.mkv"),
        (unicodedata.normalize("NFD", "/media/Amélie/Amélie.mkv"), "/media/Amélie/Amélie.mkv"),
        (unicodedata.normalize("NFD", "C:\\AMÉLIE"), "c:/amélie"),
    ],
)
def test_two_names_of_one_file_have_one_normal_form(one, other) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/media/A.mkv", "/media/a.mkv"),
        ("/media/a\\b.mkv", "/media/a/b.mkv"),
        ("/nas/films/a.mkv", "\\\\nas\\films\\a.mkv"),
        ("/c:/films", "c:/films"),
    ],
)
def test_names_that_only_look_alike_stay_apart(one, other) -> None:
    assert normalise(one) != normalise(other)


@given(st.text(max_size=12), st.sampled_from(["", "/", "//", "\\\\", "C:\\", "\\\\?\\", "\\\\?\\UNC\\nas\\"]))
def test_a_normal_form_is_its_own_normal_form(text, head) -> None:
    once = normalise(head + text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("local", "mappings", "server"),
    [
        ("C:\\Users\\Me\\Films\\Élan (2000)\\Élan.MKV", POSIX_SERVER, "/data/Films/Élan (2000)/Élan.MKV"),
        ("c:/users/ME/films/A.mkv", POSIX_SERVER, "/data/Films/A.mkv"),
        ("\\\\?\\C:\\Users\\Me\\Films\\A.mkv", POSIX_SERVER, "/data/Films/A.mkv"),
        ("/mnt/nas/Films/A (2000)/A.mkv", WINDOWS_SERVER, "d:/films/a (2000)/a.mkv"),
        ("/mnt/nas/films/A.mkv", WINDOWS_SERVER, "/mnt/nas/films/A.mkv"),  # another folder, here
        ("/mnt/nas/Films", WINDOWS_SERVER, "d:/films"),
        ("/mnt/nas/Films2/A.mkv", WINDOWS_SERVER, "/mnt/nas/Films2/A.mkv"),
        ("Z:\\A.mkv", (PathMapping("Z:\\", "\\\\NAS\\Films"),), "//nas/films/a.mkv"),
        ("Z:\\A.mkv", (PathMapping("Z:\\", "/"),), "/A.mkv"),
        ("/A.mkv", (PathMapping("/", "Z:\\"),), "z:/a.mkv"),
        ("/A", (PathMapping("/A", "/"),), "/"),
        ("\\\\nas\\Films\\A.mkv", (PathMapping("//NAS/films", "/data"),), "/data/A.mkv"),
        (unicodedata.normalize("NFD", "/mnt/é/à.mkv"), (PathMapping("/mnt/é", "/data/é"),), "/data/é/à.mkv"),
    ],
)
def test_a_local_path_becomes_the_servers(local, mappings, server) -> None:
    assert to_server(local, mappings) == server


@pytest.mark.parametrize(
    ("local", "mappings", "server"),
    [
        ("/mnt/nas/Films/Straße/A.MKV", WINDOWS_SERVER, "D:/Films/Straße/A.MKV"),
        ("Z:\\A.mkv", (PathMapping("Z:\\", "\\\\NAS\\Films"),), "//NAS/Films/A.mkv"),
        ("C:\\Films\\A.mkv", (), "C:/Films/A.mkv"),
        ("/A", (PathMapping("/A", "/"),), "/"),
    ],
)
def test_what_the_server_is_to_read_keeps_its_case(local, mappings, server) -> None:
    assert spelt_for_server(local, mappings) == server


def test_the_innermost_of_several_folders_counts_in_whatever_order() -> None:
    mappings = (PathMapping("/mnt", "/all"), PathMapping("/mnt/kids/films", "/k"), PathMapping("/mnt/kids", "/other"))
    for order in (mappings, mappings[::-1]):
        assert to_server("/mnt/kids/films/A.mkv", order) == "/k/A.mkv"
        assert to_server("/mnt/A.mkv", order) == "/all/A.mkv"


def test_a_folder_lies_in_itself_and_not_in_one_whose_name_it_begins_with() -> None:
    assert lies_in("/a/b", "/a/b")
    assert lies_in("/a/b", "/")
    assert not lies_in("/a/bc", "/a/b")
