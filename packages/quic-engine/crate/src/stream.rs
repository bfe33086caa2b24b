//! Bidirectional streams.

use crate::connection::var_int;
use crate::fault::{Code, Fault};
use crate::output::{Kind, Output};
use quinn_proto::{Connection, Dir, FinishError, ReadError, StreamId, WriteError};

pub fn id(value: f64) -> Result<StreamId, Fault> {
    let stream = StreamId::from(var_int(value).ok_or_else(|| Fault::invalid("stream id"))?);
    // quinn-proto asserts that a unidirectional stream is used in its own direction only.
    if stream.dir() == Dir::Bi { Ok(stream) } else { Err(Fault::invalid("not a bidirectional stream")) }
}

pub fn open(quic: &mut Connection) -> Result<StreamId, Fault> {
    quic.streams().open(Dir::Bi).ok_or(Fault::from(Code::NoCredit))
}

/// Writes what flow control lets through and returns how much; finishes when all went and `fin` is set.
pub fn write(quic: &mut Connection, stream: StreamId, data: &[u8], fin: bool) -> Result<usize, Fault> {
    let mut send = quic.send_stream(stream);
    let mut written = 0;
    while let Some(rest) = data.get(written..).filter(|rest| !rest.is_empty()) {
        match send.write(rest) {
            Ok(count) => written += count,
            Err(WriteError::Blocked) => return Ok(written),
            Err(WriteError::Stopped(_) | WriteError::ClosedStream) => return Err(Code::StreamClosed.into()),
        }
    }
    if fin {
        match send.finish() {
            Ok(()) => {}
            Err(FinishError::Stopped(_) | FinishError::ClosedStream) => return Err(Code::StreamClosed.into()),
        }
    }
    Ok(written)
}

/// Gives up both directions with one code: STOP_SENDING and RESET_STREAM (RFC 9000 section 3.5).
pub fn cancel(quic: &mut Connection, stream: StreamId, code: f64) -> Result<(), Fault> {
    let code = var_int(code).ok_or_else(|| Fault::invalid("error code"))?;
    // A direction that has already ended needs no signal.
    let _ = quic.recv_stream(stream).stop(code);
    let _ = quic.send_stream(stream).reset(code);
    Ok(())
}

/// Hands over all that can be read in order. The host keeps the bytes, so the window opens again at once.
pub fn drain(quic: &mut Connection, connection: u32, stream: StreamId, output: &mut Output) {
    let mut receive = quic.recv_stream(stream);
    let Ok(mut chunks) = receive.read(true) else { return };
    loop {
        match chunks.next(usize::MAX) {
            Ok(Some(chunk)) => output.event(Kind::Data, connection, stream.into(), 0, &chunk.bytes),
            Ok(None) => {
                output.event(Kind::End, connection, stream.into(), 0, &[]);
                break;
            }
            Err(ReadError::Reset(code)) => {
                output.event(Kind::Reset, connection, stream.into(), code.into_inner(), &[]);
                break;
            }
            Err(ReadError::Blocked) => break,
        }
    }
    // The frames that open the window leave with the next poll_transmit, which always follows.
    let _ = chunks.finalize().should_transmit();
}
