/** A process that runs `COMMAND` under supervision in `FOLDER`, logging to `LOG`, and never stops it: for a test that kills this process. */
import { startSupervised } from '../../../scripts/conductor-server/supervised-process.js';

const [folder, logFile, command] = process.argv.slice(2);
if (folder === undefined || logFile === undefined || command === undefined) throw new Error('FOLDER LOG COMMAND');
startSupervised({ command, args: [], env: process.env, folder, logFile, graceMs: 300 });
