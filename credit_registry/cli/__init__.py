"""The command line: every command calls one service and prints what came of it."""
