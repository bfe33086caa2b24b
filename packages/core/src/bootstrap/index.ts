export { bootstrap, type BootstrapOptions } from './bootstrap.ts';
