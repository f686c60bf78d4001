"""A working week: who is at work when, and from where."""
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone


@dataclass
class Person:
    """Somebody at work. `office` and `home` are addresses; `zone` is hours before UTC's midday that the day begins."""

    name: str
    email: str
    office: str
    home: str
    agent: str
    zone: int
    country: str
    city: str
    ids: dict = field(default_factory=dict)

    @property
    def handle(self):
        return self.email.split("@")[0]

    def address(self, day):
        """From home on one day of the week, the same each week."""
        return self.home if day.weekday() == sum(map(ord, self.handle)) % 5 else self.office


def utc(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)


def days(first, last):
    day = first.replace(hour=0, minute=0, second=0)
    while day <= last:
        yield day
        day += timedelta(days=1)


def is_working(day):
    return day.weekday() < 5


def moments(chance, day, person, count):
    """Times of acts between nine and six where the person is, in order."""
    start = day + timedelta(hours=9 - person.zone, minutes=chance.between(0, 40))
    return sorted(start + timedelta(seconds=chance.between(0, 8 * 3600)) for _ in range(count))


class Clock:
    """Where a story stands."""

    def __init__(self, chance, at):
        self.chance = chance
        self.at = at

    def wait(self, low, high):
        self.at += timedelta(seconds=self.chance.between(low, high))
        return self.at
