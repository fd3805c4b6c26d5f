"""Files that were made to hurt, or by accident might."""

from __future__ import annotations

import re
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Metadata
from core.sources.nfo import Malformed, NfoError, parse


def test_an_entity_bomb_is_refused_at_once():
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    data = f"<?xml version='1.0'?><!DOCTYPE movie [<!ENTITY l0 'ha'>{laughs}]><movie><title>&l9;</title></movie>"
    with pytest.raises(Malformed, match="defines entities of its own"):
        parse(data.encode())


def test_an_entity_bomb_inside_of_the_film_is_refused_at_once():
    with pytest.raises(Malformed):
        parse(b"<movie><!DOCTYPE movie [<!ENTITY a 'ha'>]><title>&a;</title></movie>")


def test_a_file_on_the_disk_is_never_read_through_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("s3cret")
    for encoding in ("utf-8", "utf-16"):
        data = f"<!DOCTYPE movie [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><movie><title>&x;</title></movie>"
        with pytest.raises(Malformed, match="defines entities of its own"):
            parse(data.encode(encoding))


def test_no_address_is_ever_asked_for_an_entity_or_a_document_type():
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/x"
        with suppress(NfoError):
            parse(f"<!DOCTYPE movie [<!ENTITY x SYSTEM '{address}'>]><movie><title>&x;</title></movie>".encode())
        assert parse(f"<!DOCTYPE movie SYSTEM '{address}'><movie><title>A</title></movie>".encode()).entries
        included = "<movie xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='{}'/><title>A</title></movie>"
        assert parse(included.format(address).encode()).entries[0].metadata == Metadata(title="A")
        server.shutdown()
        thread.join()
    assert asked == []


def test_a_file_above_the_limit_is_refused_in_words():
    with pytest.raises(Malformed, match=r"the file has 52,428,800 bytes; at most 10,485,760 are allowed"):
        parse(b"<movie><title>A</title></movie>".ljust(50 * 1024 * 1024))


def test_deep_nesting_is_refused_and_breaks_nothing():
    with pytest.raises(Malformed, match=r"(?i)depth"):
        parse(b"<movie>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</movie>")


@pytest.mark.parametrize(
    "unit",
    [
        b"<!--",
        b"<![CDATA[",
        b"<?x",
        b"<a></a>",
        b"<a>",
        b"</movie",
        b"<!",
        b"&",
        b"&#",
        b"&a",
        b"<a x='\"",
        b'<x y="\'" ',
        b"<x y",
        b"<movie ",
        b"<movie>",
        b"<episodes>",
        b"<episodedetails/>\n",
        b"<season></season",
        b"\0<",
        b" / ",
        b" ",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        b"...",
        b"<movie><title>...</title></movie>",
        b"<episodes>...</episodes>",
        b"<movie><title>A\n...B</title><mpaa>Rated A\n...B</mpaa><genre>A\n...B</genre><year>1...9</year></movie>",
    ],
)
@pytest.mark.alone
def test_no_repetition_takes_longer_than_its_length_deserves(unit, frame):
    def seconds(size):
        data = frame.replace(b"...", unit * (size // len(unit)))
        began = time.perf_counter()
        with suppress(NfoError):
            parse(data)
        return time.perf_counter() - began

    # Twenty times the length may take twenty times as long, not four hundred times.
    assert min(seconds(100_000) for _ in range(2)) < 100 * max(seconds(5_000), 0.0005)


def test_hundreds_of_pictures_do_not_hide_the_title():
    picture = "<thumb aspect='poster' preview='https://example.org/w500/{0}.jpg'>https://example.org/{0}.jpg</thumb>\n"
    pictures = "".join(picture.format(n) for n in range(700))
    data = f"<movie>{pictures}<fanart>{pictures}</fanart><title>A</title></movie>".encode()
    assert len(data) > 75_000
    assert parse(data).entries[0].metadata == Metadata(title="A")


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_the_documented_errors(data):
    with suppress(NfoError):
        parse(data)


PIECES = [
    b"<movie>",
    b"</movie>",
    b"<movie",
    b">",
    b"<",
    b"&",
    b";",
    b"&#x",
    b"&eacute;",
    b"<title>",
    b"</title>",
    b"\0",
]
PIECES += [b"<ratings>", b"<rating max='", b"'>", b"</rating>", b"<value>", b"</value>", b"</ratings>", b"<actor>"]
PIECES += [b"</actor>", b"<name>", b"</name>", b"<order>", b"</order>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"\xff"]
PIECES += [
    b"<premiered>",
    b"</premiered>",
    b"9",
    b"-",
    b".",
    b",",
    b" / ",
    b"\n",
    b"<?xml encoding='",
    b"?>",
    b"cp1252",
]
PIECES += [
    b"<set>",
    b"</set>",
    b"<mpaa>",
    b"</mpaa>",
    b"US:R",
    b"rated ",
    b"\xc3\xa9",
    b"\xef\xbf\xbf",
    b"\xed\xa0\x80",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join), st.booleans())
def test_no_mixture_of_what_nfo_files_are_made_of_raises_anything_else(middle, framed):
    data = b"<movie>" + middle + b"</movie>" if framed else middle
    with suppress(NfoError):
        for entry in parse(data).entries:
            for text in (entry.metadata.title or "", *entry.metadata.collections):
                assert not re.search("[\0-\x08\x0b-\x1f\x80-\x9f\ud800-\udfff\ufffe\uffff]", text)
