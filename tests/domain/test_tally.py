"""The tally's codes are what is stored: each is its own, and none can be a name."""

from kiosk.domain.tally import Count


def test_codes_are_distinct_and_plain() -> None:
    codes = [count.value for count in Count]
    assert len(set(codes)) == len(codes)
    assert all(code.replace("_", "").isascii() and code.islower() for code in codes)
