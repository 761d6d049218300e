"""Attacks on what is stored: what a thief gets, linking, the yearbook, broken files.

docs/threat-model.md has the figures.
"""
