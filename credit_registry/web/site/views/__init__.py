"""The views: each parses, calls a service and presents."""
