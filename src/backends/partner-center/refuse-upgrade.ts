import type { ClientRequest } from 'node:http';

/**
 * The same request, which fails when its answer is `101 Switching Protocols`: nobody asked for another protocol, and after
 * the switch Node tells the request neither of an answer nor of an end.
 */
export const refuseUpgrade = (sent: ClientRequest): ClientRequest =>
  sent.on('upgrade', (_answer, socket) => {
    socket.destroy();
    sent.emit('error', Object.assign(new Error('another protocol'), { code: 'HTTP_101' }));
  });
