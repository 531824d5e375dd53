import broker from 'kafkajs/src/broker/index.js';
import connection from 'kafkajs/src/network/connection.js';

const { apiVersions } = broker.prototype;
const { authenticate } = connection.prototype;

/*
 * A broker that hangs takes the connection and does not say what it can. kafkajs fails, keeps the connection, takes it for
 * whole the next time, and its client fails for ever with "Broker not connected", also when the broker answers again. Both
 * are steps of its `connect`, so they end while it still holds its lock: whoever waits for that finds no half connection.
 */

broker.prototype.apiVersions = async function toldOrClosed() {
  try {
    return await apiVersions.call(this);
  } catch (fault) {
    await this.disconnect().catch(() => undefined);
    throw fault;
  }
};

connection.prototype.authenticate = async function provenOrClosed() {
  try {
    await authenticate.call(this);
  } catch (fault) {
    await this.disconnect().catch(() => undefined);
    throw fault;
  }
};
