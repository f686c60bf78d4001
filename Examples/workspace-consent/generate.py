#!/usr/bin/env python3
"""Four people let an application in that calls itself a document viewer, and it takes their files.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.chance import Chance  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, utc  # noqa: E402
from generator.workspace import Workspace  # noqa: E402

CHROME = "Mozilla/5.0"
OFFICE, ASN = "153.156.88.12", 4713
APP, CLIENT = "Docs Viewer", "704519883210-q8v2m0example.apps.googleusercontent.com"
SCOPES = ["https://mail.google.com/", "https://www.googleapis.com/auth/drive", "https://www.googleapis.com/auth/contacts", "openid"]
CRAWLER = {"ip": "167.99.41.207", "country": "NL", "asn": 14061}
NAMES = ["aoi.sato", "ren.takahashi", "yui.kobayashi", "haruto.ito", "mei.yamada", "sota.nakamura", "hina.kato", "riku.yoshida", "nana.mori", "daichi.abe"]


def people():
    homes = [f"126.72.{10 + n}.{40 + 3 * n}" for n in range(len(NAMES))]
    return [Person(n.replace(".", " ").title(), f"{n}@kirishima-works.example", OFFICE, h, CHROME, 9, "JP", "Tokyo") for n, h in zip(NAMES, homes)]


def tell(shelf):
    chance = Chance(20260415)
    team = people()
    space = Workspace(chance, "kirishima-works.example")
    for day in days(utc("2026-04-06 00:00:00"), utc("2026-04-16 00:00:00")):
        space.work(day, team, ASN)
        if day.weekday() == 1:
            # A harmless application: a calendar for meeting rooms.
            person = chance.choice(team)
            space.token(day + timedelta(hours=2), person, "authorize", "Room Calendar", "551200994817-cal1example.apps.googleusercontent.com",
                        ["https://www.googleapis.com/auth/calendar.readonly", "openid"], ip=person.address(day), country="JP", asn=ASN)  # fmt: skip
    clock = Clock(chance, utc("2026-04-15 01:22:10"))
    victims = [team[1], team[4], team[6], team[8]]
    for victim in victims:
        space.token(clock.at, victim, "authorize", APP, CLIENT, SCOPES, ip=victim.address(clock.at), country="JP", asn=ASN)
        clock.wait(120, 500)
    # The application goes through each drive, one after another, an hour or so later.
    clock.wait(2400, 3000)
    for victim in victims:
        space.token(clock.wait(5, 30), victim, "activity", APP, CLIENT, SCOPES, api_name="drive", method_name="drive.files.list", num_response_bytes=48213, **CRAWLER)
        for number in range(34):
            space.drive(clock.wait(1, 6), victim, "download", victim, number, app="704519883210", **CRAWLER)
    # What it found of worth it also opens to everybody with the link.
    for number in range(4):
        space.drive(clock.wait(5, 15), victims[0], "change_document_visibility", victims[0], number, app="704519883210", visibility="people_with_link",
                    old_visibility="private", visibility_change="external", new_value=["people_with_link"], old_value=["private"], **CRAWLER)  # fmt: skip
    # The next morning the administrator takes it away.
    clock.at = utc("2026-04-16 00:31:00")
    for victim in victims:
        space.token(clock.wait(20, 60), victim, "revoke", APP, CLIENT, SCOPES, ip=OFFICE, country="JP", asn=ASN)
    space.shelve(shelf)


if __name__ == "__main__":
    main(__file__, tell)
