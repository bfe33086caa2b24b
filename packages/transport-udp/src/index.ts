export { tcp, type TcpOptions } from './tcp.ts';
export { udp, type UdpOptions } from './udp.ts';
