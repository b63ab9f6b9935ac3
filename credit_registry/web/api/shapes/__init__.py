"""The answers themselves, listed field by field from what the services give."""
