"""What can be measured of looks and access, as findings in sentences; walked over the gallery's registry."""
