//! All state of an instance: endpoints, connections, configurations.

use crate::config;
use crate::connection::{Entry, var_int};
use crate::fault::{Code, Fault};
use crate::output::{Kind, Output};
use crate::records::{Datagrams, address_octets};
use bytes::{Bytes, BytesMut};
use quinn_proto::{
    ClientConfig, ConnectionHandle, DatagramEvent, Endpoint, EndpointConfig, Incoming, ServerConfig,
};
use rustc_hash::{FxHashMap, FxHashSet};
use rustls::RootCertStore;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub struct Engine {
    started: Instant,
    now: Instant,
    endpoint_config: Arc<EndpointConfig>,
    endpoints: FxHashMap<u32, EndpointEntry>,
    connections: FxHashMap<u32, Entry>,
    client_configs: FxHashMap<u32, ClientConfig>,
    root_stores: FxHashMap<u32, Arc<RootCertStore>>,
    last_id: u32,
    dirty: Vec<u32>,
    pub output: Output,
}

struct EndpointEntry {
    quic: Endpoint,
    ids: FxHashMap<ConnectionHandle, u32>,
    /// Taken from an address that has not proved to be the sender's: until the handshake is complete, a forged
    /// datagram may be all that there is of it.
    unproven: FxHashSet<u32>,
    max_connections: usize,
}

impl EndpointEntry {
    /// So many unproven connections that the next client must show that it receives at its address, before it
    /// is given one (Retry, RFC 9000 section 8.1.2).
    fn is_wary(&self) -> bool {
        self.unproven.len() > self.max_connections / 2
    }
}

impl Engine {
    pub fn new() -> Self {
        let started = Instant::now();
        Self {
            started,
            now: started,
            endpoint_config: config::endpoint_config(),
            endpoints: FxHashMap::default(),
            connections: FxHashMap::default(),
            client_configs: FxHashMap::default(),
            root_stores: FxHashMap::default(),
            last_id: 0,
            dirty: Vec::new(),
            output: Output::default(),
        }
    }

    /// Takes a batch of datagrams and reports what they said. What they call for (acknowledgements, more
    /// credit) is sent by the next `pump` of each connection named in a `Received` event, together with what
    /// the host adds.
    pub fn receive(&mut self, endpoint: u32, datagrams: &[u8], now_ms: f64) -> Result<(), Fault> {
        self.advance(now_ms);
        self.output.clear();
        for (peer, payload) in Datagrams(datagrams) {
            // No host can answer to port 0: such a source is forged.
            if peer.port() != 0 {
                self.receive_one(endpoint, peer, payload)?;
            }
        }
        let mut dirty = std::mem::take(&mut self.dirty);
        for id in dirty.drain(..) {
            let Some(connection) = self.connections.get_mut(&id) else { continue };
            let Some(endpoint) = self.endpoints.get_mut(&connection.endpoint) else { continue };
            connection.collect(id, &mut endpoint.quic, &mut self.output);
            // A complete handshake proves the address (RFC 9000 section 8.1).
            if connection.connected {
                endpoint.unproven.remove(&id);
            }
            self.output.event(Kind::Received, id, 0, 0, &[]);
        }
        self.dirty = dirty;
        Ok(())
    }

    /// Drives one connection: its timers, what it wants to send, what it has to say.
    pub fn pump(&mut self, connection: u32, now_ms: f64) -> Result<(), Fault> {
        self.advance(now_ms);
        self.output.clear();
        let entry = self.connections.get_mut(&connection).ok_or_else(Fault::unknown_handle)?;
        let endpoint = self.endpoints.get_mut(&entry.endpoint).ok_or_else(Fault::unknown_handle)?;
        if entry.drive(connection, &mut endpoint.quic, self.now, &mut self.output) {
            endpoint.ids.remove(&entry.handle);
            endpoint.unproven.remove(&connection);
            self.connections.remove(&connection);
        }
        Ok(())
    }

    pub fn connect(
        &mut self,
        endpoint: u32,
        config: u32,
        peer: SocketAddr,
        name: &str,
        now_ms: f64,
    ) -> Result<u32, Fault> {
        let now = self.advance(now_ms);
        let config = self.client_configs.get(&config).ok_or_else(Fault::unknown_handle)?.clone();
        let entry = self.endpoints.get_mut(&endpoint).ok_or_else(Fault::unknown_handle)?;
        let (handle, quic) = entry.quic.connect(now, config, peer, name).map_err(Fault::invalid)?;
        self.last_id += 1;
        entry.ids.insert(handle, self.last_id);
        self.connections
            .insert(self.last_id, Entry { quic, handle, endpoint, connected: false, dirty: false });
        Ok(self.last_id)
    }

    pub fn close(&mut self, connection: u32, code: f64, reason: &[u8], now_ms: f64) -> Result<(), Fault> {
        let now = self.advance(now_ms);
        let code = var_int(code).ok_or_else(|| Fault::invalid("error code"))?;
        self.connection(connection)?.quic.close(now, code, Bytes::copy_from_slice(reason));
        Ok(())
    }

