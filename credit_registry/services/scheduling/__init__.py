"""The timetable of the jobs, their runs, and the lease under which they run."""
