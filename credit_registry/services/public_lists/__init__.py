"""The lists as the public reads them: questions, pages, sources and movements."""
