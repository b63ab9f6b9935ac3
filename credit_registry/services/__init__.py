"""Use cases: functions of a session, a command, an actor and a day; they never commit."""
