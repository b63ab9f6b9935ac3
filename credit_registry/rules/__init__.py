"""Rule sets: what they say, checked, compiled and applied; pure."""
