// The part of the WebAssembly API that is used here. TypeScript declares it in its browser library only.
declare namespace WebAssembly {
  type ModuleImports = Record<string, (...args: never[]) => unknown>;

  interface Module {
    readonly __brand: 'WebAssembly.Module';
  }

  interface Memory {
    readonly buffer: ArrayBuffer;
  }

  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }

  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Record<string, ModuleImports>): Promise<Instance>;
}
