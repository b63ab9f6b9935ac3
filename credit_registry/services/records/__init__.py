"""Records as readers may see them, those in force, and how one's publicity ends."""
