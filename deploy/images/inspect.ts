import { parseArgs } from 'node:util';
import { differences, manifest } from './image-content.rules.ts';
import { imageFiles, inspectImage } from './inspect-image.ts';

const usage = `inspect.js <image> [--demo] [--manifest] [--like=<image>]

  Lists what is in an image and fails for what must not be there.
  --demo       identity and sample data may be
  --manifest   a line a file: path, SHA-256, mode, owner, and of our files the time of their last change
  --like       another image, which must hold the same files`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    demo: { type: 'boolean', default: false },
    manifest: { type: 'boolean', default: false },
    like: { type: 'string' },
  },
});
const [image] = positionals;
if (image === undefined) throw new Error(usage);

if (values.manifest) console.log(manifest(await imageFiles(image)).join('\n'));
else console.log(await inspectImage(image, values.demo ? 'demo' : 'production'));
if (values.like !== undefined) {
  const unlike = differences(await imageFiles(image), await imageFiles(values.like));
  for (const line of unlike) console.error(line);
  process.exitCode = unlike.length > 0 ? 1 : 0;
}
