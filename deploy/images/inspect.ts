import { parseArgs } from 'node:util';
import { contentProblems, differences, manifest } from './image-content.rules.ts';
import { compressedSize, describeContent, imageFiles } from './inspect-image.ts';

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

const files = await imageFiles(image);
const faults = [
  ...contentProblems(files, values.demo ? 'demo' : 'production'),
  ...(values.like === undefined ? [] : differences(files, await imageFiles(values.like))),
];
if (values.manifest) console.log(manifest(files).join('\n'));
else {
  console.log(
    `${image}: ${((await compressedSize(image)) / 1e6).toFixed(1)} MB compressed, of which unpacked`,
  );
  console.log(describeContent(files));
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
