"""``python -m tests.prove [OPTION...]``: the long versions of all proofs. Options go to pytest.

The fault matrix mostly waits, so three processes run side by side on two cores, for about ten minutes; what each says
is shown when it has ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_REPOSITORY = Path(__file__).parents[2]
_LANES = {
    "the fault matrix": ["tests/e2e/test_fault_matrix.py"],
    "breaker and queue": [
        "tests/core/resilience/test_breaker_model.py",
        "tests/core/delivery/test_queue_kill.py",
        "tests/core/delivery/test_queue_model.py",
        "tests/core/delivery/test_every_library.py",
        "tests/core/sources/test_watch_model.py",
        "tests/prove/test_disk_faults.py",
    ],
    "a day of outages, power cuts and nonsense": ["tests/prove", "--ignore=tests/prove/test_disk_faults.py"],
}
_NO_TESTS = 5
"""What pytest returns when the options leave nothing to be run."""


def main() -> int:
    """Returns the exit status: 0, or 1 when a proof failed."""
    environ = {**os.environ, "RECLOSER_PROVE": "1"}
    command = [sys.executable, "-m", "pytest", "--timeout=1800", "--durations=5", "-p", "no:cacheprovider"]
    began = time.monotonic()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        running = {}
        for name, tests in _LANES.items():
            with Path(folder, name).open("wb") as said:
                running[name] = subprocess.Popen(
                    [*command, *tests, *sys.argv[1:]], cwd=_REPOSITORY, env=environ, stdout=said, stderr=said
                )
        try:
            while running:
                time.sleep(0.5)
                for name in [name for name, process in running.items() if process.poll() is not None]:
                    failed |= running.pop(name).returncode not in {0, _NO_TESTS}
                    said = Path(folder, name).read_text(encoding="utf-8", errors="replace")
                    sys.stdout.write(f"\n# {name}, after {time.monotonic() - began:.0f} s\n{said}")
                    sys.stdout.flush()
        finally:
            for process in running.values():
                process.terminate()
                process.wait()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
