import { type dynamic, log } from "@pulumi/pulumi";
import { type ConfigReader, type Connection, connect } from "./connection";
import type { Lifecycle } from "./lifecycle";
import { memberLifecycle } from "./member.impl";
import { withoutStack } from "./outcome";
import { securityRole as role } from "./securityRole.impl";

let config: ConfigReader = () => undefined;
let connected: Connection | undefined;

/** Remembers where the configuration comes from; what is wrong with it, the first check says. */
export function configure(source: { get(key: string): string | undefined }): void {
  config = (key) => source.get(key);
}

/** The tenant, opened once in a process. */
function connection(): Connection {
  if (!connected) {
    connected = connect(config);
    for (const notice of connected.notices) log.warn(notice);
  }
  return connected;
}

const progress = (message: string) => void log.info(message, undefined, undefined, true);

/** A lifecycle as the engine calls it. */
function handlers<Inputs, State>(lifecycle: Lifecycle<Inputs, State>): dynamic.ResourceProvider {
  return {
    check: (olds, news) => lifecycle.check(connection, olds, news),
    diff: async (_id, olds, news) => lifecycle.diff(olds, news),
    create: (inputs) => lifecycle.create(connection(), inputs, progress),
    read: (id, state) =>
      withoutStack(async () => {
        const found = await lifecycle.read(connection(), Number(id), state);
        // Without an id the engine takes the resource for gone.
        return found ? { id, ...found } : ({} as dynamic.ReadResult);
      }),
    update: async (id, olds, news) => ({
      outs: await lifecycle.update(connection(), Number(id), olds, news, progress),
    }),
    delete: (id, state) => withoutStack(() => lifecycle.delete(connection(), Number(id), state, progress)),
  };
}

export const securityRole = handlers(role);
export const apiMember = handlers(memberLifecycle("api"));
export const member = handlers(memberLifecycle("full"));
