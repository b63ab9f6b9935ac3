"""Search for the public: the index as a reader of the ledger, and what it finds."""
