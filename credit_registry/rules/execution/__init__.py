"""Rule sets compiled once and executed twice: one enterprise traced, a population in columns."""
