/** What the supervisor tells its parent about the command it runs. */
export type SupervisorMessage =
  | { readonly type: 'started'; readonly pid: number | undefined }
  /** The command ended without having been asked to; `how` is a signal, an exit code, or why it could not be started. */
  | { readonly type: 'ended'; readonly how: string };

export function isSupervisorMessage(message: unknown): message is SupervisorMessage {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  if (message.type === 'started') return 'pid' in message && ['number', 'undefined'].includes(typeof message.pid);
  return message.type === 'ended' && 'how' in message && typeof message.how === 'string';
}
