/** Version of the package, put in by the build. */
declare const __BESIDE_VERSION__: string;
