//! What a call leaves for the host: events, and datagrams to send.

use crate::records::{address_octets, padded};
use quinn_proto::Transmit;

/// Vectors that grew beyond this in a burst are given back afterwards.
const KEPT_CAPACITY: usize = 1 << 20;

/// Keep in step with `src/engine/abi.ts`.
#[derive(Clone, Copy)]
#[repr(u32)]
pub enum Kind {
    /// A server endpoint took a new connection; `subject` is the endpoint, the data is address and port.
    Accepted = 1,
    /// The handshake is complete.
    Connected = 2,
    /// The connection is over; `subject` is the reason, `code` its error code, the data a text.
    Lost = 3,
    /// The peer opened a stream.
    Opened = 4,
    Data = 5,
    End = 6,
    Reset = 7,
    Stopped = 8,
    Writable = 9,
    /// More streams may be opened.
    Available = 10,
    /// Drive again after `code` milliseconds; `subject` 0 means that no timer is needed.
    Timer = 11,
    /// The handle is gone.
    Freed = 12,
    /// Datagrams came in; the connection wants to be driven.
    Received = 13,
}

#[derive(Default)]
pub struct Output {
    events: Vec<u8>,
    transmits: Vec<u8>,
    /// Scratch space that quinn-proto writes a datagram to.
    pub datagram: Vec<u8>,
}

impl Output {
    pub fn clear(&mut self) {
        for vector in [&mut self.events, &mut self.transmits] {
            vector.clear();
            vector.shrink_to(KEPT_CAPACITY);
        }
    }

    /// `[kind][connection][subject u64][code u64][length][data, padded to 4]`
    pub fn event(&mut self, kind: Kind, connection: u32, subject: u64, code: u64, data: &[u8]) {
        let out = &mut self.events;
        out.extend_from_slice(&(kind as u32).to_le_bytes());
        out.extend_from_slice(&connection.to_le_bytes());
        out.extend_from_slice(&subject.to_le_bytes());
        out.extend_from_slice(&code.to_le_bytes());
        out.extend_from_slice(&(data.len() as u32).to_le_bytes());
        out.extend_from_slice(data);
        out.resize(padded(out.len()), 0);
    }

    /// `[length][port][16 bytes address][endpoint][payload, padded to 4]`; the payload is in `self.datagram`.
    pub fn transmit(&mut self, endpoint: u32, transmit: &Transmit) {
        let Some(payload) = self.datagram.get(..transmit.size) else { return };
        let out = &mut self.transmits;
        out.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        out.extend_from_slice(&u32::from(transmit.destination.port()).to_le_bytes());
        out.extend_from_slice(&address_octets(transmit.destination.ip()));
        out.extend_from_slice(&endpoint.to_le_bytes());
        out.extend_from_slice(payload);
        out.resize(padded(out.len()), 0);
    }

    /// Addresses and lengths of both, as the host reads them.
    pub fn extents(&self) -> [u32; 4] {
        [
            self.events.as_ptr() as u32,
            self.events.len() as u32,
            self.transmits.as_ptr() as u32,
            self.transmits.len() as u32,
        ]
    }
}
