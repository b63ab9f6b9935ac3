"""Finding subjects by code, name, former name and address: a port, and an engine behind it."""
