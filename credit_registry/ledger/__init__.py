"""Canonical bytes, salted commitments, the hash tree and its proofs; pure."""
