"""Widgets that the kiosk, the wizard and the desk share."""
