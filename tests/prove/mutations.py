"""Good input made bad, as disks, networks, other programs and enemies do it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

INTERESTING = (
    b"\0", b"\xff", b"\n", b'"', b"'", b"<", b">", b"&", b"[", b"]", b"{", b"}", b"=", b"-1", b"0", b"1e999", b"NaN",
    b"true", b"null", b"\\ud800", b"\xed\xa0\x80", b"\xe2\x80\xae", b"99999999999999999999", b"&#0;", b"]]>", b"<!--",
    b"%s", b"../",
)  # fmt: skip

Mutation = Callable[[random.Random, bytes], bytes]


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _insert(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(INTERESTING) * chance.choice((1, 1, 2, 50)) + data[at:]


def _delete(chance: random.Random, data: bytes) -> bytes:
    first, last = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:first] + data[last:]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    first = chance.randrange(len(data) + 1)
    last = min(len(data), first + chance.randrange(60))
    return data[:last] + data[first:last] * chance.choice((1, 3, 200)) + data[last:]


def _replace_number(chance: random.Random, data: bytes) -> bytes:
    places = [index for index, byte in enumerate(data) if chr(byte).isdigit()]
    if not places:
        return data
    at = chance.choice(places)
    return data[:at] + chance.choice((b"-1", b"1e400", b"", b"0" * 400, b"9" * 400, b"1.5", b"x")) + data[at + 1 :]


def _zeros(chance: random.Random, data: bytes) -> bytes:
    """What a power cut leaves on some file systems."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes(len(data) - at)


def _noise(chance: random.Random, data: bytes) -> bytes:
    return chance.randbytes(chance.randrange(200))


_MUTATIONS: Sequence[Mutation] = (_cut, _flip, _flip, _insert, _insert, _delete, _repeat, _replace_number, _zeros)


def mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds, mostly with a few things wrong with it."""
    data = chance.choice(seeds)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 5))):
        data = chance.choice(_MUTATIONS)(chance, data)
    return _noise(chance, data) if chance.random() < 0.02 else data
