"""A Plex simulator, a sample library and the scripted outage; also the fixture of the tests."""
