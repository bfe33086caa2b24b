"""A DNS over QUIC server (RFC 9250) on aioquic that answers from a zone file."""

import argparse
import asyncio

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import dns.zone
from aioquic.asyncio import QuicConnectionProtocol, serve
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.events import StreamDataReceived, StreamReset

MAX_ALIASES = 8
MAX_FRAME_OCTETS = 2 + 65_535


def respond(zone, query):
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.AA
    name, wanted = query.question[0].name, query.question[0].rdtype
    for _ in range(MAX_ALIASES):
        if not name.is_subdomain(zone.origin):
            break
        node = zone.get_node(name)
        if node is None:
            if not any(owner.is_subdomain(name) for owner in zone.nodes):
                reply.set_rcode(dns.rcode.NXDOMAIN)
            break
        found = node.get_rdataset(zone.rdclass, wanted)
        alias = None if found else node.get_rdataset(zone.rdclass, dns.rdatatype.CNAME)
        for rdataset in (found, alias):
            if rdataset:
                reply.answer.append(dns.rrset.from_rdata_list(name, rdataset.ttl, rdataset))
        if not alias:
            break
        name = alias[0].target
    if not reply.answer:
        reply.authority.append(zone.get_rrset(zone.origin, dns.rdatatype.SOA))
    return reply


class DnsOverQuic(QuicConnectionProtocol):
    """One query and its reply on each stream, each behind its length in two octets (RFC 9250 4.2)."""

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.frames = {}

    def quic_event_received(self, event):
        if isinstance(event, StreamReset):
            self.frames.pop(event.stream_id, None)
        if not isinstance(event, StreamDataReceived):
            return
        frame = self.frames.pop(event.stream_id, b"") + event.data
        if event.end_stream:
            message = respond(self.zone, dns.message.from_wire(frame[2:])).to_wire(max_size=65_535)
            self._quic.send_stream_data(event.stream_id, len(message).to_bytes(2, "big") + message, end_stream=True)
            self.transmit()
        elif len(frame) <= MAX_FRAME_OCTETS:
            self.frames[event.stream_id] = frame


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--zone", required=True)
    parser.add_argument("--cert", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("addresses", nargs="+", help="as in [::1]:853")
    arguments = parser.parse_args()
    zone = dns.zone.from_file(arguments.zone, relativize=False)
    configuration = QuicConfiguration(is_client=False, alpn_protocols=["doq"])
    configuration.load_cert_chain(arguments.cert, arguments.key)
    for address in arguments.addresses:
        host, port = address.rsplit(":", 1)
        await serve(
            host.strip("[]"),
            int(port),
            configuration=configuration,
            create_protocol=lambda *args, **kwargs: DnsOverQuic(*args, zone=zone, **kwargs),
        )
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
