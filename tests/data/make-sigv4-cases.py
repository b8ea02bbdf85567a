# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes sigv4-cases.json: requests signed by botocore, stage by stage.

    python3 make-sigv4-cases.py > sigv4-cases.json

Needs botocore (any version of boto3 brings it). All keys are made up.
"""

import datetime
import json
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY_ID = "AKIATESTTESTTESTTEST"
SECRET = "not/a+real+secret+key+of+forty+bytes+abc"
TOKEN = "FwoGZXIvYXdzEJr//////////wEaDNotARealToken+/=="
TARGET = "RekognitionService.GetCelebrityRecognition"
JOB = "3c1e2f4a5b6c7d8e9f00112233445566778899aabbccddeeff00112233445566"


def rekognition(name, body, **other):
    case = {
        "name": name,
        "method": "POST",
        "uri": "https://rekognition.eu-west-1.amazonaws.com/",
        "headers": [
            ["Content-Type", "application/x-amz-json-1.1"],
            ["X-Amz-Target", TARGET],
        ],
        "body": body,
        "region": "eu-west-1",
        "service": "rekognition",
        "time": "2024-02-29T23:59:59Z",
        "secret": SECRET,
    }
    case.update(other)
    return case


CASES = [
    rekognition("first page", json.dumps({"JobId": JOB, "MaxResults": 1000})),
    rekognition("empty body", ""),
    rekognition("session token", json.dumps({"JobId": JOB}), token=TOKEN),
    rekognition(
        "page token and text outside ASCII",
        json.dumps(
            {"JobId": JOB, "NextToken": "a+/=", "JobTag": "Łódź 東京 😀"},
            ensure_ascii=False,
        ),
        token=TOKEN,
        region="ap-northeast-1",
        uri="https://rekognition.ap-northeast-1.amazonaws.com/",
    ),
    rekognition(
        "port of its own",
        "{}",
        uri="http://localhost:8080/",
        time="2030-01-01T00:00:00Z",
    ),
    rekognition(
        "the scheme's own port", "{}", uri="https://endpoint.example:443/"
    ),
    rekognition("IPv6", "{}", uri="http://[::1]:8080/"),
    rekognition("no path", "{}", uri="https://endpoint.example"),
    rekognition(
        "path behind a proxy", "{}", uri="https://endpoint.example/a//b/../c/"
    ),
    rekognition(
        "encoded path",
        "{}",
        uri="https://endpoint.example/a%20b/%E2%82%AC/~x:y@z",
    ),
    rekognition(
        "query",
        "{}",
        uri="https://endpoint.example/?b=2&a=%2F%20x&a-b=1&a=%2A&flag",
    ),
    rekognition(
        "headers that are not signed",
        "{}",
        headers=[
            ["User-Agent", "test/1.0"],
            ["X-Amzn-Trace-Id", "Root=1-2-3"],
            ["Expect", "100-continue"],
            ["X-Amz-Target", TARGET],
        ],
    ),
    rekognition(
        "white space in headers",
        "{}",
        headers=[["X-Spaces", "  a   b\tc  "], ["X-Empty", ""]],
    ),
    rekognition("secret outside ASCII", "{}", secret="clé/" + SECRET),
    rekognition(
        "other service",
        None,
        method="GET",
        uri="https://sts.us-west-2.amazonaws.com/?Version=2011-06-15"
        "&Action=GetCallerIdentity",
        headers=[],
        region="us-west-2",
        service="sts",
        token=TOKEN,
    ),
]


def sign(case):
    credentials = Credentials(KEY_ID, case["secret"], case.get("token"))
    signer = SigV4Auth(credentials, case["service"], case["region"])
    body = (case["body"] or "").encode()
    request = AWSRequest(case["method"], case["uri"], data=body)
    for name, value in case["headers"]:
        request.headers[name] = value

    time = datetime.datetime.strptime(case["time"], "%Y-%m-%dT%H:%M:%SZ")
    request.context["timestamp"] = time.strftime("%Y%m%dT%H%M%SZ")
    signer._modify_request_before_signing(request)
    canonical_request = signer.canonical_request(request)
    string_to_sign = signer.string_to_sign(request, canonical_request)
    signature = signer.signature(string_to_sign, request)
    signer._inject_signature_to_request(request, signature)
    return dict(
        case,
        access_key_id=KEY_ID,
        canonical_request=canonical_request,
        string_to_sign=string_to_sign,
        signature=signature,
        authorization=request.headers["Authorization"],
    )


json.dump(
    {
        "about": "made by make-sigv4-cases.py with botocore; no real keys",
        "cases": [sign(case) for case in CASES],
    },
    sys.stdout,
    ensure_ascii=False,
    indent=1,
)
sys.stdout.write("\n")
