"""Every code that an error may name has its words."""

import re
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

import kiosk.domain.names as names
from kiosk.domain.faces import Verdict
from kiosk.domain.frames import SourceKind
from kiosk.reasons import REASONS
from kiosk.runtime import enrolment

pytestmark = pytest.mark.qt


def test_every_verdict_that_refuses_has_words() -> None:
    assert {verdict.value for verdict in Verdict if verdict is not Verdict.OK} <= REASONS.keys()


def test_every_kind_of_source_that_is_refused_has_words() -> None:
    assert {kind.value for kind in SourceKind if kind is not SourceKind.CAMERA} <= REASONS.keys()


def test_what_is_wrong_with_pictures_has_words() -> None:
    assert {enrolment.SEVERAL_FACES, enrolment.OTHER_PERSON, enrolment.UNREADABLE} <= REASONS.keys()


def test_what_is_wrong_with_a_text_has_words() -> None:
    source = Path(names.__file__).read_text("utf-8")
    codes = set(re.findall(r'TextProblem\("(\w+)"\)', source))
    assert codes
    assert codes <= REASONS.keys()
