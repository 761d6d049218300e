"""Rollcall: a privacy-first attendance kiosk. This package is the program; `kiosk.app` puts it together."""

__version__ = "0.1.0"
