"""Versions of the rules: drafts tried, approved and published, each by another officer."""
