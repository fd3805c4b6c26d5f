"""Deciding whether Plex may be called: breaker, health, retry policy."""
