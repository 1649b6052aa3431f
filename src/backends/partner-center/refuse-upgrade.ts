/**
 * The same request, which fails when its answer is `101 Switching Protocols`: nobody asked for another protocol, and after
 * the switch Node tells the request neither of an answer nor of an end.
 */
export const refuseUpgrade = <T extends NodeJS.EventEmitter>(sent: T): T =>
  sent.on('upgrade', (_answer: unknown, socket: { destroy(): void }) => {
    socket.destroy();
    sent.emit('error', Object.assign(new Error('another protocol'), { code: 'HTTP_101' }));
  });
