export {
  certificateAuthority,
  selfSignedCertificate,
  type CertificateAuthority,
  type CertificateOptions,
  type ServerCertificate,
} from './certificate-authority.ts';
