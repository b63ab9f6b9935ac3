"""What the benchmarks share: a founded registry on either database, and codes nobody holds."""
