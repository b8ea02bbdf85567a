#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Fetches a job of 100 pages of 1000 detections, alternately with another
program, from the local endpoint in a process of its own:

    fetch.py BUILD curl       wall time compared with that of curl for the same
                              pages one after another over one connection;
                              each page is delayed by 50 ms
    fetch.py BUILD boto3      CPU time and memory compared with a boto3 program
                              that collects the same in a list; same delay
    fetch.py BUILD boto3-now  wall time compared with it, without delay

The last line has the medians and their ratio; the exit code is not 0 if a
limit is exceeded. BUILD is the build folder."""

import json
import os
import statistics
import subprocess
import sys
import tempfile

N_PAGES = 100
PAGE_SIZE = 1000
N_ROUNDS = 5
DELAY = "delay:50"
KEY = "AKIDLOCALENDPOINT"
SECRET = "localsecret"

HERE = os.path.dirname(os.path.abspath(__file__))


class Endpoint:
    def __init__(self, build, fault):
        program = os.path.join(build, "examples/local-endpoint",
                               "rekognition-local-endpoint")
        # A face in each detection, so that the most has to be parsed.
        command = [program, "--synthetic", f"{N_PAGES},{PAGE_SIZE}",
                   "--synthetic-shape", "sparse"]
        if fault is not None:
            command += ["--fault", fault]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE,
                                        text=True)
        self.uri = self.process.stdout.readline().split()[-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Cost:
    """The cost of a fetch: milliseconds, and KiB more than at the start."""

    def __init__(self, wall, cpu=None, memory=None):
        self.wall = wall
        self.cpu = cpu
        self.memory = memory


def run_program(*command):
    line = subprocess.run(command, check=True, capture_output=True,
                          text=True).stdout
    wall, cpu, memory, count = line.split()
    assert int(count) == N_PAGES * PAGE_SIZE, line
    return Cost(float(wall), float(cpu), float(memory))


def fetch_ours(build, uri):
    return run_program(os.path.join(build, "tests/bench/fetch-once"), uri)


def fetch_boto3(uri):
    # The system's Python, for which Debian's boto3 is installed.
    return run_program("/usr/bin/python3",
                       os.path.join(HERE, "fetch-boto3.py"), uri)


def curl_request(uri, token):
    body = {"JobId": "synthetic", "MaxResults": PAGE_SIZE,
            "SortBy": "TIMESTAMP"}
    if token is not None:
        body["NextToken"] = token
    quoted = json.dumps(body).replace("\\", "\\\\").replace('"', '\\"')
    return "\n".join([
        f'url = "{uri}/"',
        'aws-sigv4 = "aws:amz:eu-west-1:rekognition"',
        f'user = "{KEY}:{SECRET}"',
        'header = "Content-Type: application/x-amz-json-1.1"',
        'header = "X-Amz-Target: RekognitionService.GetCelebrityRecognition"',
        f'data-raw = "{quoted}"',
        "silent", "show-error", "fail"])


def write_requests(uri, filename):
    """Fetches the job once to know the tokens, since curl needs all requests
    in advance."""
    requests = []
    token = None
    for number in range(N_PAGES):
        request = curl_request(uri, token)
        page = json.loads(subprocess.run(
            ["curl", "--config", "-"], input=request, check=True,
            capture_output=True, text=True).stdout)
        assert len(page["Celebrities"]) == PAGE_SIZE
        token = page.get("NextToken")
        assert (token is None) == (number == N_PAGES - 1)
        requests.append(
            request + '\noutput = "/dev/null"'
            '\nwrite-out = "%{time_total} %{num_connects} %{http_code}\\n"\n')
    with open(filename, "w", encoding="utf-8") as file:
        file.write("next\n".join(requests))


def fetch_curl(filename):
    """Measures only curl's transfers, not its start."""
    output = subprocess.run(["curl", "--config", filename], check=True,
                            capture_output=True, text=True).stdout
    rows = [line.split() for line in output.splitlines()]
    assert len(rows) == N_PAGES, output
    assert all(row[2] == "200" for row in rows), output
    assert sum(int(row[1]) for row in rows) == 1, "curl connected again"
    return Cost(1000 * sum(float(row[0]) for row in rows))


def measure(ours, theirs):
    costs = ([], [])
    for _ in range(N_ROUNDS):
        costs[0].append(theirs())
        costs[1].append(ours())
    return costs[1], costs[0]


def compare(what, unit, key, ours, theirs, limit):
    one = statistics.median(key(cost) for cost in ours)
    other = statistics.median(key(cost) for cost in theirs)
    ratio = one / other
    return ratio <= limit, (f"{what} {one:.0f} {unit} to {other:.0f} {unit}, "
                            f"ratio {ratio:.2f} (at most {limit})")


def report(*parts):
    print(f"{N_PAGES * PAGE_SIZE} detections: "
          + "; ".join(text for _, text in parts))
    return all(passes for passes, _ in parts)


def bench_curl(build):
    with Endpoint(build, DELAY) as endpoint, \
            tempfile.TemporaryDirectory() as folder:
        filename = os.path.join(folder, "requests")
        write_requests(endpoint.uri, filename)
        ours, theirs = measure(lambda: fetch_ours(build, endpoint.uri),
                               lambda: fetch_curl(filename))
    return report(compare("wall time beside curl", "ms",
                          lambda cost: cost.wall, ours, theirs, 1.15))


def measure_boto3(build, fault):
    with Endpoint(build, fault) as endpoint:
        return measure(lambda: fetch_ours(build, endpoint.uri),
                       lambda: fetch_boto3(endpoint.uri))


def bench_boto3(build):
    ours, theirs = measure_boto3(build, DELAY)
    return report(
        compare("CPU time beside boto3", "ms", lambda cost: cost.cpu, ours,
                theirs, 1.0),
        compare("memory", "KiB", lambda cost: cost.memory, ours, theirs,
                0.2))


def bench_boto3_now(build):
    ours, theirs = measure_boto3(build, None)
    return report(compare("wall time beside boto3", "ms",
                          lambda cost: cost.wall, ours, theirs, 0.7))


BENCHES = {"curl": bench_curl, "boto3": bench_boto3,
           "boto3-now": bench_boto3_now}


def main():
    if len(sys.argv) != 3 or sys.argv[2] not in BENCHES:
        sys.exit(__doc__)
    # Variables of the shell must change neither the connection to the endpoint
    # nor malloc's behaviour.
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith(
                ("AWS_", "MALLOC_")):
            del os.environ[name]
    sys.exit(0 if BENCHES[sys.argv[2]](sys.argv[1]) else 1)


main()
