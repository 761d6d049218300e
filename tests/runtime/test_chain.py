"""Futures one after the other."""

from concurrent.futures import Future

import pytest

from kiosk.runtime.chain import chain


def done(value: int) -> "Future[int]":
    future: Future[int] = Future()
    future.set_result(value)
    return future


def test_the_second_gets_the_first_ones_answer() -> None:
    first: Future[int] = Future()
    result = chain(first, lambda value: done(value + 1))
    assert not result.done()
    first.set_result(41)
    assert result.result(0) == 42


def test_an_error_of_either_is_the_results() -> None:
    first: Future[int] = Future()
    result = chain(first, done)
    first.set_exception(ValueError("one"))
    with pytest.raises(ValueError, match="one"):
        result.result(0)
    second: Future[int] = Future()
    result = chain(done(1), lambda _: second)
    second.set_exception(ValueError("two"))
    with pytest.raises(ValueError, match="two"):
        result.result(0)


def test_what_following_raises_is_the_results_error() -> None:
    def bad(value: int) -> "Future[int]":
        raise KeyError(value)

    with pytest.raises(KeyError):
        chain(done(1), bad).result(0)


def test_a_cancellation_goes_both_ways() -> None:
    first: Future[int] = Future()
    result = chain(first, done)
    assert first.cancel()
    assert result.cancelled()
    first = Future()
    second: Future[int] = Future()
    assert chain(first, lambda _: second).cancel()
    assert first.cancelled()
    result = chain(done(1), lambda _: second)
    assert result.cancel()
    assert second.cancelled()
    third: Future[int] = Future()
    result = chain(done(1), lambda _: third)
    assert third.cancel()
    assert result.cancelled()
