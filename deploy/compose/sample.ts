/** One-shot of docker-compose.yml: imports the sample into the registers, over the API that an office would use. */
import { loadSample } from '../local/sample-data.ts';
import { insideEndpoints, installation, once } from './inside.ts';

await once(async () => {
  const given = await installation();
  await loadSample(given.home, insideEndpoints(given, process.env), (text) => console.log(text));
});
