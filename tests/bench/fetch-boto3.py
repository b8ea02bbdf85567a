#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Does the same as fetch-once, written with boto3: collects a job's
results from an endpoint in a list, and prints wall time and CPU time in
milliseconds, and the maximum increase of memory in KiB."""

import sys
import time

import boto3


def memory(field):
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith(field + ":"):
                return int(line.split()[1])
    raise RuntimeError(field)


def collect(client):
    celebrities = []
    arguments = {"JobId": "synthetic", "MaxResults": 1000,
                 "SortBy": "TIMESTAMP"}
    while True:
        page = client.get_celebrity_recognition(**arguments)
        celebrities.extend(page["Celebrities"])
        if not page.get("NextToken"):
            return celebrities
        arguments["NextToken"] = page["NextToken"]


def main():
    client = boto3.client(
        "rekognition", region_name="eu-west-1", endpoint_url=sys.argv[1],
        aws_access_key_id="AKIDLOCALENDPOINT",
        aws_secret_access_key="localsecret")
    before = memory("VmRSS")
    cpu = time.process_time()
    start = time.monotonic()
    celebrities = collect(client)
    wall = time.monotonic() - start
    cpu = time.process_time() - cpu
    print(f"{wall * 1000:.1f} {cpu * 1000:.1f} {memory('VmHWM') - before} "
          f"{len(celebrities)}")


main()
