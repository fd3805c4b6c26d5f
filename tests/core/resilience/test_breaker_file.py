"""The state file: what is written, and what any other content does."""

from __future__ import annotations

import json
import math
import os
import stat
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.resilience.breaker import CircuitBreaker, CircuitState
from core.resilience.breaker_file import BreakerRecord, encode, load, parse, peek, save

CLOSED, OPEN, HALF_OPEN = CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN
AT = 1_795_400_000.25
RECORD = BreakerRecord(OPEN, 6, 0, AT, 60.0, 1, "connection refused: “nein, später”", AT - 60)
VALID = {"state": "open", "failure_count": 5, "success_count": 0, "opened_at": AT}


def having(**changes):
    return json.dumps(VALID | changes).encode()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "circuit_breaker.json"


# What is written


def test_the_file_has_the_fixed_keys_with_their_types(path):
    save(path, RECORD)
    assert json.loads(path.read_bytes()) == {
        "version": 1,
        "state": "open",
        "failure_count": 6,
        "success_count": 0,
        "opened_at": AT,
        "recovery_timeout": 60.0,
        "reopen_count": 1,
        "reason": "connection refused: “nein, später”",
        "outage_started_at": AT - 60,
    }


def test_a_closed_breaker_has_no_times(path):
    save(path, BreakerRecord())
    written = json.loads(path.read_bytes())
    assert (written["state"], written["opened_at"], written["outage_started_at"]) == ("closed", None, None)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_only_the_owner_can_read_the_file_and_a_folder_made_for_it(path):
    path = path.parent / "home" / path.name
    save(path, RECORD)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


moments = st.none() | st.floats(0.0, 253_402_300_799.0)
counts = st.integers(0, 1_000_000_000)
records = st.builds(
    BreakerRecord,
    state=st.sampled_from([OPEN, HALF_OPEN]),
    failure_count=counts,
    success_count=counts,
    opened_at=st.floats(0.0, 253_402_300_799.0),
    recovery_timeout=st.floats(0.0, allow_infinity=False),
    reopen_count=counts,
    reason=st.text(st.characters(), max_size=500),
    outage_started_at=moments,
)


@given(records)
def test_whatever_record_is_written_is_read_back_equal(record):
    assert parse(encode(record)) == record


def test_the_largest_record_that_can_occur_is_read_back(path, clock):
    breaker = CircuitBreaker(failure_threshold=1, recovery_timeout=1.7e308, state_file=path, clock=clock)
    breaker.try_acquire().failure("\U0001f4a5" * 100_000)
    assert load(path, clock).state is OPEN


# What is read


@pytest.mark.parametrize("name", ["open", "OPEN", "Open"])
def test_the_four_oldest_keys_are_enough_and_state_names_are_read_in_any_case(name):
    assert parse(having(state=name)) == BreakerRecord(OPEN, 5, 0, AT)


@pytest.mark.parametrize(
    "changes",
    [
        {"somebody": {"else's": [1, 2]}},
        {"version": 1},
        {"reason": None},
        {"outage_started_at": None},
        {"opened_at": int(AT) + 0.25},
    ],
)
def test_what_is_unknown_or_left_out_does_no_harm(changes):
    assert parse(having(**changes)) == BreakerRecord(OPEN, 5, 0, AT)


def test_a_byte_order_mark_does_no_harm():
    assert parse(b"\xef\xbb\xbf" + having()).state is OPEN


def test_half_open_needs_no_time_of_opening():
    assert parse(having(state="half_open", opened_at=None)) == BreakerRecord(HALF_OPEN, 5, 0)


def test_times_of_a_closed_breaker_are_forgotten():
    record = parse(having(state="closed", outage_started_at=AT))
    assert (record.opened_at, record.outage_started_at) == (None, None)


