"""The settings file that a person gets to begin with: every key at its default, with an explanation."""

from __future__ import annotations

TEMPLATE = """\
# The settings of Recloser. They count as soon as this file is saved.
# Lines that begin with # are remarks; what is left out has the value shown here.

[plex]
url = "http://127.0.0.1:32400"   # where your Plex server answers
libraries = []                   # titles, such as ["Movies", "Documentaries"]; empty: all libraries
connect_timeout = 5.0            # seconds to wait for a connection
read_timeout = 30.0              # seconds to wait for an answer

# Folders whose NFO files are watched: remove the # and put in your own; repeat it for every folder.
# On Windows write paths in single quotes: path = 'D:\\Movies'
# [[folders]]
# path = "/media/Movies"
# plex_path = "/data/Movies"     # the same folder as the Plex server names it; leave out when equal

[fields]                         # what may be written to Plex
title = true
sort_title = true
original_title = true
summary = true
tagline = true
studio = true
content_rating = true
date = true
rating = true
audience_rating = true
user_rating = true
genres = true
countries = true
directors = true
writers = true
actors = true
collections = true
labels = true
moods = true
styles = true
artwork = true

[breaker]
failure_threshold = 5            # so many failures in a row, and Plex counts as down
recovery_timeout = 60.0          # seconds until it is tried again; doubled while it stays down, up to 15 minutes
success_threshold = 1            # so many successes, and Plex counts as back

[behaviour]
heartbeat = 30.0                 # seconds between health checks while there is nothing to do; 0: none
scan_missing = false             # ask Plex to scan the folder of an item that it does not know yet
confirm_first_sync = true        # show what the first large delivery would change, and wait for your approval
on_conflict = "nfo"              # who wins when a field was edited in Plex afterwards: "nfo", "plex" or "ask"
reconcile = "off"                # look whether Plex still shows what was delivered: "off", "daily" or "weekly"
remote_artwork = false           # without a picture beside it, take the one whose address is in the NFO file
recovery_ramp = true             # after an outage begin with 5 changes per second, and be at full speed in 5 minutes

[notifications]                  # what may pop up
quiet = false                    # nothing at all, whatever stands below
opened = true                    # Plex does not answer
recovered = true                 # Plex is back, and all that was held back has been delivered
restored = true                  # at start: Plex was down when Recloser was closed
sign_in = true                   # Plex asks you to sign in
failed = true                    # changes that could not be delivered
approval = true                  # the first large delivery waits for your approval

[appearance]
icon_style = "auto"              # for any panel; or "light" or "dark": what the panel is; or "monochrome"
language = ""                    # the system's; or "en", "de" or "es"; from the next start on
"""
