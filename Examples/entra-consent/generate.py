#!/usr/bin/env python3
"""Three people consent to an application of a verified publisher that is none, and it reads their mail.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.chance import Chance  # noqa: E402
from generator.microsoft import Microsoft  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, utc  # noqa: E402

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Safari/537.36 Edg/108.0.1462.54"
OFFICE = "81.144.20.11"
CRAWLER = "178.62.44.19"
APP = "Single Sign-on (SSO)"
SCOPES = "Mail.Read MailboxSettings.ReadWrite Files.ReadWrite.All Contacts.Read offline_access User.Read"
NETWORKS = {
    "81.144.": (2856, "GB", "London"),
    "86.14": (2856, "GB", "London"),
    "178.62.": (14061, "NL", "Amsterdam"),
}
NAMES = ["Harriet Cole", "Amir Shah", "Beth Lowry", "Colin Frost", "Della Nwosu", "Ewan Price", "Fiona Grant", "Gareth Bell", "Isla Moore", "Kit Barlow"]


def people():
    told = []
    for number, name in enumerate(NAMES):
        email = f"{name.lower().replace(' ', '.')}@fellside-finance.example"
        told.append(Person(name, email, OFFICE, f"86.14{number % 4}.{30 + number}.{12 + 5 * number}", EDGE, 0, "GB", "London"))
    return told


def tell(shelf):
    chance = Chance(20221206)
    team = people()
    ms = Microsoft(chance, "fellside-finance.example", NETWORKS)
    for day in days(utc("2022-11-28 00:00:00"), utc("2022-12-08 00:00:00")):
        ms.work(day, team)
        if day.weekday() == 0:
            ms.audit(day + timedelta(hours=9, minutes=31), team[9], "Update user", "UserManagement", [target(ms, chance.choice(team))], OFFICE)
    clock = Clock(chance, utc("2022-12-06 10:14:22"))
    victims = [team[0], team[3], team[6]]
    principal = chance.uuid()
    for number, victim in enumerate(victims):
        ip = victim.address(clock.at)
        ms.sign_in(clock.at, victim, APP, ip)
        if number == 0:
            ms.audit(clock.wait(5, 12), victim, "Add service principal", "ApplicationManagement", [application(ms, principal, [])], ip, "Add")
        granted = f'"[] => [[Id: {chance.letters(43)}, ClientId: {principal}, PrincipalId: {ms.object_id(victim)}, ResourceId: {chance.uuid()}, ConsentType: Principal, Scope: {SCOPES}, CreatedDateTime: , LastModifiedDateTime ]]; "'
        ms.audit(clock.wait(1, 3), victim, "Add delegated permission grant", "ApplicationManagement", [application(ms, principal, [
            {"displayName": "DelegatedPermissionGrant.Scope", "oldValue": None, "newValue": f'" {SCOPES}"'},
            {"displayName": "DelegatedPermissionGrant.ConsentType", "oldValue": None, "newValue": '"Principal"'}])], ip, "Assign")  # fmt: skip
        ms.audit(clock.wait(1, 3), victim, "Consent to application", "ApplicationManagement", [application(ms, principal, [
            {"displayName": "ConsentContext.IsAdminConsent", "oldValue": None, "newValue": '"False"'},
            {"displayName": "ConsentContext.OnBehalfOfAll", "oldValue": None, "newValue": '"False"'},
            {"displayName": "ConsentAction.Permissions", "oldValue": None, "newValue": granted}])], ip, "Assign")  # fmt: skip
        clock.wait(900, 2400)
    # Mail and files, read by the application in their names.
    agent = "python-requests/2.28.1"
    for victim in victims:
        ms.sign_in(clock.wait(60, 200), victim, APP, CRAWLER, agent, interactive=False)
        for _ in range(45):
            ms.office(clock.wait(2, 12), victim, "MailItemsAccessed", "Exchange", 50, "", CRAWLER, agent, APP, MailboxOwnerUPN=victim.email, ExternalAccess=False,
                      OperationProperties=[{"Name": "MailAccessType", "Value": "Bind"}])  # fmt: skip
        for number in range(55):
            item = f"{ms.site(victim)}/{chance.choice(['Pension', 'Client', 'Transfer', 'Board'])} {number}.xlsx"
            ms.office(clock.wait(1, 5), victim, "FileDownloaded", "OneDrive", 6, item, CRAWLER, agent, APP, ItemType="File", SiteUrl=ms.site(victim))
    # Answers about payments shall not be seen by whom they are for.
    ms.office(clock.wait(60, 120), victims[0], "New-InboxRule", "Exchange", 1, f"{victims[0].email}\\.", CRAWLER, agent, APP, Parameters=[
        {"Name": "Name", "Value": "."}, {"Name": "SubjectOrBodyContainsWords", "Value": "invoice;payment;bank details"},
        {"Name": "MoveToFolder", "Value": "RSS Subscriptions"}, {"Name": "MarkAsRead", "Value": "True"}, {"Name": "StopProcessingRules", "Value": "True"}])  # fmt: skip
    ms.shelve(shelf)


def target(ms, person):
    return {"id": ms.object_id(person), "displayName": person.name, "type": "User", "userPrincipalName": person.email, "modifiedProperties": [], "administrativeUnits": []}


def application(ms, principal, changed):
    return {"id": principal, "displayName": APP, "type": "ServicePrincipal", "modifiedProperties": changed, "administrativeUnits": []}


if __name__ == "__main__":
    main(__file__, tell)
