"""What the jobs do, and their runner, in a process of its own."""
