//! The exported functions. Each returns a number: zero or more on success, a negative [`Code`] on refusal.
#![allow(unsafe_code)] // for `unsafe(no_mangle)` alone: it exports a symbol

use crate::engine::{Engine, slice};
use crate::fault::{Code, Fault};
use crate::records::socket_address;
use crate::{config, stream};
use std::cell::RefCell;

/// Raised with every incompatible change; the host refuses another.
const ABI_VERSION: u32 = 2;
const IO_BYTES: usize = 128 << 10;
/// All platforms' root certificates together are some 250 KB.
const MAX_STAGED_BYTES: usize = 16 << 20;

struct Host {
    engine: Engine,
    /// Fixed in place: short inputs and outputs.
    io: Box<[u8]>,
    /// Inputs longer than `io`, appended piece by piece.
    staged: Vec<u8>,
    /// Fixed in place: where events and datagrams of the last call lie.
    extents: Box<[u32; 4]>,
    fault: String,
}

thread_local! {
    static HOST: RefCell<Host> = RefCell::new(Host {
        engine: Engine::new(),
        io: vec![0; IO_BYTES].into_boxed_slice(),
        staged: Vec::new(),
        extents: Box::new([0; 4]),
        fault: String::new(),
    });
}

fn call(body: impl FnOnce(&mut Host) -> Result<f64, Fault>) -> f64 {
    HOST.with_borrow_mut(|host| match body(host) {
        Ok(value) => value,
        Err(fault) => {
            host.fault = fault.text;
            f64::from(fault.code as i32)
        }
    })
}

impl Host {
    /// Copies bytes to the io buffer and returns their count.
    fn answer(&mut self, bytes: &[u8]) -> Result<f64, Fault> {
        self.io.get_mut(..bytes.len()).ok_or(Fault::from(Code::TooLarge))?.copy_from_slice(bytes);
        Ok(bytes.len() as f64)
    }

