"""What somebody gets who takes the data directory of a locked kiosk: `python -m tests.thief DATA_DIR`.

It has the program's source, as every thief does, and no passphrase. It reads every file, opens what the
device key opens, and says of each place what kind of values lie there. docs/threat-model.md holds its
output, and a test compares the two. It works on a copy and changes nothing.
"""
