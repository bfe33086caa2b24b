export { bootstrap, type Bootstrap, type BootstrapOptions } from './bootstrap.ts';
