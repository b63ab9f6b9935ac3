"""Forms: what a person typed, checked and told in words."""
