export {
  type AddressFilter,
  addressFilter,
  type AddressFilterOptions,
  type Denial,
} from './address-filter.ts';
export { orderDestinations } from './destination-order.ts';
export { embeddedIpv4 } from './embedded-ipv4.ts';
export {
  commonPrefixLength,
  formatAddress,
  formatNetwork,
  isInNetwork,
  parseAddress,
  parseNetwork,
} from './ip-network.ts';
export { reverseName } from './reverse-name.ts';
export type { NetworkSet } from './special-networks.ts';
