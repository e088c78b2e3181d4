import { InitializationError } from "../../provider/lifecycle/outcome";
import type { Process } from "./process";
import { type Properties, type Provider, RESOURCE_KINDS, type ResourceKind, wire } from "./provider";

/** A resource as the engine's state has it. */
export interface Resource {
  readonly kind: ResourceKind;
  /** Its logical name: what the program calls it. */
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Whether another one replaced it, and it is still to be deleted. */
  readonly isReplaced: boolean;
  /** Whether the last operation left it unfinished. */
  readonly hasInitErrors: boolean;
}

/** What a program asks for; arguments may depend on the ids of resources that come before, `undefined` where unknown. */
export interface Registration {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly args: (idOf: (kind: ResourceKind) => string | undefined) => Properties;
}

/** A program, and the configuration of its provider. */
export interface Program<Config> {
  readonly config: Config;
  readonly registrations: readonly Registration[];
}

/** One run of the engine. `open` starts a provider's process. */
export interface Run<Config> {
  readonly process: Process;
  readonly open: (config: Config) => Provider;
  readonly isPreviewed: boolean;
}

/**
 * What Pulumi's engine does with one stack's state, as pkg/v3 v3.230.0 of its source has it (resource/deploy, backend/snapshot.go): every
 * operation is recorded once it ended; a failed one ends the run; an old resource is deleted after everything else; a refresh
 * reads all, goes on after a failure, is recorded as a whole, and asks for a difference after each read.
 */
export class Engine<Config> {
  resources: readonly Resource[] = [];
  /** What the provider was last registered with: refresh and destroy know no other. */
  #lastConfig: Config | undefined;

  /** @param onDeleted told of each resource whose deletion is recorded */
  constructor(private readonly onDeleted: (resource: Resource) => void) {}

  async preview({ process, open }: Run<Config>, program: Program<Config>, refresh: boolean): Promise<void> {
    const isRead = refresh && this.resources.length > 0;
    const known = isRead
      ? await this.#read(process, this.#openLast(open))
      : { resources: this.resources, failures: [] };
    throwFirst(known.failures);
    const provider = open(program.config);
    const ids = new Map<ResourceKind, string>();
    for (const { kind, name, args } of program.registrations) {
      const old = known.resources.find(isCurrent(kind, name));
      const news = args((other) => ids.get(other));
      const inputs = await process.whole(provider.check(kind, old?.inputs ?? {}, news));
      const difference = old && (await process.whole(provider.diff(kind, old.id, old.outputs, inputs)));
      if (old && !difference?.isReplaced) ids.set(kind, old.id);
    }
  }

