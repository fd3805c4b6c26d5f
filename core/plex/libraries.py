"""The one door through which plexapi comes in, whichever thread needs it first.

Its modules import each other in circles, and so do those of requests. Two threads that enter such a circle at
different places wait for each other; Python notices, and lets one of them have half a module, or fail, which leaves
half a package to everybody after. Threads that enter here wait for the first of them, with nothing else in their hands.
"""

from __future__ import annotations

import requests  # noqa: F401  as a whole, before plexapi asks for parts of it
from plexapi.server import PlexServer
from plexapi.utils import parseXMLString

__all__ = ["PlexServer", "parseXMLString"]
