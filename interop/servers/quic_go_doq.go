// A DNS over QUIC server (RFC 9250) on quic-go that answers from a zone file.
package main

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/miekg/dns"
	"github.com/quic-go/quic-go"
)

const maxAliases = 8

var zone = map[string][]dns.RR{}
var soa dns.RR

func main() {
	zoneFile := flag.String("zone", "", "zone file")
	certificate := flag.String("cert", "", "certificate chain in PEM")
	key := flag.String("key", "", "private key in PEM")
	flag.Parse()
	load(*zoneFile)
	pair, err := tls.LoadX509KeyPair(*certificate, *key)
	check(err)
	for _, address := range flag.Args() {
		listener, err := quic.ListenAddr(address, &tls.Config{
			Certificates: []tls.Certificate{pair},
			NextProtos:   []string{"doq"},
		}, nil)
		check(err)
		go accept(listener)
	}
	fmt.Println("ready")
	select {}
}

func load(path string) {
	file, err := os.Open(path)
	check(err)
	parser := dns.NewZoneParser(file, "", path)
	for rr, more := parser.Next(); more; rr, more = parser.Next() {
		name := strings.ToLower(rr.Header().Name)
		zone[name] = append(zone[name], rr)
		if rr.Header().Rrtype == dns.TypeSOA {
			soa = rr
		}
	}
	check(parser.Err())
}

func accept(listener *quic.Listener) {
	for {
		connection, err := listener.Accept(context.Background())
		check(err)
		go func() {
			for {
				stream, err := connection.AcceptStream(context.Background())
				if err != nil {
					return
				}
				go serve(stream)
			}
		}()
	}
}

// One query and its reply, each behind its length in two octets (RFC 9250 4.2).
func serve(stream quic.Stream) {
	defer stream.Close()
	frame, err := io.ReadAll(io.LimitReader(stream, 2+dns.MaxMsgSize))
	query := new(dns.Msg)
	if err != nil || len(frame) < 2 || query.Unpack(frame[2:]) != nil || len(query.Question) != 1 {
		return
	}
	message, err := respond(query).Pack()
	check(err)
	stream.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(message))), message...))
}

func respond(query *dns.Msg) *dns.Msg {
	reply := new(dns.Msg).SetReply(query)
	reply.Authoritative = true
	reply.Compress = true
	if query.IsEdns0() != nil {
		reply.SetEdns0(dns.DefaultMsgSize, false)
	}
	name, wanted := query.Question[0].Name, query.Question[0].Qtype
	for range maxAliases {
		alias := ""
		for _, rr := range zone[strings.ToLower(name)] {
			if rr.Header().Rrtype == wanted {
				reply.Answer = append(reply.Answer, rr)
				alias = ""
			} else if cname, is := rr.(*dns.CNAME); is {
				reply.Answer = append(reply.Answer, rr)
				alias = cname.Target
			}
		}
		if alias == "" {
			break
		}
		name = alias
	}
	if !exists(name) {
		reply.Rcode = dns.RcodeNameError
	}
	if len(reply.Answer) == 0 {
		reply.Ns = []dns.RR{soa}
	}
	return reply
}

// A name exists where it or one below it has records (RFC 8020), and so, to us, does all that is not in the zone.
func exists(name string) bool {
	name = strings.ToLower(name)
	if _, owns := zone[name]; owns {
		return true
	}
	for owner := range zone {
		if strings.HasSuffix(owner, "."+name) {
			return true
		}
	}
	return !dns.IsSubDomain(soa.Header().Name, name)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
