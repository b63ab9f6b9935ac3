"""What the interface takes and gives: every field with its meaning, unit and source."""
