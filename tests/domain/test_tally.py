"""The tally's codes are what is stored: each is its own, and none can be a name."""

from kiosk.domain.tally import Count, share


def test_codes_are_distinct_and_plain() -> None:
    codes = [count.value for count in Count]
    assert len(set(codes)) == len(codes)
    assert all(code.replace("_", "").isascii() and code.islower() for code in codes)


def test_a_share_of_nothing_is_none() -> None:
    assert share({Count.FIRST_TRY: 3, Count.TRIES: 4}, Count.FIRST_TRY, Count.TRIES) == 0.75
    assert share({Count.TRIES: 4}, Count.FIRST_TRY, Count.TRIES) == 0.0
    assert share({Count.FIRST_TRY: 3}, Count.FIRST_TRY, Count.TRIES) is None
    assert share({Count.TRIES: 0}, Count.FIRST_TRY, Count.TRIES) is None
