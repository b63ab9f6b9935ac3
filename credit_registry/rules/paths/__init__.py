"""What an enterprise can do for a better result, found by trying it."""
