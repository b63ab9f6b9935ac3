"""Rule sets as documents: read by their schema and checked, and those that are delivered."""
