"""The same forty rules for the registry's engine and for its peers, and records to judge."""