    pub fn connection(&mut self, id: u32) -> Result<&mut Entry, Fault> {
        self.connections.get_mut(&id).ok_or_else(Fault::unknown_handle)
    }

    pub fn add_roots(&mut self, roots: Arc<RootCertStore>) -> u32 {
        self.last_id += 1;
        self.root_stores.insert(self.last_id, roots);
        self.last_id
    }

    pub fn roots(&self, id: u32) -> Result<Arc<RootCertStore>, Fault> {
        self.root_stores.get(&id).cloned().ok_or_else(Fault::unknown_handle)
    }

    pub fn add_client_config(&mut self, config: ClientConfig) -> u32 {
        self.last_id += 1;
        self.client_configs.insert(self.last_id, config);
        self.last_id
    }

    /// An endpoint is one UDP socket of the host; without a server configuration it takes no connections.
    pub fn add_endpoint(&mut self, server: Option<ServerConfig>, max_connections: u32) -> u32 {
        let quic = Endpoint::new(self.endpoint_config.clone(), server.map(Arc::new), false, None);
        self.last_id += 1;
        let entry = EndpointEntry {
            quic,
            ids: FxHashMap::default(),
            unproven: FxHashSet::default(),
            max_connections: max_connections as usize,
        };
        self.endpoints.insert(self.last_id, entry);
        self.last_id
    }

    /// Frees a configuration or a set of roots; connections that use it keep it.
    pub fn free_config(&mut self, id: u32) -> Result<(), Fault> {
        let known = self.client_configs.remove(&id).is_some() || self.root_stores.remove(&id).is_some();
        if known { Ok(()) } else { Err(Fault::unknown_handle()) }
    }

    /// Frees an endpoint with all its connections.
    pub fn free_endpoint(&mut self, id: u32) -> Result<(), Fault> {
        let entry = self.endpoints.remove(&id).ok_or_else(Fault::unknown_handle)?;
        for connection in entry.ids.values() {
            self.connections.remove(connection);
        }
        Ok(())
    }

    /// The host's clock in milliseconds. It never runs backwards here, whatever the host says.
    fn advance(&mut self, now_ms: f64) -> Instant {
        let elapsed = Duration::from_nanos((now_ms * 1e6) as u64);
        let now = self.started.checked_add(elapsed).unwrap_or(self.now);
        self.now = self.now.max(now);
        self.now
    }

    fn receive_one(&mut self, endpoint: u32, peer: SocketAddr, payload: &[u8]) -> Result<(), Fault> {
        let entry = self.endpoints.get_mut(&endpoint).ok_or_else(Fault::unknown_handle)?;
        self.output.datagram.clear();
        let datagram = BytesMut::from(payload);
        match entry.quic.handle(self.now, peer, None, None, datagram, &mut self.output.datagram) {
            Some(DatagramEvent::ConnectionEvent(handle, event)) => {
                let Some(&id) = entry.ids.get(&handle) else { return Ok(()) };
                let Some(connection) = self.connections.get_mut(&id) else { return Ok(()) };
                connection.quic.handle_event(event);
                if !connection.dirty {
                    connection.dirty = true;
                    self.dirty.push(id);
                }
            }
            Some(DatagramEvent::NewConnection(incoming)) => self.accept(endpoint, peer, incoming),
            Some(DatagramEvent::Response(transmit)) => self.output.transmit(endpoint, &transmit),
            None => {}
        }
        Ok(())
    }

    fn accept(&mut self, endpoint: u32, peer: SocketAddr, incoming: Incoming) {
        let Some(entry) = self.endpoints.get_mut(&endpoint) else { return };
        self.output.datagram.clear();
        if entry.ids.len() >= entry.max_connections {
            let transmit = entry.quic.refuse(incoming, &mut self.output.datagram);
            self.output.transmit(endpoint, &transmit);
            return;
        }
        let proven = incoming.remote_address_validated();
        if !proven && entry.is_wary() {
            // It fails only for an answer to a Retry, and those are proven.
            if let Ok(transmit) = entry.quic.retry(incoming, &mut self.output.datagram) {
                self.output.transmit(endpoint, &transmit);
            }
            return;
        }
        match entry.quic.accept(incoming, self.now, &mut self.output.datagram, None) {
            Ok((handle, quic)) => {
                self.last_id += 1;
                entry.ids.insert(handle, self.last_id);
                if !proven {
                    entry.unproven.insert(self.last_id);
                }
                let connection = Entry { quic, handle, endpoint, connected: false, dirty: true };
                self.connections.insert(self.last_id, connection);
                self.dirty.push(self.last_id);
                let address = address_octets(peer.ip());
                self.output.event(
                    Kind::Accepted,
                    self.last_id,
                    endpoint.into(),
                    peer.port().into(),
                    &address,
                );
            }
            Err(error) => {
                if let Some(transmit) = error.response {
                    self.output.transmit(endpoint, &transmit);
                }
            }
        }
    }
}

/// Fails unless a length from the host lies within the buffer.
pub fn slice(buffer: &[u8], length: u32) -> Result<&[u8], Fault> {
    buffer.get(..length as usize).ok_or(Fault::from(Code::TooLarge))
}