NONSENSE = {
    "empty": (b"", "not JSON"),
    "blanks": (b" \n", "not JSON"),
    "binary": (bytes(range(256)), "not JSON"),
    "zeros, as after a power cut": (b"\0" * 200, "not JSON"),
    "not Unicode": (b'{"state": "\xff"}', "not JSON"),
    "two documents": (having() * 2, "not JSON"),
    "nested": (b"[" * 60_000, "nested too deeply"),
    "nested inside": (having()[:-1] + b', "x": ' + b'{"a":' * 8000, "nested too deeply"),
    "a list": (b"[]", r"the whole is \[\]; it must be an object"),
    "a word": (b'"open"', "the whole is 'open'; it must be an object"),
    "null": (b"null", "the whole is None; it must be an object"),
    "nothing in it": (b"{}", "it lacks state, failure_count, success_count, opened_at"),
    "one key missing": (b'{"state": "closed", "failure_count": 0, "success_count": 0}', "it lacks opened_at"),
    "a newer version": (having(version=2), "it has version 2; this program knows version 1"),
    "a version in words": (having(version="one"), "version is 'one'; it must be a number"),
    "a true version": (having(version=True), "version is True; it must be a number"),
    "an unknown state": (having(state="ajar"), "state is 'ajar'; it must be one of closed, open, half_open"),
    "a state of another type": (having(state=["open"]), r"state is \['open'\]; it must be one of"),
    "a negative count": (having(failure_count=-1), "failure_count is -1; it must be a number from 0 to 1e.09"),
    "an absurd count": (having(success_count=10**4000), r"success_count is 1000.*\.\.\..*; it must be a number"),
    "an impossible count": (b'{"state": "open", "failure_count": ' + b"9" * 5000 + b"}", "not JSON"),
    "a fraction of a failure": (having(failure_count=1.5), "failure_count is 1.5; it must be a whole number"),
    "a true count": (having(failure_count=True), "failure_count is True; it must be a number"),
    "a count in words": (having(failure_count="5"), "failure_count is '5'; it must be a number"),
    "a null count": (having(success_count=None), "success_count is None; it must be a number"),
    "a negative reopen count": (having(reopen_count=-1), "reopen_count is -1"),
    "no number": (having(opened_at=math.nan), "NaN is no number"),
    "an infinite time": (having(opened_at=math.inf), "Infinity is no number"),
    "a time out of range": (having().replace(str(AT).encode(), b"1e999"), "opened_at is inf; it must be a number"),
    "a time beyond all calendars": (having(opened_at=1e18), "opened_at is 1e.18"),
    "a time before all computers": (having(opened_at=-1.0), "opened_at is -1.0"),
    "a time in words": (having(opened_at="2026-11-23"), "opened_at is '2026-11-23'"),
    "open since never": (having(opened_at=None), "opened_at does not say since when"),
    "a bad start of the outage": (having(outage_started_at="yesterday"), "outage_started_at is 'yesterday'"),
    "a negative timeout": (having(recovery_timeout=-60), "recovery_timeout is -60"),
    "a null timeout": (having(recovery_timeout=None), "recovery_timeout is None"),
    "a reason that is no text": (having(reason=404), "reason is 404; it must be text"),
}


