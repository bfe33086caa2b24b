//! QUIC for a WebAssembly host: quinn-proto and rustls behind a small C ABI (see ABI.md).
//!
//! The host owns the sockets, the timers and the clock. It hands received datagrams in, asks for a connection
//! to be driven, and takes events and datagrams out. No code here is unsafe; nothing that the host or the
//! network says is unwrapped. What still panics (a bug in a dependency) traps, and costs the host this
//! instance only.

mod abi;
mod config;
mod connection;
mod engine;
mod fault;
mod output;
mod records;
mod stream;
