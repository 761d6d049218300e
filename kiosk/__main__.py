"""`python -m kiosk` and the built program: the same as the command `kiosk`."""

from kiosk.cli import main

if __name__ == "__main__":
    # Guarded: the capture process of a program that was started this way imports this file again.
    main()
