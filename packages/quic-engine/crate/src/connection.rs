//! One connection: driving it, and turning what quinn-proto says into events.

use crate::output::{Kind, Output};
use crate::stream;
use quinn_proto::crypto::rustls::HandshakeData;
use quinn_proto::{Connection, ConnectionError, ConnectionHandle, Dir, Endpoint, Event, StreamEvent, VarInt};
use rustls::pki_types::CertificateDer;
use std::time::Instant;

pub struct Entry {
    pub quic: Connection,
    pub handle: ConnectionHandle,
    pub endpoint: u32,
    /// The handshake was completed, even if the connection has ended since.
    pub connected: bool,
    /// Received something since its events were last collected.
    pub dirty: bool,
}

/// Why a connection was lost. Keep in step with `src/engine/abi.ts`.
#[repr(u64)]
enum Reason {
    Application = 1,
    PeerTransport = 2,
    LocalTransport = 3,
    TimedOut = 4,
    StatelessReset = 5,
    Local = 6,
    Version = 7,
    Exhausted = 8,
}

impl Entry {
    /// Runs timers, collects events and datagrams. Returns true when the connection is drained and can be
    /// dropped.
    pub fn drive(&mut self, id: u32, endpoint: &mut Endpoint, now: Instant, output: &mut Output) -> bool {
        if self.quic.poll_timeout().is_some_and(|at| at <= now) {
            self.quic.handle_timeout(now);
        }
        self.collect(id, endpoint, output);
        loop {
            output.datagram.clear();
            let Some(transmit) = self.quic.poll_transmit(now, 1, &mut output.datagram) else { break };
            output.transmit(self.endpoint, &transmit);
        }
        self.exchange(endpoint);
        if self.quic.is_drained() {
            output.event(Kind::Freed, id, 0, 0, &[]);
            return true;
        }
        match self.quic.poll_timeout() {
            Some(at) => {
                let wait = at.saturating_duration_since(now);
                output.event(Kind::Timer, id, 1, wait.as_micros().div_ceil(1_000) as u64, &[]);
            }
            None => output.event(Kind::Timer, id, 0, 0, &[]),
        }
        false
    }

    /// Collects events.
    pub fn collect(&mut self, id: u32, endpoint: &mut Endpoint, output: &mut Output) {
        self.dirty = false;
        loop {
            self.exchange(endpoint);
            let Some(event) = self.quic.poll() else { break };
            self.report(id, event, output);
        }
    }

    pub fn alpn(&self) -> Option<Vec<u8>> {
        let data = self.quic.crypto_session().handshake_data()?;
        data.downcast::<HandshakeData>().ok()?.protocol
    }

    pub fn peer_certificates(&self) -> Option<Vec<CertificateDer<'static>>> {
        let chain: Box<Vec<_>> = self.quic.crypto_session().peer_identity()?.downcast().ok()?;
        Some(*chain)
    }

    /// Lets endpoint and connection tell each other what they must know.
    fn exchange(&mut self, endpoint: &mut Endpoint) {
        while let Some(event) = self.quic.poll_endpoint_events() {
            if let Some(answer) = endpoint.handle_event(self.handle, event) {
                self.quic.handle_event(answer);
            }
        }
    }

    fn report(&mut self, id: u32, event: Event, output: &mut Output) {
        match event {
            Event::Connected => {
                self.connected = true;
                output.event(Kind::Connected, id, 0, 0, &[]);
            }
            Event::ConnectionLost { reason } => report_loss(id, &reason, output),
            Event::Stream(StreamEvent::Opened { dir: Dir::Bi }) => {
                while let Some(stream) = self.quic.streams().accept(Dir::Bi) {
                    output.event(Kind::Opened, id, stream.into(), 0, &[]);
                    stream::drain(&mut self.quic, id, stream, output);
                }
            }
            Event::Stream(StreamEvent::Readable { id: stream }) => {
                stream::drain(&mut self.quic, id, stream, output)
            }
            Event::Stream(StreamEvent::Writable { id: stream }) => {
                output.event(Kind::Writable, id, stream.into(), 0, &[]);
            }
            Event::Stream(StreamEvent::Stopped { id: stream, error_code }) => {
                // RFC 9000 section 3.5: STOP_SENDING is answered with RESET_STREAM, best with its code.
                let _ = self.quic.send_stream(stream).reset(error_code);
                output.event(Kind::Stopped, id, stream.into(), error_code.into_inner(), &[]);
            }
            Event::Stream(StreamEvent::Available { dir: Dir::Bi }) => {
                output.event(Kind::Available, id, 0, 0, &[])
            }
            Event::Stream(_)
            | Event::HandshakeDataReady
            | Event::DatagramReceived
            | Event::DatagramsUnblocked => {}
        }
    }
}

fn report_loss(id: u32, error: &ConnectionError, output: &mut Output) {
    let (reason, code, text) = match error {
        ConnectionError::ApplicationClosed(close) => {
            (Reason::Application, close.error_code.into_inner(), close.reason.to_vec())
        }
        ConnectionError::ConnectionClosed(close) => {
            (Reason::PeerTransport, close.error_code.into(), close.to_string().into_bytes())
        }
        ConnectionError::TransportError(error) => {
            (Reason::LocalTransport, error.code.into(), error.to_string().into_bytes())
        }
        ConnectionError::TimedOut => (Reason::TimedOut, 0, Vec::new()),
        ConnectionError::Reset => (Reason::StatelessReset, 0, Vec::new()),
        ConnectionError::LocallyClosed => (Reason::Local, 0, Vec::new()),
        ConnectionError::VersionMismatch => (Reason::Version, 0, Vec::new()),
        ConnectionError::CidsExhausted => (Reason::Exhausted, 0, Vec::new()),
    };
    output.event(Kind::Lost, id, reason as u64, code, &text);
}

/// A QUIC integer from the host's double; the host cannot express more than 2^53.
pub fn var_int(value: f64) -> Option<VarInt> {
    if value >= 0.0 && value.fract() == 0.0 { VarInt::from_u64(value as u64).ok() } else { None }
}
