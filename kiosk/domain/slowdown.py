"""Waiting after wrong passphrases and PINs: doubles from 1 s to at most 30 s, so nobody is locked out."""

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0


def wait_s(failures: int) -> float:
    """Seconds to wait before the next try after `failures` wrong ones in a row; 0 after none."""
    if failures <= 0:
        return 0.0
    return min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(failures - 1, 10))
