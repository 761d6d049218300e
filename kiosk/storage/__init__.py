"""Keys, two encrypted databases, the outbox between them. No Qt, no vision."""
