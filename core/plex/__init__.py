"""All that is known of talking to a Plex Media Server."""
