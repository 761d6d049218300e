"""Files of people and of lessons, read: CSV, XLSX, OneRoster, iCalendar.

Nothing here changes anything or knows what the school has. A file is read into memory once, within the limits
of `limits`; what it says of formulas, paths, links or entities is never followed.
"""
