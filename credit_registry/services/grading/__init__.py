"""The rules run over subjects: facts, results, grades, use profiles, candidates and paths."""
