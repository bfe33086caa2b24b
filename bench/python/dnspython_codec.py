"""dnspython as a contender of the codec's suite: a JSON value a line in, one out (see run/process-contender.ts)."""

import json
import sys
import time

import dns.edns
import dns.flags
import dns.message
import dns.name
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.version
import dns.zone

BATCH_NS = 2_000_000
NAMES = [f"n{at:04}.example.com" for at in range(1024)]
FLAGS = {name: dns.flags.from_text(name) for name in ["qr", "aa", "tc", "rd", "ra", "ad", "cd"]}


def read(message):
    """Reads every field, names and addresses as text."""
    total = message.id + message.flags + message.edns + message.payload + message.ednsflags + int(message.rcode())
    for section in message.sections:
        for rrset in section:
            total += len(rrset.name.to_text()) + rrset.rdtype + rrset.rdclass + rrset.ttl
            for rdata in rrset:
                total += read_rdata(rdata)
    return total


def read_rdata(rdata):
    rdtype = rdata.rdtype
    if rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA):
        return len(rdata.address)
    if rdtype in (dns.rdatatype.NS, dns.rdatatype.CNAME):
        return len(rdata.target.to_text())
    if rdtype == dns.rdatatype.TXT:
        return sum(len(text) for text in rdata.strings)
    if rdtype == dns.rdatatype.DS:
        return rdata.key_tag + rdata.algorithm + rdata.digest_type + len(rdata.digest)
    numbers = rdata.type_covered + rdata.algorithm + rdata.labels + rdata.original_ttl + rdata.key_tag
    return numbers + rdata.expiration + rdata.inception + len(rdata.signer.to_text()) + len(rdata.signature)


def text_of(message):
    """What was read, as codec/message-text.ts has it."""
    question = message.question[0]
    text = {
        "id": message.id,
        "flags": [name for name, bit in FLAGS.items() if message.flags & bit],
        "question": [question.name.to_text(), dns.rdatatype.to_text(question.rdtype)],
        "answers": texts_of(message.answer),
        "authorities": texts_of(message.authority),
        "additionals": texts_of(message.additional),
    }
    if message.edns >= 0:
        text["edns"] = {"udpPayloadOctets": message.payload, "dnssecOk": bool(message.ednsflags & dns.flags.DO)}
    return text


def texts_of(section):
    return [
        {
            "owner": rrset.name.to_text(),
            "ttlSeconds": rrset.ttl,
            "type": dns.rdatatype.to_text(rrset.rdtype),
            **text_of_rdata(rdata),
        }
        for rrset in section
        for rdata in rrset
    ]


def text_of_rdata(rdata):
    rdtype = rdata.rdtype
    if rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA):
        return {"address": rdata.address}
    if rdtype in (dns.rdatatype.NS, dns.rdatatype.CNAME):
        return {"target": rdata.target.to_text()}
    if rdtype == dns.rdatatype.TXT:
        return {"strings": [text.decode() for text in rdata.strings]}
    if rdtype == dns.rdatatype.RRSIG:
        return {
            "signature": {
                "typeCovered": dns.rdatatype.to_text(rdata.type_covered),
                "algorithm": int(rdata.algorithm),
                "labels": rdata.labels,
                "originalTtl": rdata.original_ttl,
                "expiration": rdata.expiration,
                "inception": rdata.inception,
                "keyTag": rdata.key_tag,
                "signer": rdata.signer.to_text(),
                "octets": rdata.signature.hex(),
            }
        }
    return {"hex": rdata.to_wire().hex()}


def answer(query, wire):
    """What a resolver needs: the addresses behind the aliases and the smallest TTL."""
    reply = dns.message.from_wire(wire)
    if not query.is_response(reply):
        raise ValueError("no reply to the query")
    chain = reply.resolve_chaining()
    return {"addresses": [rdata.address for rdata in chain.answer], "ttlSeconds": chain.minimum_ttl}


def encode_query(id, name):
    return dns.message.make_query(name, "A", use_edns=0, payload=1232, id=id).to_wire()


