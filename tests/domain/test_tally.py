"""The tally's codes are what is stored: each is its own, and none can be a name."""

from kiosk.domain.tally import Count, first_try_share, share


def test_codes_are_distinct_and_plain() -> None:
    codes = [count.value for count in Count]
    assert len(set(codes)) == len(codes)
    assert all(code.replace("_", "").isascii() and code.islower() for code in codes)


def test_a_share_of_nothing_is_none() -> None:
    assert share({Count.FIRST_TRY: 3, Count.TRIES: 4}, Count.FIRST_TRY, Count.TRIES) == 0.75
    assert share({Count.TRIES: 4}, Count.FIRST_TRY, Count.TRIES) == 0.0
    assert share({Count.FIRST_TRY: 3}, Count.FIRST_TRY, Count.TRIES) is None
    assert share({Count.TRIES: 0}, Count.FIRST_TRY, Count.TRIES) is None


def test_who_is_in_already_is_no_failed_try() -> None:
    """A door that people pass all day showed one first-try tick in nine."""
    assert first_try_share({Count.TRIES: 40, Count.ALREADY: 30, Count.FIRST_TRY: 8}) == 0.8
    assert first_try_share({Count.TRIES: 30, Count.ALREADY: 30}) is None
    assert first_try_share({Count.TRIES: 4, Count.ALREADY: 3, Count.FIRST_TRY: 3}) == 1.0
    assert first_try_share({}) is None
