"""GuardDuty's findings and Bedrock's invocation logs."""
from datetime import timedelta

from .aws import stamp


def guardduty(chance, account, kind, severity, title, identity, first, last, ip, country, asn, organisation, api, count, extra=None):
    """A finding on a key's use; GuardDuty makes it a quarter of an hour or so after `last`."""
    made = stamp(last + timedelta(seconds=chance.between(600, 900)))
    number = chance.hex(32)
    detector = account.id_of("", "detector").lower()
    user = identity["sessionContext"]["sessionIssuer"]["userName"] if "sessionContext" in identity else identity["userName"]
    return {
        "schemaVersion": "2.0",
        "accountId": account.number,
        "region": account.region,
        "partition": "aws",
        "id": number,
        "arn": f"arn:aws:guardduty:{account.region}:{account.number}:detector/{detector}/finding/{number}",
        "type": kind,
        "resource": {
            "resourceType": "AccessKey",
            "accessKeyDetails": {"accessKeyId": identity["accessKeyId"], "principalId": identity["principalId"],
                                 "userType": identity["type"], "userName": user},
            **(extra or {}),
        },
        "service": {
            "serviceName": "guardduty",
            "detectorId": detector,
            "action": {"actionType": "AWS_API_CALL", "awsApiCallAction": {
                "api": api[1], "serviceName": f"{api[0]}.amazonaws.com", "callerType": "Remote IP", "affectedResources": {},
                "remoteIpDetails": {"ipAddressV4": ip, "organization": {"asn": str(asn), "asnOrg": organisation, "isp": organisation, "org": organisation},
                                    "country": {"countryName": country}, "city": {"cityName": ""}, "geoLocation": {"lat": 0, "lon": 0}}}},
            "resourceRole": "TARGET",
            "additionalInfo": {},
            "eventFirstSeen": stamp(first),
            "eventLastSeen": stamp(last),
            "archived": False,
            "count": count,
        },
        "severity": severity,
        "createdAt": made,
        "updatedAt": made,
        "title": title,
        "description": title,
    }  # fmt: skip


def invocation(chance, account, at, identity, model, tokens, region):
    """A call of a model, as Bedrock's own log tells it. Prompts are left out, as when text is not delivered."""
    return {
        "schemaType": "ModelInvocationLog",
        "schemaVersion": "1.0",
        "timestamp": stamp(at),
        "accountId": account.number,
        "identity": {"arn": identity["arn"]},
        "region": region,
        "requestId": chance.uuid(),
        "operation": "InvokeModel",
        "modelId": model,
        "input": {"inputContentType": "application/json", "inputTokenCount": tokens[0]},
        "output": {"outputContentType": "application/json", "outputTokenCount": tokens[1]},
    }
