"""What needs Qt to be printed."""
