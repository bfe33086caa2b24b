/** What the server speaks. */
export type ServerProtocol = 'udp' | 'tcp' | 'tls' | 'https' | 'quic';
