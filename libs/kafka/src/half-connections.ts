import broker from 'kafkajs/src/broker/index.js';

const { prototype } = broker;
const connect = prototype.connect;

/**
 * A broker that hangs takes the connection and does not say what it can. kafkajs fails, keeps the connection, takes it for
 * whole the next time, and its client fails for ever with "Broker not connected", also when the broker answers again.
 */
prototype.connect = async function connectWhollyOrNot(): Promise<void> {
  try {
    await connect.call(this);
  } catch (fault) {
    await this.disconnect().catch(() => undefined);
    throw fault;
  }
};
