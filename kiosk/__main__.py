"""`python -m kiosk` and the built program: the same as the command `kiosk`."""

import multiprocessing

if __name__ == "__main__":
    # In the built program the capture process starts this very file again (FACTS: cameras, capture process).
    multiprocessing.freeze_support()

    from kiosk.cli import main

    main()
