"""What `run.py` does before the kiosk can start: .venv, packages, models, translations, system libraries.

Standard library only: nothing is installed yet when it runs. It is no part of the kiosk and imports none of
it but `kiosk.libraries`, a table that both read.
"""
