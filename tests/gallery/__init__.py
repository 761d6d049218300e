"""Every screen and state of the windows: as pictures, and for the checks of looks and access."""