def compose(text):
    message = dns.message.QueryMessage(id=text["id"])
    for flag in text["flags"]:
        message.flags |= FLAGS[flag]
    name, rdtype = text["question"]
    message.find_rrset(message.question, dns.name.from_text(name), "IN", rdtype, create=True, force_unique=True)
    for record in text["answers"]:
        owner = dns.name.from_text(record["owner"])
        rdata = dns.rdata.from_text("IN", record["type"], record.get("address") or record["target"])
        message.find_rrset(message.answer, owner, "IN", record["type"], create=True).add(rdata, record["ttlSeconds"])
    edns = text["edns"]
    message.use_edns(0, dns.flags.DO if edns["dnssecOk"] else 0, edns["udpPayloadOctets"])
    return message


def check(got, expected):
    if got != expected:
        raise ValueError(f"reads {json.dumps(got)}, not {json.dumps(expected)}")


def check_encoded(wire, expected):
    """Addresses may come in any order: the library shuffles what it writes."""
    got = text_of(dns.message.from_wire(wire))
    check(dict(got, answers=in_order(got)), dict(expected, answers=in_order(expected)))


def in_order(text):
    return sorted(text["answers"], key=lambda record: json.dumps(record, sort_keys=True))


def operation_named(name, settings):
    """What to repeat, once it has been seen to do what it is to do."""
    messages, answers, zones = settings["messages"], settings["answers"], settings.get("zones")
    verb, _, what = name.partition(" ")
    if verb == "encode" and what == "query":
        query = dict(messages["query"]["text"], id=1, question=["n0000.example.com.", "A"])
        check_encoded(encode_query(1, NAMES[0]), query)
        counter = iter(range(sys.maxsize))

        def encode_next():
            at = next(counter)
            return len(encode_query(at & 0xFFFF, NAMES[at % len(NAMES)]))

        return encode_next
    if verb == "parse":
        return zone_operation(zones[what], int(what))
    text, wire = messages[what]["text"], bytes.fromhex(messages[what]["hex"])
    if verb == "read":
        check(text_of(dns.message.from_wire(wire)), text)
        return lambda: read(dns.message.from_wire(wire))
    if verb == "answer":
        query = dns.message.from_wire(bytes.fromhex(messages["query"]["hex"]))
        check(answer(query, wire), answers[what])
        return lambda: answer(query, wire)["ttlSeconds"]
    message = compose(text)
    check_encoded(message.to_wire(), text)
    if verb == "encode":
        return lambda: len(message.to_wire())
    return lambda: len(compose(text).to_wire())


def zone_operation(text, records):
    def parse():
        zone = dns.zone.from_text(text, relativize=False)
        return sum(len(rdataset) for node in zone.values() for rdataset in node)

    if parse() != records:
        raise ValueError(f"parses {parse()} records of {records}")
    parse.units = records
    return parse


def batch(operation, times):
    start = time.process_time_ns()
    total = 0
    for _ in range(times):
        total += operation()
    return time.process_time_ns() - start


def measure(operation, warm_up_ms, duration_ms):
    warm_until = time.perf_counter_ns() + warm_up_ms * 1_000_000
    while time.perf_counter_ns() < warm_until:
        operation()
    times = 1
    while batch(operation, times) < BATCH_NS:
        times *= 2
    elapsed = count = 0
    while elapsed < duration_ms * 1_000_000:
        elapsed += batch(operation, times)
        count += times
    nanoseconds = elapsed / count
    values = {"nanoseconds": nanoseconds, "medianMs": nanoseconds / 1e6, "perSecond": 1e9 / nanoseconds}
    if hasattr(operation, "units"):
        values["perUnit"] = nanoseconds / operation.units
    return values


def main():
    settings = json.loads(sys.stdin.readline())
    print(json.dumps({"version": dns.version.version}), flush=True)
    operations = {}
    for line in sys.stdin:
        task = json.loads(line)
        name = task["operation"]
        try:
            is_first = name not in operations
            if is_first:
                operations[name] = operation_named(name, settings)
            values = measure(operations[name], task["warmUpMs"] if is_first else 0, task["durationMs"])
            answer_line = {"sample": {"values": values, "lost": 0, "failed": 0}}
        except Exception as error:
            answer_line = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer_line), flush=True)


main()
