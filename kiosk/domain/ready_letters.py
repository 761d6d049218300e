"""The letters of a new school: two in English and in Arabic, to be changed or taken away."""

from typing import Final

from kiosk.domain.follow_up import LetterTemplate
from kiosk.domain.ids import LetterId

_ABSENT: Final = "Absent for several days"
_RATE: Final = "Missed too much"

_ABSENT_EN = """Good day,

{name} (number {number}, {groups}) has not been at {school} since {since}, and we know of no leave.
Days without leave so far: {days}.

{absences}

Please tell us the reason, or come and see us soon. If you have told us already, our register does not show \
it yet: please tell us once more.

With kind regards
{signed_by}"""

_ABSENT_AR = """تحية طيبة،

لم يُسجَّل حضور {name} (الرقم {number}، {groups}) في {school} منذ {since}، ولا عِلم لنا بإذن.
أيام الغياب بلا إذن حتى الآن: {days}.

{absences}

نرجو إخبارنا بالسبب أو زيارتنا قريبًا. إن كنتم قد أخبرتمونا من قبل فإن سجلّنا لا يُظهر ذلك بعد، فنرجو إخبارنا \
مرة أخرى.

مع أطيب التحيات
{signed_by}"""

_RATE_EN = """Good day,

{name} (number {number}, {groups}) was at {rate} % of the last {sessions} sessions of {school}. We write so \
that there is time to change it.

Days without leave among them:
{absences}

Please come and see us, so that we can find out together what helps.

With kind regards
{signed_by}"""

_RATE_AR = """تحية طيبة،

بلغت نسبة حضور {name} (الرقم {number}، {groups}) {rate}٪ من آخر {sessions} حصة في {school}. نكتب إليكم \
ما دام في الوقت متّسع لتغيير ذلك.

أيام الغياب بلا إذن منها:
{absences}

نرجو زيارتنا لنبحث معًا عمّا يساعد.

مع أطيب التحيات
{signed_by}"""

READY: Final = (
    LetterTemplate(
        LetterId("01939b3e-0000-7000-8000-00000000a001"), _ABSENT, "en", "Absence of {name}", _ABSENT_EN
    ),
    LetterTemplate(
        LetterId("01939b3e-0000-7000-8000-00000000a002"), _ABSENT, "ar", "غياب {name}", _ABSENT_AR
    ),
    LetterTemplate(
        LetterId("01939b3e-0000-7000-8000-00000000a003"), _RATE, "en", "Attendance of {name}", _RATE_EN
    ),
    LetterTemplate(LetterId("01939b3e-0000-7000-8000-00000000a004"), _RATE, "ar", "حضور {name}", _RATE_AR),
)
"""Their ids are the same in every school: they are the program's own until somebody changes one."""
