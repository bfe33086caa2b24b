export {
  certificateAuthority,
  selfSignedCertificate,
  type CertificateAuthority,
  type CertificateOptions,
  type ServerCertificate,
} from './certificates/index.ts';
export { EXAMPLE_ORIGIN, exampleZone, zone, type Zone } from './zone/index.ts';
