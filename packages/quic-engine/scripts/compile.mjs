// Compiles the crate inside the Debian tree. Paths in the tree are the same everywhere, and so is the result.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isCrateFile } from './checksums.mjs';
import { makeTree, runInTree, toolchainVersions, tree } from './debian-tree.mjs';
import { crate } from './paths.mjs';

const TARGET = 'wasm32-wasip1';
const RUST_FEATURES = '+simd128,+bulk-memory,+sign-ext,+mutable-globals,+nontrapping-fptoint';
const OPTIMISER_FEATURES =
  '--enable-simd --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int';

const BUILD_ENVIRONMENT = {
  CARGO_HOME: '/build/cargo-home',
  SOURCE_DATE_EPOCH: '0',
  CC_wasm32_wasip1: 'clang',
  AR_wasm32_wasip1: 'llvm-ar-21',
  CFLAGS_wasm32_wasip1: '--sysroot=/usr -O3 -g0 -msimd128 -mbulk-memory -ffile-prefix-map=/build=',
  CARGO_TARGET_WASM32_WASIP1_LINKER: 'wasm-ld-21',
  CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS: `-Ctarget-feature=${RUST_FEATURES} --remap-path-prefix=/build=`,
};

// Fetching is the only step that needs a network; the lock file names every crate by its checksum.
const VENDOR = `
cd /build/crate
cargo vendor --locked --versioned-dirs /build/vendor >/build/cargo-vendor.toml
mkdir -p /build/.cargo
cp /build/cargo-vendor.toml /build/.cargo/config.toml
`;

const COMPILE = `
cd /build/crate
cargo build --frozen --release --target ${TARGET} --target-dir /build/target
wasm-opt ${OPTIMISER_FEATURES} -Os --strip-debug --strip-producers \
  /build/target/${TARGET}/release/quic_engine.wasm -o /build/quic-engine.wasm
`;

/** Returns the module, the toolchain's versions, and the folder with the crates' sources. */
export function compile({ fresh = false } = {}) {
  makeTree({ fresh });
  const build = join(tree, 'build');
  rmSync(build, { recursive: true, force: true });
  mkdirSync(build);
  cpSync(crate, join(build, 'crate'), { recursive: true, filter: isCrateFile });
  runInTree(VENDOR, BUILD_ENVIRONMENT);
  runInTree(COMPILE, BUILD_ENVIRONMENT);
  return {
    bytes: readFileSync(join(build, 'quic-engine.wasm')),
    versions: toolchainVersions(),
    vendor: join(build, 'vendor'),
  };
}
