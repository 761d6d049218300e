"""Every rule of the product: pure functions and frozen values, no I/O, time is always an argument."""
