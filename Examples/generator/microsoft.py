"""Entra ID's sign-in and audit logs as diagnostic settings deliver them, and Microsoft 365's unified audit log."""
from datetime import timedelta

from .week import is_working, moments


class Microsoft:
    def __init__(self, chance, domain, networks):
        """`networks` maps the beginning of an address to its (number, country, city)."""
        self.chance, self.domain, self.networks = chance, domain, networks
        self.tenant = chance.uuid()
        self.sign_ins, self.audits, self.unified = [], [], []
        self.apps = {}

    def network(self, ip):
        return next(network for start, network in self.networks.items() if ip.startswith(start))

    def object_id(self, person):
        return person.ids.setdefault("entra", self.chance.uuid())

    def app(self, name):
        return self.apps.setdefault(name, self.chance.uuid())

    def stamp(self, at):
        return f"{at:%Y-%m-%dT%H:%M:%S}.{self.chance.between(0, 9999999):07d}Z"

    def sign_in(self, at, person, app, ip, agent=None, *, code=0, reason="", interactive=True):
        number, country, city = self.network(ip)
        agent = agent or person.agent
        when, identifier, correlation = self.stamp(at), self.chance.uuid(), self.chance.uuid()
        device = person.ids.setdefault("device", self.chance.uuid())
        known = agent == person.agent
        status = {"errorCode": code, "failureReason": reason} if code else {"errorCode": 0, "additionalDetails": "MFA requirement satisfied by claim in the token"}
        self.sign_ins.append({
            "time": when,
            "resourceId": f"/tenants/{self.tenant}/providers/Microsoft.aadiam",
            "operationName": "Sign-in activity",
            "operationVersion": "1.0",
            "category": "SignInLogs" if interactive else "NonInteractiveUserSignInLogs",
            "tenantId": self.tenant,
            "resultType": str(code),
            "resultSignature": "None",
            "durationMs": 0,
            "callerIpAddress": ip,
            "correlationId": correlation,
            "identity": person.name,
            "Level": 4,
            "location": country,
            "properties": {
                "id": identifier,
                "createdDateTime": when,
                "userDisplayName": person.name,
                "userPrincipalName": person.email,
                "userId": self.object_id(person),
                "appId": self.app(app),
                "appDisplayName": app,
                "ipAddress": ip,
                "status": status,
                "clientAppUsed": "Browser",
                "userAgent": agent,
                "deviceDetail": {"deviceId": device if known else "", "displayName": f"{person.handle.upper()}-PC" if known else "", "operatingSystem": "Windows 10",
                                 "browser": "Edge 136.0.0", "isCompliant": known, "isManaged": known, "trustType": "Azure AD joined" if known else ""},
                "location": {"city": city, "state": city, "countryOrRegion": country},
                "correlationId": correlation,
                "conditionalAccessStatus": "success",
                "isInteractive": interactive,
                "tokenIssuerType": "AzureAD",
                "authenticationProtocol": "none",
                "authenticationRequirement": "multiFactorAuthentication",
                "riskDetail": "none",
                "riskLevelAggregated": "none",
                "riskLevelDuringSignIn": "none",
                "riskState": "none",
                "riskEventTypes_v2": [],
                "resourceDisplayName": "Microsoft Graph",
                "resourceTenantId": self.tenant,
                "homeTenantId": self.tenant,
                "uniqueTokenIdentifier": self.chance.letters(22),
                "autonomousSystemNumber": number,
                "userType": "member",
            },
        })  # fmt: skip

    def audit(self, at, person, activity, category, targets, ip, kind="Update", agent=None):
        when, identifier = self.stamp(at), self.chance.uuid()
        self.audits.append({
            "time": when,
            "resourceId": f"/tenants/{self.tenant}/providers/Microsoft.aadiam",
            "operationName": activity,
            "operationVersion": "1.0",
            "category": "AuditLogs",
            "tenantId": self.tenant,
            "resultSignature": "None",
            "durationMs": 0,
            "callerIpAddress": ip,
            "correlationId": identifier,
            "Level": 4,
            "properties": {
                "id": f"Directory_{identifier}",
                "category": category,
                "correlationId": identifier,
                "result": "success",
                "resultReason": "",
                "activityDisplayName": activity,
                "activityDateTime": when,
                "loggedByService": "Core Directory",
                "operationType": kind,
                "userAgent": agent or person.agent,
                "initiatedBy": {"user": {"id": self.object_id(person), "displayName": person.name, "userPrincipalName": person.email, "ipAddress": ip, "roles": []}},
                "targetResources": targets,
                "additionalDetails": [],
            },
        })  # fmt: skip

    def office(self, at, person, operation, workload, kind, item, ip, agent=None, app=None, **more):
        """A record of the unified audit log; `kind` is its RecordType, `app` the application that acts for the person."""
        record = {
            "CreationTime": f"{at:%Y-%m-%dT%H:%M:%S}",
            "Id": self.chance.uuid(),
            "Operation": operation,
            "OrganizationId": self.tenant,
            "RecordType": kind,
            "ResultStatus": "Succeeded",
            "UserKey": person.ids.setdefault("key", f"1003{self.chance.hex(12).upper()}"),
            "UserType": 0,
            "Version": 1,
            "Workload": workload,
            "ClientIP": ip,
            "ObjectId": item,
            "UserId": person.email,
            "UserAgent": agent or person.agent,
            **more,
        }
        if app:
            record["ApplicationId"] = self.app(app)
            record["AppAccessContext"] = {"ClientAppId": self.app(app), "ClientAppName": app}
        self.unified.append(record)

    def site(self, person):
        return f"https://{self.domain.split('.')[0]}-my.sharepoint.com/personal/{person.handle}/Documents"

    def work(self, day, people):
        if not is_working(day):
            return
        for person in people:
            if not self.chance.happens(0.92):
                continue
            ip = person.address(day)
            times = moments(self.chance, day, person, self.chance.between(4, 9))
            if self.chance.happens(0.06):
                self.sign_in(times[0] - timedelta(seconds=30), person, "Office 365", ip, code=50126, reason="Error validating credentials due to invalid username or password.")
            self.sign_in(times[0], person, "Office 365", ip)
            self.sign_in(times[-1], person, "Microsoft Teams", ip, interactive=False)
            for at in times:
                if self.chance.happens(0.5):
                    self.office(at, person, "MailItemsAccessed", "Exchange", 50, "", ip, MailboxOwnerUPN=person.email, ExternalAccess=False,
                                OperationProperties=[{"Name": "MailAccessType", "Value": "Bind"}])  # fmt: skip
                else:
                    operation = self.chance.choice(["FileAccessed", "FileAccessed", "FileModified", "FileDownloaded"])
                    item = f"{self.site(person)}/{self.chance.choice(['Plan', 'Offer', 'Minutes', 'Invoice'])} {self.chance.between(1, 40)}.docx"
                    self.office(at, person, operation, "OneDrive", 6, item, ip, ItemType="File", SiteUrl=self.site(person))

    def shelve(self, shelf):
        shelf.add("entra/sign-in.ndjson.gz", sorted(self.sign_ins, key=lambda r: r["time"]))
        shelf.add("entra/audit.ndjson.gz", sorted(self.audits, key=lambda r: r["time"]))
        shelf.add("m365/unified-audit.ndjson.gz", sorted(self.unified, key=lambda r: (r["CreationTime"], r["Id"])))
