"""CloudTrail records in AWS's shape, event version 1.11."""
from datetime import timedelta

from .world import ACCOUNT, GLOBAL, REGION

GLOBAL_SERVICES = {"iam", "signin", "organizations", "ce"}


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class Identities:
    """`userIdentity` blocks; a principal keeps its ids from record to record."""

    def __init__(self, chance):
        self._chance = chance
        self._ids = {}

    def id_of(self, prefix, name):
        key = (prefix, name)
        if key not in self._ids:
            self._ids[key] = self._chance.aws_id(prefix)
        return self._ids[key]

    def session_key(self):
        return self._chance.aws_id("ASIA")

    def user(self, name, key=None):
        """An IAM user with a long-lived key."""
        return {
            "type": "IAMUser",
            "principalId": self.id_of("AIDA", name),
            "arn": f"arn:aws:iam::{ACCOUNT}:user/{name}",
            "accountId": ACCOUNT,
            "accessKeyId": key or self.id_of("AKIA", name),
            "userName": name,
        }

    def console_user(self, name, since, key):
        """An IAM user in the console, signed in with a second factor."""
        attributes = {"creationDate": stamp(since), "mfaAuthenticated": "true"}
        return {**self.user(name, key), "sessionContext": {"attributes": attributes}}

    def signing_in(self, name):
        identity = self.user(name)
        del identity["accessKeyId"]
        return identity

    def role(self, role, session, since, key, path="", federated=None, instance=False):
        principal = self.id_of("AROA", role)
        context = {
            "sessionIssuer": {
                "type": "Role",
                "principalId": principal,
                "arn": f"arn:aws:iam::{ACCOUNT}:role/{path}{role}",
                "accountId": ACCOUNT,
                "userName": role,
            },
            "attributes": {"creationDate": stamp(since), "mfaAuthenticated": "false"},
        }
        if federated:
            context["webIdFederationData"] = {"federatedProvider": federated, "attributes": {}}
        if instance:
            context["ec2RoleDelivery"] = "2.0"
        return {
            "type": "AssumedRole",
            "principalId": f"{principal}:{session}",
            "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{session}",
            "accountId": ACCOUNT,
            "accessKeyId": key,
            "sessionContext": context,
        }

    def root(self, since=None, key=None):
        identity = {
            "type": "Root",
            "principalId": ACCOUNT,
            "arn": f"arn:aws:iam::{ACCOUNT}:root",
            "accountId": ACCOUNT,
            "accessKeyId": key or "",
        }
        if since:
            identity["sessionContext"] = {"attributes": {"creationDate": stamp(since), "mfaAuthenticated": "true"}}
        return identity


class Trail:
    """The records of one account, in the order in which they are added."""

    def __init__(self, chance):
        self.chance = chance
        self.records = []

    def call(self, at, identity, service, name, *, ip, agent, region=None, request=None, response=None, read=None, error=None,
             console=False, resources=None, category="Management", additional=None, host=None):  # fmt: skip
        """An API call. `error` is a pair of code and message; `read` is guessed from the operation's name if not given."""
        region = region or (GLOBAL if service in GLOBAL_SERVICES else REGION)
        record = self._start(at, identity, service, name, region, ip, agent)
        if error:
            record["errorCode"], record["errorMessage"] = error
        record["requestParameters"] = request
        record["responseElements"] = response
        if additional:
            record["additionalEventData"] = additional
        record["requestID"] = self.chance.uuid()
        record["eventID"] = self.chance.uuid()
        record["readOnly"] = name.startswith(("Get", "List", "Describe", "Lookup", "Filter", "BatchGet")) if read is None else read
        if resources:
            record["resources"] = resources
        record["eventType"] = "AwsApiCall"
        record["managementEvent"] = category == "Management"
        record["recipientAccountId"] = ACCOUNT
        record["eventCategory"] = category
        if "." in ip and not ip.endswith(".amazonaws.com"):
            global_host = service in ("iam", "organizations", "ce")
            record["tlsDetails"] = {
                "tlsVersion": "TLSv1.3",
                "cipherSuite": "TLS_AES_128_GCM_SHA256",
                "clientProvidedHostHeader": host or (f"{service}.amazonaws.com" if global_host else f"{service}.{region}.amazonaws.com"),
            }
        if console:
            record["sessionCredentialFromConsole"] = "true"
        self.records.append(record)
        return record

    def sign_in(self, at, identity, *, ip, agent, region, succeeded=True, mfa=True, device=None):
        record = self._start(at, identity, "signin", "ConsoleLogin", region, ip, agent)
        if not succeeded:
            record["errorMessage"] = "Failed authentication"
        record["requestParameters"] = None
        record["responseElements"] = {"ConsoleLogin": "Success" if succeeded else "Failure"}
        extra = {
            "LoginTo": f"https://console.aws.amazon.com/console/home?region={region}&state=hashArgs%23&isauthcode=true",
            "MobileVersion": "No",
            "MFAUsed": "Yes" if mfa else "No",
        }
        if device:
            extra["MFAIdentifier"] = device
        record["additionalEventData"] = extra
        self._finish_sign_in(record, region)

    def account_event(self, at, identity, name, *, ip, agent):
        """What the sign-in service records about the root user: PasswordUpdated and its like."""
        record = self._start(at, identity, "signin", name, GLOBAL, ip, agent)
        record["requestParameters"] = None
        record["responseElements"] = {name: "Success"}
        self._finish_sign_in(record, GLOBAL)

    def service_event(self, at, service, name, details, region=REGION):
        """What a service did by itself."""
        source = f"{service}.amazonaws.com"
        record = self._start(at, {"accountId": ACCOUNT, "invokedBy": source}, service, name, region, source, source)
        record["requestParameters"] = None
        record["responseElements"] = None
        record["eventID"] = self.chance.uuid()
        record["readOnly"] = False
        record["eventType"] = "AwsServiceEvent"
        record["managementEvent"] = True
        record["recipientAccountId"] = ACCOUNT
        record["serviceEventDetails"] = details
        record["eventCategory"] = "Management"
        self.records.append(record)

    def _start(self, at, identity, service, name, region, ip, agent):
        return {
            "eventVersion": "1.11",
            "userIdentity": identity,
            "eventTime": stamp(at),
            "eventSource": f"{service}.amazonaws.com",
            "eventName": name,
            "awsRegion": region,
            "sourceIPAddress": ip,
            "userAgent": agent,
        }

    def _finish_sign_in(self, record, region):
        record["eventID"] = self.chance.uuid()
        record["readOnly"] = False
        record["eventType"] = "AwsConsoleSignIn"
        record["managementEvent"] = True
        record["recipientAccountId"] = record["userIdentity"]["accountId"]
        record["eventCategory"] = "Management"
        record["tlsDetails"] = {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_128_GCM_SHA256",
            "clientProvidedHostHeader": f"{region}.signin.aws.amazon.com" if region != GLOBAL else "signin.aws.amazon.com",
        }
        self.records.append(record)


def denied(identity, action, resource, why="because no identity-based policy allows the {action} action"):
    """The error that IAM gives, as the record keeps it."""
    return ("AccessDenied", f"User: {identity['arn']} is not authorized to perform: {action} on resource: {resource} {why.format(action=action)}")


def expires(at, seconds=3600):
    moment = at + timedelta(seconds=seconds)
    return moment.strftime("%b %-d, %Y, %-I:%M:%S %p")
