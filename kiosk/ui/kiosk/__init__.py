"""The door: what an attendee meets."""
