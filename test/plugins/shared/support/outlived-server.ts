import { PluginServer, sendText } from '../../../../plugins/shared/plugin-server.js';

/*
 * A process that opens two servers, one on the port that it is given, which is taken, and closes neither. It says where the other listens,
 * and ends by itself when its input does, if no server keeps it alive.
 */

const [, , taken = '0'] = process.argv;
const settings = { plugin: 'page', host: '127.0.0.1' };
const answer = (): void => undefined;
const listening = new PluginServer({ ...settings, port: 0 }, (_request, response) => {
  // Half of an answer, so that the connection stays in use.
  response.writeHead(200).write('half of');
});
const waiting = new PluginServer({ ...settings, port: Number(taken) }, (_request, response) =>
  sendText(response, 200, ''),
);

await waiting.open((_error, cause) => console.log(cause));
await listening.open(answer);
console.log(`listens on ${listening.url ?? 'nothing'}`);
for await (const chunk of process.stdin) console.log(String(chunk));
