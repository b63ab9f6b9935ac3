"""Use profiles: what bars in procurement, tendering, qualification and credit, decided and told."""
