"""An invented city, generated from a seed; pure."""
