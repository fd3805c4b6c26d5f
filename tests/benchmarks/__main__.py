"""``python -m tests.benchmarks [--full]``: measure everything once and write ``docs/benchmarks.md``.

It needs the extra ``bench``, and a quiet computer.
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import sys
from pathlib import Path

from tests.benchmarks import breaker, delivery, desktop, growth, queues, reading, watching
from tests.benchmarks.measure import Chapter, Finding

_PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
_INTRODUCTION = """\
# Benchmarks

Written by `make bench`, all of it in one run. Every number of Recloser's stands beside the same work done by somebody
else, or at another size, in the same run. Both take turns in short rounds, and the *ratio* is the median of the
rounds' ratios, so that a busy computer slows both down alike. Look at the ratios; the times belong to the computer.

"""


def main() -> int:
    """Returns the exit status: 0, or 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="deliver 10,000 films as well; takes 15 minutes")
    full = parser.parse_args().full
    logging.basicConfig(level=logging.ERROR)
    chapters = []
    for measure in (
        breaker.chapter,
        lambda: queues.chapter(1_000_000),
        lambda: delivery.chapter((1_000, 10_000) if full else (1_000,)),
        reading.chapter,
        lambda: growth.chapter((1_000, 10_000, 100_000)),
        lambda: watching.chapter((1_000, 10_000, 100_000)),
        desktop.chapter,
    ):
        chapters.append(_shown(measure()))
        print(chapters[-1], flush=True)  # noqa: T201  what the program is for
    _PAGE.write_text(_INTRODUCTION + _computer() + "\n\n" + "\n".join(chapters), encoding="utf-8")
    return int(any("missed" in chapter for chapter in chapters))


def _computer() -> str:
    return (
        f"Measured on {platform.system()} {platform.machine()} with {os.cpu_count()} cores, "
        f"Python {platform.python_version()}; load average at the end {_load()}."
    )


def _load() -> str:
    """A busy computer spoils the comparisons between processes: its reader must know."""
    return f"{os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _shown(chapter: Chapter) -> str:
    lines = [f"## {chapter.title}", "", chapter.method, "", f"| | Recloser | {chapter.other} | ratio | goal | |"]
    lines += ["|---|---:|---:|---:|---:|---|", *(_row(finding) for finding in chapter.findings), ""]
    return "\n".join(lines)


def _row(finding: Finding) -> str:
    goal = "" if finding.limit is None else f"{'≥' if finding.at_least else '≤'} {finding.limit:.3g}"
    verdict = {None: "", True: "reached", False: "**missed**"}[finding.holds]
    return f"| {finding.what} | {finding.ours} | {finding.other} | {finding.ratio:.3g} | {goal} | {verdict} |"


if __name__ == "__main__":
    sys.exit(main())
