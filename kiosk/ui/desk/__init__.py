"""The desk: what a teacher and an administrator meet."""