  async up(run: Run<Config>, program: Program<Config>, refresh: boolean): Promise<void> {
    const { process, open, isPreviewed } = run;
    if (isPreviewed) await this.preview(run, program, refresh);
    let provider: Provider | undefined;
    if (refresh && this.resources.length > 0) {
      provider = this.#openLast(open);
      await this.#refresh(process, provider);
    }
    if (provider === undefined || this.#lastConfig !== program.config) provider = open(program.config);
    this.#lastConfig = program.config;
    const ids = new Map<ResourceKind, string>();
    for (const { kind, name, args } of program.registrations) {
      const news = args((other) => ids.get(other));
      ids.set(kind, await this.#register(process, provider, kind, name, news));
    }
    const isRequested = ({ kind, name, isReplaced }: Resource) =>
      !isReplaced && program.registrations.some((requested) => requested.kind === kind && requested.name === name);
    await this.#delete(process, provider, (resource) => !isRequested(resource));
  }

  async refresh({ process, open, isPreviewed }: Run<Config>): Promise<void> {
    if (this.resources.length === 0) return;
    if (isPreviewed) throwFirst((await this.#read(process, this.#openLast(open))).failures);
    await this.#refresh(process, this.#openLast(open));
  }

  async destroy({ process, open }: Run<Config>): Promise<void> {
    if (this.resources.length > 0) await this.#delete(process, this.#openLast(open), () => true);
  }

  #openLast(open: (config: Config) => Provider): Provider {
    if (this.#lastConfig === undefined) throw new Error("A state has the configuration of the provider that made it");
    return open(this.#lastConfig);
  }

  async #refresh(process: Process, provider: Provider): Promise<void> {
    const { resources, failures } = await this.#read(process, provider);
    await this.#record(process, resources);
    throwFirst(failures);
  }

  /** Every resource as it is; what can't be read stays as it was. */
  async #read(process: Process, provider: Provider) {
    const resources: Resource[] = [];
    const failures: unknown[] = [];
    for (const old of this.resources)
      try {
        const found = await process.whole(provider.read(old.kind, old.id, old.outputs));
        if (!found) continue;
        const read = { ...old, inputs: found.inputs, outputs: found.props, hasInitErrors: false };
        await process.whole(provider.diff(old.kind, old.id, read.outputs, old.inputs));
        resources.push(read);
      } catch (error) {
        if (process.isKilled) throw error;
        failures.push(error);
        resources.push(old);
      }
    return { resources, failures };
  }

  /** @returns the resource's id */
  async #register(
    process: Process,
    provider: Provider,
    kind: ResourceKind,
    name: string,
    args: Properties,
  ): Promise<string> {
    const old = this.resources.find(isCurrent(kind, name));
    const inputs = await process.whole(provider.check(kind, old?.inputs ?? {}, args));
    if (!old) return this.#create(process, provider, { kind, name, inputs });
    const { isChanged, isReplaced } = await process.whole(provider.diff(kind, old.id, old.outputs, inputs));
    if (isReplaced) {
      const anew = await process.whole(provider.check(kind, {}, args));
      return this.#create(process, provider, { kind, name, inputs: anew }, old);
    }
    const updated = async () => ({ id: old.id, outs: await provider.update(kind, old.id, old.outputs, inputs) });
    const { outs, failure } =
      isChanged || old.hasInitErrors ? await partly(process.whole(updated())) : { outs: old.outputs };
    const resource = { ...old, inputs, outputs: outs, hasInitErrors: failure !== undefined };
    const all = this.resources.map((other) => (other === old ? resource : other));
    await this.#record(process, all);
    if (failure) throw failure;
    return old.id;
  }

  async #create(
    process: Process,
    provider: Provider,
    made: Pick<Resource, "kind" | "name" | "inputs">,
    replaced?: Resource,
  ): Promise<string> {
    const { id, outs, failure } = await partly(process.whole(provider.create(made.kind, made.inputs)));
    const resource = { ...made, id, outputs: outs, isReplaced: false, hasInitErrors: failure !== undefined };
    const others = this.resources.map((other) => (other === replaced ? { ...other, isReplaced: true } : other));
    await this.#record(process, [...others, resource]);
    if (failure) throw failure;
    return id;
  }

  /** What depends on others goes first. */
  async #delete(process: Process, provider: Provider, isDeleted: (resource: Resource) => boolean) {
    const doomed = RESOURCE_KINDS.toReversed().flatMap((kind) =>
      this.resources.filter((resource) => resource.kind === kind && isDeleted(resource)).reverse(),
    );
    for (const resource of doomed) {
      await process.whole(provider.delete(resource.kind, resource.id, resource.outputs));
      const others = this.resources.filter((other) => other !== resource);
      await this.#record(process, others, () => this.onDeleted(resource));
    }
  }

  #record(process: Process, resources: readonly Resource[], andThen = () => {}): Promise<void> {
    const recorded = process.step(async () => {
      this.resources = resources;
      andThen();
    });
    return process.whole(recorded);
  }
}

const isCurrent = (kind: ResourceKind, name: string) => (resource: Resource) =>
  resource.kind === kind && resource.name === name && !resource.isReplaced;

interface Left {
  readonly id: string;
  readonly outs: Properties;
  readonly failure?: InitializationError;
}

/** What an operation left behind, also where it failed in the end. */
async function partly(operation: Promise<Left>): Promise<Left> {
  try {
    return await operation;
  } catch (error) {
    if (!(error instanceof InitializationError)) throw error;
    return { id: error.id, outs: wire(error.properties) as Properties, failure: error };
  }
}

function throwFirst(failures: readonly unknown[]): void {
  for (const failure of failures) throw failure;
}
