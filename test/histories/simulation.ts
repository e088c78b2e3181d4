import { runtime } from "@pulumi/pulumi";
import type { MemberFields } from "../../core/model/member";
import type { LevelTable } from "../../core/model/permission";
import type { AdoptMode, Unlisted } from "../../core/model/role";
import type { ClaimStore } from "../../provider/claims/claim";
import type { SettingsMode } from "../../sandbox";
import type { Reporter } from "../../tenant/apply/reporter";
import type { Gateway } from "../../tenant/gateway";
import { MemoryClaims } from "../helpers/memoryClaims";
import { MemoryGateway } from "../helpers/memoryGateway";
import { memoryConnection, runConnection } from "../helpers/runConnection";
import { Engine, type Program, type Registration, type Resource } from "./engine";
import { type Actor, Oracle, type Write } from "./oracle";
import type { Process } from "./process";
import { Provider } from "./provider";
import { HistoryTenant, must, PROFILES } from "./tenant";

/** What a stack's files say. */
export interface StackConfig {
  /** Which of the two tenants. */
  readonly tenant: number;
  readonly role: string;
  readonly member: string;
  /** Logical names. */
  readonly roleName: string;
  readonly memberName: string;
  /** Which of the level tables. */
  readonly profile: number;
  readonly adopt: AdoptMode;
  readonly unlisted: Unlisted;
  /** Whether a RoleVerification comes last, and the role is handed on before. */
  readonly isVerified: boolean;
}

export interface Stack {
  readonly name: string;
  config: StackConfig;
  readonly engine: Engine<number>;
}

/** Two tenants, two stacks, one journal, and somebody who watches. */
export class Simulation {
  readonly oracle = new Oracle();
  readonly tenants: readonly HistoryTenant[];
  readonly stacks: readonly Stack[];
  readonly #claims = new MemoryClaims();

  /** @param settings whether the tenants' API sets levels */
  constructor(
    configs: readonly StackConfig[],
    private readonly settings: SettingsMode = "writable",
  ) {
    this.tenants = ["contoso", "fabrikam"].map(
      (companyId) => new HistoryTenant({ origin: "https://psa.example.com", companyId }),
    );
    this.stacks = configs.map((config, index) => {
      const name = `roles/${"ab"[index]}`;
      const engine: Engine<number> = new Engine((resource) => this.#deleted(name, resource, engine.resources));
      return { name, config, engine };
    });
  }

  tenantOf = ({ config }: Stack): HistoryTenant => must(this.tenants[config.tenant]);

  /** Starts a provider of a stack's run on one of the tenants. */
  open(stack: Stack, process: Process, tenantIndex: number, isProgramRun: boolean, say: (message: string) => void) {
    const tenant = must(this.tenants[tenantIndex]);
    const { role, member, roleName, memberName } = stack.config;
    const requested = isProgramRun ? { role, member } : {};
    const registered = isProgramRun ? { role: roleName, member: memberName } : {};
    const actor: Actor = {
      stack: stack.name,
      tenant,
      asked: requested,
      registered,
      ...(isProgramRun && { desired: { levels: profileOf(stack.config), unlisted: stack.config.unlisted } }),
      resources: () => stack.engine.resources,
    };
    const reporter: Reporter = {
      progress: () => undefined,
      warn: (message) => {
        say(message);
        if (!process.isKilled) this.oracle.told(actor, message);
      },
    };
    const gateway = watched(new MemoryGateway(tenant, this.settings), process, {
      before: (write) => this.oracle.write(actor, write),
      after: (write) => {
        if (write.method === "createRole") this.oracle.made(actor, "role", write.name);
        if (write.method === "createMember") this.oracle.made(actor, "member", write.name);
      },
    });
    const requestCount = () => ({ requests: process.writes, writes: process.writes });
    const connection = runConnection(memoryConnection(gateway, { tenant: tenant.tenantId, requestCount }));
    this.oracle.begun(actor);
    return { actor, provider: new Provider({ ...connection, claims: stepwise(this.#claims, process) }, reporter) };
  }

  #deleted(stack: string, resource: Resource, others: readonly Resource[]): void {
    if (resource.kind === "verification") return;
    const tenant = this.tenants.find(({ title }) => title === resource.outputs.tenant);
    if (tenant) this.oracle.deleted(stack, tenant, { kind: resource.kind, id: resource.id }, others);
  }
}

/** index.ts, as a stack's configuration has it run. */
export const programOf = ({ name, config }: Stack): Program<number> => ({
  config: config.tenant,
  registrations: [
    {
      kind: "role",
      name: config.roleName,
      args: () => ({
        name: config.role,
        levels: profileOf(config),
        unlisted: config.unlisted,
        adopt: config.adopt,
        members: [config.member],
        awaitLevels: !config.isVerified,
        stack: name,
      }),
    },
    {
      kind: "member",
      name: config.memberName,
      args: (idOf) => ({
        identifier: config.member,
        securityRole: idOf("role") ?? runtime.unknownValue,
        location: "Main Office",
        businessUnit: "Service",
        stack: name,
      }),
    },
    ...(config.isVerified ? [verificationOf(name)] : []),
  ],
});

const verificationOf = (stack: string): Registration => ({
  kind: "verification",
  name: "verification",
  args: (idOf) => ({
    roles: [idOf("role") ?? runtime.unknownValue],
    members: [idOf("member") ?? runtime.unknownValue],
    stack,
  }),
});

export const profileOf = ({ profile }: StackConfig): LevelTable => must(PROFILES[profile]);

interface Watcher {
  readonly before: (write: Write) => void;
  readonly after: (write: Write) => void;
}

/** Every request is a step of the run; those that change something are looked at. */
function watched(gateway: MemoryGateway, process: Process, { before, after }: Watcher): Gateway {
  const methods = gateway as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  return new Proxy(gateway, {
    get:
      (_target, method: string) =>
      (...args: unknown[]) =>
        process.step(async () => {
          const write = writeOf(method, args as never[]);
          if (write) {
            process.writes += 1;
            before(write);
          }
          const answer = await methods[method]?.apply(gateway, args);
          if (write) after(write);
          return answer;
        }),
  });
}

const WRITES: Readonly<Record<string, (...args: never[]) => Write>> = {
  createRole: (name: string): Write => ({ method: "createRole", name }),
  setLevels: (id: number, setting: number, levels: object): Write => ({ method: "setLevels", id, setting, levels }),
  deleteRole: (id: number): Write => ({ method: "deleteRole", id }),
  createMember: (_kind: string, { identifier, ...fields }: { identifier: string } & MemberFields): Write => ({
    method: "createMember",
    name: identifier,
    fields,
  }),
  updateMember: (_kind: string, id: number, fields: Partial<MemberFields>): Write => ({
    method: "updateMember",
    id,
    fields,
  }),
};

const writeOf = (method: string, args: never[]): Write | undefined => WRITES[method]?.(...args);

const stepwise = (claims: ClaimStore, process: Process): ClaimStore => ({
  place: claims.place,
  read: (object) => process.step(() => claims.read(object)),
  write: (claim) => process.step(() => claims.write(claim)),
  remove: (object, stack) => process.step(() => claims.remove(object, stack)),
});
