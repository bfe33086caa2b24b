"""
dnspython as a contender of the transports' suites: a JSON value a line in, one out (see run/process-contender.ts).
What a task means is said in worker/load.ts and worker/latency.ts; here it is the same.
"""

import asyncio
import importlib
import itertools
import json
import os
import re
import socket
import ssl
import sys
import time

import dns.asyncbackend
import dns.asyncquery
import dns.message
import dns.query
import dns.version

DRAIN_LIMIT_SECONDS = 1
DRAIN_POLL_SECONDS = 0.005
# Of /proc/self, which the Debian tree has not: opened before the process moved there.
STATUS_FD = 3
CLEAR_REFS_FD = 4


class Questions:
    """The names in turn, for ever, and what each answer has to be."""

    def __init__(self, settings):
        self.names = itertools.cycle(settings["names"])
        self.address = settings["address"]

    def next(self):
        return dns.message.make_query(next(self.names), "A")

    def check(self, reply):
        address = reply.answer[0][0].address if reply.answer else None
        if address != self.address:
            raise ValueError(f"answered {address}")


class SocketClient:
    """
    Over UDP, TCP and TLS dnspython asks one question at a time on a socket: one socket for each under way, kept for the
    next ones.
    """

    def __init__(self, settings, questions):
        self.settings = settings
        self.questions = questions
        self.backend = dns.asyncbackend.get_default_backend()
        self.query = {"udp": dns.asyncquery.udp, "tcp": dns.asyncquery.tcp, "tls": dns.asyncquery.tls}[
            settings["protocol"]
        ]
        self.context = tls_context(settings) if settings["protocol"] == "tls" else None
        self.idle = []
        self.all = []

    async def prepare(self, count):
        """Opens that many, so that handshakes are not what is measured."""
        for _ in range(count):
            self.idle.append(await self.open())

    async def open(self):
        address = (self.settings["host"], self.settings["port"])
        if self.settings["protocol"] == "udp":
            sock = await self.backend.make_socket(socket.AF_INET, socket.SOCK_DGRAM, 0, None, address)
        else:
            name = self.settings["authName"] if self.context else None
            sock = await self.backend.make_socket(
                socket.AF_INET, socket.SOCK_STREAM, 0, None, address, None, self.context, name
            )
        self.all.append(sock)
        return sock

    async def ask(self):
        sock = self.idle.pop() if self.idle else await self.open()
        reply = await self.query(
            self.questions.next(), self.settings["host"], port=self.settings["port"], sock=sock
        )
        # One that failed is not asked again.
        self.idle.append(sock)
        self.questions.check(reply)

    async def close(self):
        for sock in self.all:
            await sock.close()


class HttpsClient:
    """One httpx client: HTTP/2, so one connection for all."""

    def __init__(self, settings, questions):
        import httpx

        self.settings = settings
        self.questions = questions
        self.client = httpx.AsyncClient(http2=True, verify=tls_context(settings))

    async def prepare(self, count):
        pass

    async def ask(self):
        host, port = self.settings["host"], self.settings["port"]
        reply = await dns.asyncquery.https(
            self.questions.next(), host, port=port, client=self.client, http_version=dns.query.HTTPVersion.H2
        )
        self.questions.check(reply)

    async def close(self):
        await self.client.aclose()


class QuicClient:
    """One connection, a stream a question."""

    def __init__(self, settings, questions):
        import aioquic.quic.configuration
        import dns.quic

        self.settings = settings
        self.questions = questions
        configuration = aioquic.quic.configuration.QuicConfiguration(
            alpn_protocols=["doq"], verify_mode=ssl.CERT_REQUIRED, server_name=settings["authName"]
        )
        configuration.load_verify_locations(cadata=settings["ca"].encode())
        factory, manager = dns.quic.factories_for_backend(dns.asyncbackend.get_default_backend())
        self.factory = factory
        self.manager_of = lambda context: manager(context, conf=configuration)
        self.connection = None

    async def prepare(self, count):
        self.context = self.factory()
        self.manager = self.manager_of(await self.context.__aenter__())
        await self.manager.__aenter__()
        self.connection = self.manager.connect(self.settings["host"], self.settings["port"])

    async def ask(self):
        host, port = self.settings["host"], self.settings["port"]
        reply = await dns.asyncquery.quic(self.questions.next(), host, port=port, connection=self.connection)
        self.questions.check(reply)

    async def close(self):
        await self.manager.__aexit__(None, None, None)
        await self.context.__aexit__(None, None, None)


