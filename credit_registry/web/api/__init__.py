"""The programming interface, versioned by path: reads for everybody, commands for officers."""
