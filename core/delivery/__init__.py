"""From a durable queue to Plex: the queue, the worker, the statistics."""