    fn publish(&mut self) {
        *self.extents = self.engine.output.extents();
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn qe_abi_version() -> u32 {
    ABI_VERSION
}

#[unsafe(no_mangle)]
pub extern "C" fn qe_io() -> u32 {
    HOST.with_borrow(|host| host.io.as_ptr() as u32)
}

#[unsafe(no_mangle)]
pub extern "C" fn qe_io_bytes() -> u32 {
    IO_BYTES as u32
}

/// Address of four words: events' address and length, datagrams' address and length.
#[unsafe(no_mangle)]
pub extern "C" fn qe_extents() -> u32 {
    HOST.with_borrow(|host| host.extents.as_ptr() as u32)
}

/// Text of the last refusal, to the io buffer.
#[unsafe(no_mangle)]
pub extern "C" fn qe_fault_text() -> f64 {
    call(|host| {
        let mut text = std::mem::take(&mut host.fault).into_bytes();
        text.truncate(IO_BYTES);
        host.answer(&text)
    })
}

/// Appends `io[..length]` to the staged input.
#[unsafe(no_mangle)]
pub extern "C" fn qe_stage(length: u32) -> f64 {
    call(|host| {
        let piece = slice(&host.io, length)?;
        if host.staged.len() + piece.len() > MAX_STAGED_BYTES {
            host.staged = Vec::new();
            return Err(Code::TooLarge.into());
        }
        host.staged.extend_from_slice(piece);
        Ok(host.staged.len() as f64)
    })
}

/// Trust anchors from the staged DER records, at least one of them usable.
#[unsafe(no_mangle)]
pub extern "C" fn qe_roots() -> f64 {
    call(|host| {
        let staged = std::mem::take(&mut host.staged);
        let roots = config::roots(&staged)?;
        Ok(host.engine.add_roots(roots).into())
    })
}

/// ALPN names are records in `io[..alpn_length]`.
#[unsafe(no_mangle)]
pub extern "C" fn qe_client_config(roots: u32, alpn_length: u32, idle_ms: u32, resume: u32) -> f64 {
    call(|host| {
        let roots = host.engine.roots(roots)?;
        let config = config::client(roots, slice(&host.io, alpn_length)?, idle_ms, resume != 0)?;
        Ok(host.engine.add_client_config(config).into())
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn qe_free_config(config: u32) -> f64 {
    call(|host| host.engine.free_config(config).map(|()| 0.0))
}

#[unsafe(no_mangle)]
pub extern "C" fn qe_client_endpoint() -> f64 {
    call(|host| Ok(host.engine.add_endpoint(None, 0).into()))
}

/// Key and chain are staged; ALPN names are records in `io[..alpn_length]`.
#[unsafe(no_mangle)]
pub extern "C" fn qe_server_endpoint(
    alpn_length: u32,
    idle_ms: u32,
    streams: u32,
    max_connections: u32,
) -> f64 {
    call(|host| {
        let staged = std::mem::take(&mut host.staged);
        let config = config::server(&staged, slice(&host.io, alpn_length)?, idle_ms, streams)?;
        Ok(host.engine.add_endpoint(Some(config), max_connections).into())
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn qe_free_endpoint(endpoint: u32) -> f64 {
    call(|host| host.engine.free_endpoint(endpoint).map(|()| 0.0))
}

/// `io` holds the 16-byte address, then the server name. Nothing is sent before the first `qe_pump`.
#[unsafe(no_mangle)]
pub extern "C" fn qe_connect(endpoint: u32, config: u32, port: u32, name_length: u32, now_ms: f64) -> f64 {
    call(|host| {
        let input = slice(&host.io, name_length.saturating_add(16))?;
        let (address, name) = input.split_at_checked(16).ok_or(Fault::from(Code::TooLarge))?;
        let peer = socket_address(address, port).ok_or_else(|| Fault::invalid("peer address"))?;
        let name = std::str::from_utf8(name).map_err(Fault::invalid)?;
        Ok(host.engine.connect(endpoint, config, peer, name, now_ms)?.into())
    })
}

/// `io[..length]` holds datagrams. Leaves events and, for unknown connections, direct answers.
#[unsafe(no_mangle)]
pub extern "C" fn qe_receive(endpoint: u32, length: u32, now_ms: f64) -> f64 {
    call(|host| {
        host.engine.receive(endpoint, slice(&host.io, length)?, now_ms)?;
        host.publish();
        Ok(0.0)
    })
}

/// Drives a connection: its timers, what it wants to send, what it has to say.
#[unsafe(no_mangle)]
pub extern "C" fn qe_pump(connection: u32, now_ms: f64) -> f64 {
    call(|host| {
        host.engine.pump(connection, now_ms)?;
        host.publish();
        Ok(0.0)
    })
}

/// Opens a bidirectional stream and returns its id.
#[unsafe(no_mangle)]
pub extern "C" fn qe_open(connection: u32) -> f64 {
    call(|host| Ok(u64::from(stream::open(&mut host.engine.connection(connection)?.quic)?) as f64))
}

/// Writes `io[..length]`; returns how much of it was taken. `fin` counts only when all was.
#[unsafe(no_mangle)]
pub extern "C" fn qe_write(connection: u32, stream_id: f64, length: u32, fin: u32) -> f64 {
    call(|host| {
        let entry = host.engine.connection(connection)?;
        let data = slice(&host.io, length)?;
        Ok(stream::write(&mut entry.quic, stream::id(stream_id)?, data, fin != 0)? as f64)
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn qe_cancel(connection: u32, stream_id: f64, code: f64) -> f64 {
    call(|host| {
        let entry = host.engine.connection(connection)?;
        stream::cancel(&mut entry.quic, stream::id(stream_id)?, code).map(|()| 0.0)
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn qe_ping(connection: u32) -> f64 {
    call(|host| {
        host.engine.connection(connection)?.quic.ping();
        Ok(0.0)
    })
}

/// The smoothed round-trip time in milliseconds.
#[unsafe(no_mangle)]
pub extern "C" fn qe_round_trip_ms(connection: u32) -> f64 {
    call(|host| Ok(host.engine.connection(connection)?.quic.rtt().as_secs_f64() * 1e3))
}

/// `io[..reason_length]` is the reason; the CONNECTION_CLOSE leaves with the next `qe_pump`.
#[unsafe(no_mangle)]
pub extern "C" fn qe_close(connection: u32, code: f64, reason_length: u32, now_ms: f64) -> f64 {
    call(|host| {
        host.engine.close(connection, code, slice(&host.io, reason_length)?, now_ms)?;
        Ok(0.0)
    })
}

/// The negotiated ALPN name, to the io buffer.
#[unsafe(no_mangle)]
pub extern "C" fn qe_alpn(connection: u32) -> f64 {
    call(|host| {
        let name = host.engine.connection(connection)?.alpn().unwrap_or_default();
        host.answer(&name)
    })
}

/// The peer's chain as DER records, to the io buffer.
#[unsafe(no_mangle)]
pub extern "C" fn qe_peer_certificates(connection: u32) -> f64 {
    call(|host| {
        let mut records = Vec::new();
        for der in
            host.engine.connection(connection)?.peer_certificates().iter().flat_map(|chain| chain.iter())
        {
            records.extend_from_slice(&(der.len() as u32).to_le_bytes());
            records.extend_from_slice(der);
        }
        host.answer(&records)
    })
}

/// Panics, so that a test can see what a trap does.
#[unsafe(no_mangle)]
#[allow(clippy::panic)]
pub extern "C" fn qe_trap() {
    panic!("trapped on request");
}
