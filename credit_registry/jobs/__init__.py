"""The timetable and its runner, in a process of its own."""
