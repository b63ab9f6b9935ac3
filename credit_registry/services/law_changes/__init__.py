"""What a new edition of the law moves: windows and periods, under its one event."""
