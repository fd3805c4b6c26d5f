"""The application's own command line, in a process for which a simulated plex.tv stands for the real one.

Its three addresses (see `PlexTv`) come first among the arguments.
"""

from __future__ import annotations

import sys

from core.plex.sign_in import PlexTv
from gui.cli import main

if __name__ == "__main__":
    PlexTv.__init__.__defaults__ = tuple(sys.argv[1:4])
    sys.exit(main(sys.argv[4:]))
