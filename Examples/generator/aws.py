"""CloudTrail records in AWS's shape, event version 1.11, of one account."""
from datetime import timedelta

GLOBAL = "us-east-1"
GLOBAL_SERVICES = {"iam", "organizations", "ce", "cloudfront"}
READS = ("Get", "List", "Describe", "Lookup", "Filter", "BatchGet", "Head", "InvokeModel", "Converse", "Assume")
DATA = {"GetObject", "PutObject", "CopyObject", "DeleteObject", "DeleteObjects", "ListObjects", "HeadObject", "CreateMultipartUpload"}
ANONYMOUS = {"type": "AWSAccount", "principalId": "", "accountId": "ANONYMOUS_PRINCIPAL"}


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def expires(at, seconds=3600):
    moment = at + timedelta(seconds=seconds)
    return f"{moment:%b} {moment.day}, {moment.year}, {moment.hour % 12 or 12}:{moment:%M:%S %p}"


class Account:
    """An account's identities and its trail."""

    def __init__(self, chance, number, region):
        self.chance = chance
        self.number = number
        self.region = region
        self.records = []
        self._ids = {}

    def id_of(self, prefix, name):
        key = (prefix, name)
        if key not in self._ids:
            self._ids[key] = self.chance.aws_id(prefix)
        return self._ids[key]

    # Identities

    def user(self, name):
        return {
            "type": "IAMUser",
            "principalId": self.id_of("AIDA", name),
            "arn": f"arn:aws:iam::{self.number}:user/{name}",
            "accountId": self.number,
            "accessKeyId": self.id_of("AKIA", name),
            "userName": name,
        }

    def role(self, role, session, since, key=None, path="", federated=None, instance=False):
        principal = self.id_of("AROA", role)
        context = {
            "sessionIssuer": {
                "type": "Role",
                "principalId": principal,
                "arn": f"arn:aws:iam::{self.number}:role/{path}{role}",
                "accountId": self.number,
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
            "arn": f"arn:aws:sts::{self.number}:assumed-role/{role}/{session}",
            "accountId": self.number,
            "accessKeyId": key or self.chance.aws_id("ASIA"),
            "sessionContext": context,
        }

    # Records

    def call(self, at, identity, service, name, *, ip, agent, region=None, request=None, response=None, error=None, console=False,
             resources=None, additional=None, host=None, endpoint=None, read=None):  # fmt: skip
        """An API call. `error` is a pair of code and message; `endpoint` names the VPC endpoint that it came through."""
        region = region or (GLOBAL if service in GLOBAL_SERVICES else self.region)
        data = service == "s3" and name in DATA
        # S3 writes the client's name in brackets; other services do not.
        agent = f"[{agent.strip('[]')}]" if service == "s3" and "." in ip and not ip.endswith(".amazonaws.com") else agent.strip("[]")
        record = {
            "eventVersion": "1.11",
            "userIdentity": identity,
            "eventTime": stamp(at),
            "eventSource": f"{service}.amazonaws.com",
            "eventName": name,
            "awsRegion": region,
            "sourceIPAddress": ip,
            "userAgent": agent,
        }
        if error:
            record["errorCode"], record["errorMessage"] = error
        record["requestParameters"] = request
        record["responseElements"] = response
        if additional:
            record["additionalEventData"] = additional
        record["requestID"] = self.chance.uuid()
        record["eventID"] = self.chance.uuid()
        record["readOnly"] = name.startswith(READS) if read is None else read
        if resources:
            record["resources"] = resources
        record["eventType"] = "AwsApiCall"
        record["managementEvent"] = not data
        record["recipientAccountId"] = self.number
        if endpoint:
            record["vpcEndpointId"] = endpoint
            record["vpcEndpointAccountId"] = self.number
        record["eventCategory"] = "Data" if data else "Management"
        if not ip.endswith(".amazonaws.com"):
            plain = service in GLOBAL_SERVICES
            record["tlsDetails"] = {
                "tlsVersion": "TLSv1.3",
                "cipherSuite": "TLS_AES_128_GCM_SHA256",
                "clientProvidedHostHeader": host or (f"{service}.amazonaws.com" if plain else f"{service}.{region}.amazonaws.com"),
            }
        if console:
            record["sessionCredentialFromConsole"] = "true"
        self.records.append(record)
        return record

    def object(self, at, identity, name, bucket, key=None, *, ip, agent, size=0, error=None, endpoint=None, extra=None, listing=None):
        """A data event of S3: one object, or with `listing` a prefix. Sizes are in bytes."""
        host = f"{bucket}.s3.{self.region}.amazonaws.com"
        request = {"bucketName": bucket, "Host": host}
        bucket_resource = {"accountId": self.number, "type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{bucket}"}
        if key:
            request["key"] = key
            resources = [{"type": "AWS::S3::Object", "ARN": f"arn:aws:s3:::{bucket}/{key}"}, bucket_resource]
        else:
            request.update({"list-type": "2", "prefix": listing or "", "encoding-type": "url"})
            resources = [{"type": "AWS::S3::Object", "ARNPrefix": f"arn:aws:s3:::{bucket}/"}, bucket_resource]
        request.update(extra or {})
        sent = 0 if name == "PutObject" else size
        additional = {
            "SignatureVersion": "SigV4",
            "CipherSuite": "TLS_AES_128_GCM_SHA256",
            "bytesTransferredIn": size if name == "PutObject" else 0,
            "AuthenticationMethod": "AuthHeader",
            "x-amz-id-2": self.chance.letters(20),
            "bytesTransferredOut": 243 if error else sent,
        }
        if identity is ANONYMOUS:
            del additional["SignatureVersion"], additional["AuthenticationMethod"]
        return self.call(at, identity, "s3", name, ip=ip, agent=agent, request=request, error=error, resources=resources,
                         additional=additional, host=host, endpoint=endpoint)  # fmt: skip

    def service_assumes(self, at, service, role, session, key, path=""):
        """A service takes its role; the instance's or task's credentials are made."""
        host = f"{service}.amazonaws.com"
        arn = f"arn:aws:iam::{self.number}:role/{path}{role}"
        self._assume(at, "AssumeRole", {"type": "AWSService", "invokedBy": host}, host, host, role, arn, session, key)

    def _assume(self, at, name, identity, ip, agent, role, arn, session, key, extra=None, region=None):
        request = {"roleArn": arn, "roleSessionName": session, **(extra or {})}
        response = {
            "credentials": {"accessKeyId": key, "sessionToken": self.chance.letters(24), "expiration": expires(at)},
            "assumedRoleUser": {
                "assumedRoleId": f"{self.id_of('AROA', role)}:{session}",
                "arn": f"arn:aws:sts::{self.number}:assumed-role/{role}/{session}",
            },
        }
        resources = [{"accountId": self.number, "type": "AWS::IAM::Role", "ARN": arn}]
        self.call(at, identity, "sts", name, ip=ip, agent=agent, request=request, response=response, resources=resources, region=region)

    def pipeline(self, at, role, organisation, repository, ip, agent):
        """GitHub Actions takes a role with its identity token. Gives the session."""
        arn = f"arn:aws:iam::{self.number}:role/{role}"
        provider = f"arn:aws:iam::{self.number}:oidc-provider/token.actions.githubusercontent.com"
        subject = f"repo:{organisation}/{repository}:ref:refs/heads/main"
        identity = {
            "type": "WebIdentityUser",
            "principalId": f"{provider}:sts.amazonaws.com:{subject}",
            "userName": subject,
            "identityProvider": provider,
        }
        key = self.chance.aws_id("ASIA")
        self._assume(at, "AssumeRoleWithWebIdentity", identity, ip, agent, role, arn, "GitHubActions", key, {"durationSeconds": 3600})
        return self.role(role, "GitHubActions", at, key, federated=provider)

    def federate(self, at, person, permission, ip, console=True):
        """Somebody comes through IAM Identity Center. Gives the session."""
        role = f"AWSReservedSSO_{permission}_{self.id_of('', permission)[:9].lower()}"
        path = f"aws-reserved/sso.amazonaws.com/{self.region}/"
        arn = f"arn:aws:iam::{self.number}:role/{path}{role}"
        directory = person.ids.setdefault("directory", self.chance.uuid())
        store = f"arn:aws:identitystore::{self.number}:identitystore/d-9067a1b2c3"
        who = {
            "type": "IdentityCenterUser",
            "accountId": self.number,
            "onBehalfOf": {"userId": directory, "identityStoreArn": store},
            "credentialId": self.chance.hex(32),
        }
        key = self.chance.aws_id("ASIA")
        self.call(at, who, "sso", "Federate" if console else "GetRoleCredentials", ip=ip, agent=person.agent, read=False)["eventType"] = "AwsServiceEvent"
        saml = {
            "type": "SAMLUser",
            "principalId": f"AWSSSO_DO_NOT_DELETE:{person.email}",
            "userName": person.email,
            "identityProvider": "AWSSSO_DO_NOT_DELETE",
        }
        extra = {"principalArn": f"arn:aws:iam::{self.number}:saml-provider/AWSSSO_DO_NOT_DELETE", "durationSeconds": 28800}
        host = "sso.amazonaws.com"
        self._assume(at + timedelta(seconds=1), "AssumeRoleWithSAML", saml, host, host, role, arn, person.email, key, extra, self.region)
        session = self.role(role, person.email, at, key, path=path)
        session["onBehalfOf"] = who["onBehalfOf"]
        if console:
            record = self.call(at + timedelta(seconds=2), session, "signin", "ConsoleLogin", ip=ip, agent=person.agent, read=False,
                               response={"ConsoleLogin": "Success"}, additional={"MobileVersion": "No", "MFAUsed": "No"})  # fmt: skip
            record["eventType"] = "AwsConsoleSignIn"
        return session


def denied(identity, action, resource="*"):
    """The error that IAM gives, as the record keeps it."""
    message = (
        f"User: {identity['arn']} is not authorized to perform: {action} on resource: {resource} "
        f"because no identity-based policy allows the {action} action"
    )
    return ("Client.UnauthorizedOperation" if action.startswith("ec2:") else "AccessDenied", message)
