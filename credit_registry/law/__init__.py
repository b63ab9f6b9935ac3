"""Dated law with its sources, and the loader that makes editions of it; pure."""
