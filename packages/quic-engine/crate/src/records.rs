//! The byte layouts that cross the boundary: length-prefixed records and datagrams, in little-endian words.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// Bytes of a received datagram's header: payload length, port, IPv6 (or IPv4-mapped) address.
const DATAGRAM_HEADER: usize = 24;

/// Walks over `[u32 length][bytes]...`; ends at the first record that does not fit.
pub struct Blobs<'a>(pub &'a [u8]);

impl<'a> Iterator for Blobs<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = take_word(self.0)?;
        let blob = rest.get(..length as usize)?;
        self.0 = rest.get(length as usize..)?;
        Some(blob)
    }
}

/// Walks over `[u32 length][u32 port][16 bytes address][payload, padded to 4]...`.
pub struct Datagrams<'a>(pub &'a [u8]);

impl<'a> Iterator for Datagrams<'a> {
    type Item = (SocketAddr, &'a [u8]);

    fn next(&mut self) -> Option<(SocketAddr, &'a [u8])> {
        let (length, rest) = take_word(self.0)?;
        let (port, rest) = take_word(rest)?;
        let address = socket_address(rest, port)?;
        let payload = self.0.get(DATAGRAM_HEADER..)?.get(..length as usize)?;
        let end = DATAGRAM_HEADER + padded(payload.len());
        self.0 = self.0.get(end..).unwrap_or(&[]);
        Some((address, payload))
    }
}

/// The address in the first 16 bytes; an IPv4-mapped one becomes IPv4.
pub fn socket_address(bytes: &[u8], port: u32) -> Option<SocketAddr> {
    let octets: [u8; 16] = bytes.get(..16)?.try_into().ok()?;
    let ip = Ipv6Addr::from(octets).to_canonical();
    Some(SocketAddr::new(ip, u16::try_from(port).ok()?))
}

/// The inverse of [`socket_address`].
pub fn address_octets(ip: IpAddr) -> [u8; 16] {
    match ip {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().octets(),
        IpAddr::V6(v6) => v6.octets(),
    }
}

pub fn padded(length: usize) -> usize {
    (length + 3) & !3
}

fn take_word(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (word, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*word), rest))
}
