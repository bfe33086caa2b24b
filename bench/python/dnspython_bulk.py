"""dnspython on asyncio resolves many names, so many at a time, each lane on a socket of its own (process-contender.ts)."""

import asyncio
import itertools
import json
import os
import re
import socket
import sys
import time

import dns.asyncbackend
import dns.asyncquery
import dns.exception
import dns.message
import dns.rdatatype
import dns.version

# Of /proc/self, which the Debian tree has not: opened before the process moved there.
STATUS_FD = 3
TIMEOUT_SECONDS = 2
TRIES = 3


class Outcome:
    def __init__(self):
        self.answered = 0
        self.failed = 0
        self.first_failure = None


async def ask(name, settings, sock):
    query = dns.message.make_query(name, dns.rdatatype.A, use_edns=0, payload=1232)
    reply = await dns.asyncquery.udp(
        query,
        settings["host"],
        port=settings["port"],
        timeout=TIMEOUT_SECONDS,
        sock=sock,
        # Late replies to earlier queries of the lane.
        ignore_unexpected=True,
        ignore_errors=True,
    )
    return reply.answer[0][0].address


async def resolve(name, settings, sock, outcome):
    for attempt in range(1, TRIES + 1):
        try:
            address = await ask(name, settings, sock)
            if address == settings["address"]:
                outcome.answered += 1
                return
            raise ValueError(f"answered {address}")
        except dns.exception.Timeout as error:
            # Lost, unless a later try is answered.
            outcome.first_failure = outcome.first_failure or str(error)
        except Exception as error:
            outcome.failed += 1
            outcome.first_failure = str(error)
            return


async def lane(names, limit, settings, outcome):
    backend = dns.asyncbackend.get_default_backend()
    server = (settings["host"], settings["port"])
    async with await backend.make_socket(socket.AF_INET, socket.SOCK_DGRAM, destination=server) as sock:
        for name in names:
            if time.monotonic() > limit:
                return
            await resolve(name, settings, sock, outcome)


async def resolve_all(names, limit, settings):
    outcome = Outcome()
    shared = iter(names)
    await asyncio.gather(*(lane(shared, limit, settings, outcome) for _ in range(settings["inFlight"])))
    return outcome


def peak_mib():
    status = os.pread(STATUS_FD, 8192, 0).decode()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def measure(task, settings):
    with open(settings["names"]) as file:
        names = file.read().split()
    asyncio.run(resolve_all(names[: task["warmUpNames"]], float("inf"), settings))
    cpu, start = time.process_time(), time.monotonic()
    limit = start + task["limitMs"] / 1000
    outcome = asyncio.run(resolve_all(itertools.islice(names, task["names"]), limit, settings))
    elapsed, cpu = time.monotonic() - start, time.process_time() - cpu
    unanswered = task["names"] - outcome.answered
    return {
        "values": {
            "perSecond": outcome.answered / elapsed,
            "unanswered": unanswered,
            "seconds": elapsed,
            "cpuMicroseconds": cpu * 1e6 / max(1, outcome.answered),
            "peakMiB": peak_mib(),
        },
        "lost": unanswered - outcome.failed,
        "failed": outcome.failed,
        **({"firstFailure": outcome.first_failure} if unanswered > 0 else {}),
    }


settings = json.loads(sys.stdin.readline())
print(json.dumps({"version": f"dnspython {dns.version.version}"}), flush=True)
for line in sys.stdin:
    try:
        print(json.dumps({"sample": measure(json.loads(line), settings)}), flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error)}), flush=True)
