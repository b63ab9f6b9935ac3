"""What the registry is about, in pure functions and values; standard library only."""
