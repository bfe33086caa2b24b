//! TLS and transport settings.

use crate::fault::Fault;
use crate::records::Blobs;
use quinn_proto::crypto::rustls::{QuicClientConfig, QuicServerConfig};
use quinn_proto::{ClientConfig, EndpointConfig, NoneTokenStore, ServerConfig, TransportConfig, VarInt};
use rustls::RootCertStore;
use rustls::client::{ClientSessionMemoryCache, Resumption};
use rustls::crypto::CryptoProvider;
use rustls::crypto::ring::cipher_suite::{
    TLS13_AES_128_GCM_SHA256, TLS13_AES_256_GCM_SHA384, TLS13_CHACHA20_POLY1305_SHA256,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::sync::Arc;

/// RFC 9000 section 14: every path carries 1,200 bytes. Larger needs DF, which the host's sockets cannot set.
const DATAGRAM_BYTES: u16 = 1_200;
const STREAM_RECEIVE_WINDOW: u32 = 512 << 10;
const RECEIVE_WINDOW: u32 = 4 << 20;
const SEND_WINDOW: u64 = 1 << 20;
/// RFC 9001: QUIC version 1, the only one offered.
const QUIC_V1: u32 = 1;
/// Session tickets kept per client configuration, which serves one origin.
const SESSIONS: usize = 8;
/// Connection attempts whose handshake has not begun; each is accepted, sent a Retry or refused at once.
const MAX_INCOMING: usize = 64;

pub fn endpoint_config() -> Arc<EndpointConfig> {
    let mut config = EndpointConfig::default();
    config.supported_versions(vec![QUIC_V1]);
    Arc::new(config)
}

/// Trust anchors from DER records. Ones that cannot be parsed are left out, as platforms' sets have some:
/// they can validate nothing, so without them less is trusted, never more. It is a fault if none is left.
pub fn roots(records: &[u8]) -> Result<Arc<RootCertStore>, Fault> {
    let mut store = RootCertStore::empty();
    let mut unusable = None;
    for der in Blobs(records) {
        if let Err(error) = store.add(CertificateDer::from(der)) {
            unusable.get_or_insert(error);
        }
    }
    if store.is_empty() {
        let why = unusable.map(|error| format!(": {error}")).unwrap_or_default();
        return Err(Fault::tls(format!("no usable root certificate{why}")));
    }
    Ok(Arc::new(store))
}

pub fn client(
    roots: Arc<RootCertStore>,
    alpn: &[u8],
    idle_ms: u32,
    resume: bool,
) -> Result<ClientConfig, Fault> {
    let mut tls = rustls::ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(Fault::tls)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.alpn_protocols = Blobs(alpn).map(<[u8]>::to_vec).collect();
    tls.resumption = if resume {
        Resumption::store(Arc::new(ClientSessionMemoryCache::new(SESSIONS)))
    } else {
        Resumption::disabled()
    };
    let mut config = ClientConfig::new(Arc::new(QuicClientConfig::try_from(tls).map_err(Fault::tls)?));
    config.transport_config(Arc::new(transport(idle_ms, 0)));
    // Knot refuses a connection that carries a NEW_TOKEN token.
    config.token_store(Arc::new(NoneTokenStore));
    Ok(config)
}

/// `records` holds the PKCS #8 key, then the certificate chain, leaf first.
pub fn server(records: &[u8], alpn: &[u8], idle_ms: u32, streams: u32) -> Result<ServerConfig, Fault> {
    let mut blobs = Blobs(records);
    let key = blobs.next().ok_or_else(|| Fault::invalid("no private key"))?;
    let key = PrivateKeyDer::try_from(key.to_vec()).map_err(Fault::tls)?;
    let chain = blobs.map(|der| CertificateDer::from(der.to_vec())).collect();
    let mut tls = rustls::ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(Fault::tls)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(Fault::tls)?;
    tls.alpn_protocols = Blobs(alpn).map(<[u8]>::to_vec).collect();
    let mut config =
        ServerConfig::with_crypto(Arc::new(QuicServerConfig::try_from(tls).map_err(Fault::tls)?));
    config.transport_config(Arc::new(transport(idle_ms, streams)));
    config.max_incoming(MAX_INCOMING);
    Ok(config)
}

fn transport(idle_ms: u32, streams: u32) -> TransportConfig {
    let mut config = TransportConfig::default();
    config
        .max_idle_timeout(Some(VarInt::from_u32(idle_ms).into()))
        .max_concurrent_bidi_streams(streams.into())
        .max_concurrent_uni_streams(VarInt::from_u32(0))
        .stream_receive_window(STREAM_RECEIVE_WINDOW.into())
        .receive_window(RECEIVE_WINDOW.into())
        .send_window(SEND_WINDOW)
        .datagram_receive_buffer_size(None)
        .mtu_discovery_config(None)
        .initial_mtu(DATAGRAM_BYTES)
        .enable_segmentation_offload(false);
    config
}

/// ChaCha20-Poly1305 first: in WebAssembly, without AES instructions, it is twice as fast and needs no
/// tables.
fn provider() -> Arc<CryptoProvider> {
    let mut provider = rustls::crypto::ring::default_provider();
    provider.cipher_suites =
        vec![TLS13_CHACHA20_POLY1305_SHA256, TLS13_AES_128_GCM_SHA256, TLS13_AES_256_GCM_SHA384];
    Arc::new(provider)
}
