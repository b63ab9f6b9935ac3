"""What became of records and subjects, event by event, and fields erased with proofs intact."""