def tls_context(settings):
    context = ssl.create_default_context(cadata=settings["ca"])
    # The authority's certificates are for tests: they lack a key identifier that the strict rules want.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    if settings["protocol"] == "tls":
        context.set_alpn_protocols(["dot"])
    return context


class Tally:
    """How the questions of one task ended."""

    def __init__(self):
        self.underway = 0
        self.answered = 0
        self.failed = 0
        self.first_failure = None

    async def count(self, ask):
        """Asks, and says whether it was answered."""
        self.underway += 1
        try:
            await ask()
        except Exception as error:
            self.failed += 1
            self.first_failure = self.first_failure or f"{type(error).__name__}: {error}"
            return False
        finally:
            self.underway -= 1
        self.answered += 1
        return True

    async def drained(self):
        left = self.underway
        until = time.perf_counter() + DRAIN_LIMIT_SECONDS
        while self.underway > 0 and time.perf_counter() < until:
            await asyncio.sleep(DRAIN_POLL_SECONDS)
            if self.underway < left:
                until = time.perf_counter() + DRAIN_LIMIT_SECONDS
            left = self.underway
        ended = {"lost": self.underway, "failed": self.failed}
        return ended if self.first_failure is None else {**ended, "firstFailure": self.first_failure}


def start_meter():
    """Starts to measure; what it returns tells the usage until then."""
    os.write(CLEAR_REFS_FD, b"5")
    cpu = time.process_time()
    start = time.perf_counter()

    def usage():
        elapsed = time.perf_counter() - start
        kibibytes = re.search(rb"^VmHWM:\s+(\d+) kB$", os.pread(STATUS_FD, 8192, 0), re.MULTILINE)[1]
        return elapsed, time.process_time() - cpu, int(kibibytes) / 1024

    return usage


async def measure_throughput(client, task):
    tally = Tally()
    is_asking = True

    async def lane():
        while is_asking:
            if not await tally.count(client.ask):
                await asyncio.sleep(0)

    lanes = [asyncio.create_task(lane()) for _ in range(task["inFlight"])]
    await asyncio.sleep(task["warmUpMs"] / 1000)
    before = tally.answered
    usage = start_meter()
    await asyncio.sleep(task["durationMs"] / 1000)
    elapsed, cpu, peak_mib = usage()
    answered = tally.answered - before
    is_asking = False
    ended = await tally.drained()
    await cancel(lanes)
    if answered == 0:
        raise RuntimeError(tally.first_failure or "no reply came")
    values = {"perSecond": answered / elapsed, "cpuMicroseconds": cpu * 1e6 / answered, "peakMiB": peak_mib}
    return {"values": values, **ended}


async def measure_latency(client, task):
    tally = Tally()
    seconds = []
    interval = 1 / task["queriesPerSecond"]
    due = time.perf_counter()
    measured_from = due + task["warmUpMs"] / 1000
    end = measured_from + task["durationMs"] / 1000

    async def ask(due):
        if await tally.count(client.ask) and due >= measured_from:
            seconds.append(time.perf_counter() - due)

    asked = set()
    while due < end:
        now = time.perf_counter()
        while due <= now and due < end:
            one = asyncio.create_task(ask(due))
            asked.add(one)
            one.add_done_callback(asked.discard)
            due += interval
        await asyncio.sleep(0)
    ended = await tally.drained()
    await cancel(asked)
    if not seconds:
        raise RuntimeError(tally.first_failure or "no reply came")
    return {"values": percentiles(sorted(seconds)), **ended}


def percentiles(seconds):
    shares = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "max": 1}
    last = len(seconds) - 1
    # The nearest rank, as histograms have it.
    return {name: seconds[min(last, int(share * len(seconds)))] * 1e6 for name, share in shares.items()}


async def cancel(tasks):
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def measure(settings, task):
    kinds = {"throughput": measure_throughput, "latency": measure_latency}
    clients = {"https": HttpsClient, "quic": QuicClient}
    client = clients.get(settings["protocol"], SocketClient)(settings, Questions(settings))
    await client.prepare(task.get("inFlight", 1))
    try:
        return await kinds[task["kind"]](client, task)
    finally:
        await client.close()


def version(protocol):
    parts = [dns.version.version]
    package = {"https": "httpx", "quic": "aioquic"}.get(protocol)
    if package is not None:
        parts.append(f"{package} {importlib.import_module(package).__version__}")
    return ", ".join(parts)


def main():
    settings = json.loads(sys.stdin.readline())
    print(json.dumps({"version": version(settings["protocol"])}), flush=True)
    for line in sys.stdin:
        try:
            answer = {"sample": asyncio.run(measure(settings, json.loads(line)))}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
