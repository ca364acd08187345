"""Writes src/calendar/tests/chinesecalendar.txt: the working days of 2007 to 2026 by another program.

    python3 -m venv target/venv && target/venv/bin/pip install chinesecalendar==1.11.0
    target/venv/bin/python scripts/workdays.py >src/calendar/tests/chinesecalendar.txt

A new year: a newer chinesecalendar, and LAST below.
"""

import datetime

import chinese_calendar

FIRST, LAST = 2007, 2026

print("# PyPI chinesecalendar 1.11.0 by scripts/workdays.py: year, then one letter per day, W working, H not.")
for year in range(FIRST, LAST + 1):
    day = datetime.date(year, 1, 1)
    letters = ""
    while day.year == year:
        letters += "W" if chinese_calendar.is_workday(day) else "H"
        day += datetime.timedelta(days=1)
    print(year, letters)
