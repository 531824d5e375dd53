import { setSourceMapsSupport } from 'node:module';

/**
 * For `node --import`: traces name our sources, as with `--enable-source-maps`, which keeps the maps of every package in
 * memory as well: 30 MB (ADR 0033).
 */
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
