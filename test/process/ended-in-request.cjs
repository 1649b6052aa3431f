/** Loaded before the program: ends it, as ENDED_BY says, in the moment in which a request with a token leaves. */
const { ClientRequest } = require('node:http');

const { end } = ClientRequest.prototype;
ClientRequest.prototype.end = function (...words) {
  if (this.getHeader('authorization') !== undefined) {
    if (process.env.ENDED_BY === 'abort') process.abort();
    setImmediate(() => {
      throw Object.assign(new Error('nobody catches this'), { path: this.path });
    });
  }
  return end.apply(this, words);
};