@pytest.mark.parametrize(("content", "complaint"), NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_refused_in_words(content, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse(content)


almost_right = st.dictionaries(
    st.sampled_from([*VALID, "version", "reason"]), st.none() | st.floats() | st.text() | st.integers()
).map(lambda changes: having(**changes))


@given(st.binary(max_size=300) | almost_right)
def test_no_content_whatever_does_anything_but_parse_or_be_refused(content):
    with suppress(ValueError):
        parse(content)


@pytest.mark.parametrize(("content", "complaint"), NONSENSE.values(), ids=NONSENSE.keys())
def test_with_nonsense_in_its_file_a_breaker_starts_closed_warns_and_keeps_the_file_beside(
    path, clock, caplog, content, complaint
):
    path.write_bytes(content)
    breaker = CircuitBreaker(state_file=path, clock=clock)
    assert (breaker.state, breaker.failure_count, breaker.restored_open) == (CLOSED, 0, False)
    aside = path.with_name(f"{path.name}.bad-{int(clock.time())}")
    assert aside.read_bytes() == content
    assert not path.exists()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert aside.name in caplog.text
    assert len(caplog.text) < 1000


def test_a_file_cut_off_anywhere_starts_closed_and_is_kept_beside(path, clock):
    whole = encode(RECORD)
    for length in range(len(whole) - 2):  # without its last line end it is whole still
        path.write_bytes(whole[:length])
        assert CircuitBreaker(state_file=path, clock=clock).state is CLOSED
        assert not path.exists()
        clock.advance(1)
    assert len(list(path.parent.iterdir())) == len(whole) - 2


@pytest.mark.skipif(os.name == "nt", reason="there it would take room")
def test_a_huge_file_is_kept_beside_without_being_read(path, clock):
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)  # ten gigabytes of nothing, that take no room
    assert CircuitBreaker(state_file=path, clock=clock).state is CLOSED
    assert not path.exists()


def test_ten_megabytes_of_json_are_too_much(path, clock, caplog):
    path.write_bytes(having(padding="x" * 10_000_000))
    assert CircuitBreaker(state_file=path, clock=clock).state is CLOSED
    assert "larger than 65536 bytes" in caplog.text


def test_a_folder_in_the_file_s_place_is_kept_beside_and_the_state_can_be_written(path, clock):
    (path / "inside").mkdir(parents=True)
    breaker = CircuitBreaker(state_file=path, clock=clock)
    assert breaker.state is CLOSED
    breaker.trip("x")
    assert breaker.save_problem is None
    assert peek(path).state is OPEN


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
def test_a_pipe_in_the_file_s_place_does_not_hang_the_start(path, clock):
    os.mkfifo(path)
    assert CircuitBreaker(state_file=path, clock=clock).state is CLOSED


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_kept_beside(path, clock):
    path.write_bytes(having())
    path.chmod(0)
    assert CircuitBreaker(state_file=path, clock=clock).state is CLOSED
    assert not path.exists()


def test_a_bad_file_that_cannot_even_be_renamed_stops_nothing(path, clock, caplog, monkeypatch):
    def refuse(self, target):
        raise PermissionError

    path.write_bytes(b"garbage")
    monkeypatch.setattr(type(path), "rename", refuse)
    assert CircuitBreaker(state_file=path, clock=clock).state is CLOSED
    assert path.exists()
    assert "could not be renamed" in caplog.text


def test_a_path_that_no_file_can_have_stops_nothing(path, clock):
    path.write_bytes(having())
    assert load(path / "below a file", clock) is None
    assert path.exists()


def test_a_first_start_finds_no_file_and_makes_none(path, clock, caplog):
    breaker = CircuitBreaker(state_file=path, clock=clock)
    breaker.flush()
    assert breaker.state is CLOSED
    assert not path.exists()
    assert "starting CLOSED" in caplog.text


# Looking without touching


def test_peeking_reads_the_record(path):
    save(path, RECORD)
    assert peek(path) == RECORD


@pytest.mark.parametrize("content", [None, b"garbage"])
def test_peeking_at_nothing_or_nonsense_gives_none_and_leaves_the_folder_as_it_is(path, caplog, content):
    if content is not None:
        path.write_bytes(content)
    before = sorted(path.parent.iterdir())
    assert peek(path) is None
    assert sorted(path.parent.iterdir()) == before
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("record", "later", "wait"),
    [
        (BreakerRecord(), 0.0, None),
        (BreakerRecord(HALF_OPEN, 5, 0, AT), 0.0, 0.0),
        (BreakerRecord(OPEN, 5, 0, AT), 0.0, 60.0),
        (BreakerRecord(OPEN, 5, 0, AT), 45.0, 15.0),
        (BreakerRecord(OPEN, 5, 0, AT), 3600.0, 0.0),
        (BreakerRecord(OPEN, 5, 0, AT), -3600.0, 60.0),
        (BreakerRecord(OPEN, 7, 0, AT, 30.0, 2), 45.0, 75.0),
    ],
)
def test_a_record_alone_tells_when_a_trial_is_due(record, later, wait):
    assert record.retry_in(AT + later) == wait
