"""Titles by which columns are known, in English and Arabic; compared folded, parted by commas.

Those that say most come first: "Student ID" is the number although "No" stands before it in the file.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kiosk.domain.importing import RosterField, TimetableField

ROSTER_TITLES: Final[Mapping[RosterField, str]] = MappingProxyType(
    {
        RosterField.NUMBER: (
            "student number, student id, pupil number, pupil id, school number, roll number, roll no, "
            "admission number, admission no, registration number, employee number, employee id, staff "
            "number, staff id, personnel number, payroll number, badge number, member number, person "
            "number, matriculation number, matricule, upn, identifier, number, id, code, no, nr, رقم "
            "الطالب, رقم الطالبة, رقم التلميذ, رقم القيد, رقم التسجيل, رقم الموظف, رقم العضو, الرقم "
            "الجامعي, الرقم المدرسي, الرقم الوظيفي, الرقم, رقم, الرمز, المعرف, م"
        ),
        RosterField.NAME: (
            "full name, student name, pupil name, employee name, display name, complete name, name, "
            "student, pupil, الاسم الكامل, الاسم بالكامل, الاسم الثلاثي, الاسم الرباعي, اسم الطالب, اسم "
            "الطالبة, اسم التلميذ, اسم الموظف, الاسم, اسم, الطالب"
        ),
        RosterField.GIVEN_NAME: (
            "given name, given names, first name, forename, firstname, givenname, الاسم الاول, الاسم الشخصي"
        ),
        RosterField.FAMILY_NAME: (
            "family name, last name, surname, lastname, familyname, اسم العائلة, العائلة, اللقب, الاسم "
            "الاخير, الكنية"
        ),
        RosterField.GROUPS: (
            "groups, group, class, classes, form, tutor group, homeroom, section, team, teams, shift, "
            "department, course, المجموعات, المجموعة, الصف, الصفوف, الفصل, الشعبة, الفوج, القسم, "
            "الفريق, الوردية, المناوبة"
        ),
        RosterField.LANGUAGE: (
            "language, letter language, home language, preferred language, اللغة, لغة المراسلة"
        ),
        RosterField.LEAVING: (
            "leaving date, leaving, last day, date left, left on, end date, exit date, withdrawal date, "
            "تاريخ المغادرة, تاريخ الانسحاب, تاريخ ترك المدرسة, اخر يوم"
        ),
    }
)
TIMETABLE_TITLES: Final[Mapping[TimetableField, str]] = MappingProxyType(
    {
        TimetableField.GROUP: (
            "group, class, form, section, team, shift, summary, المجموعة, الصف, الفصل, الشعبة, الفوج, "
            "القسم, الفريق, الوردية, المناوبة"
        ),
        TimetableField.WEEKDAY: (
            "weekday, weekdays, day of week, day of the week, day, days, اليوم, يوم, الايام, يوم الاسبوع"
        ),
        TimetableField.STARTS: (
            "starts, start, start time, begin, begins, from, time from, البداية, وقت البداية, بداية, "
            "يبدأ, من, من الساعة, وقت البدء"
        ),
        TimetableField.ENDS: (
            "ends, end, end time, finish, until, to, time to, النهاية, وقت النهاية, نهاية, ينتهي, الى, "
            "الى الساعة, وقت الانتهاء"
        ),
        TimetableField.ROOM: ("room, location, place, where, القاعة, الغرفة, المكان, غرفة, قاعة"),
        TimetableField.FIRST: (
            "first day, first, start date, from date, valid from, date from, اول يوم, تاريخ البداية, "
            "تاريخ البدء, من تاريخ"
        ),
        TimetableField.LAST: (
            "last day, last, end date, to date, valid to, valid until, date to, اخر يوم, تاريخ النهاية, "
            "تاريخ الانتهاء, الى تاريخ"
        ),
        TimetableField.EVERY_WEEKS: (
            "every weeks, every n weeks, interval, weeks, repeat, كل اسابيع, عدد الاسابيع, التكرار"
        ),
    }
)
