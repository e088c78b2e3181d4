/** A published method of the API: `GET /system/securityroles/{id}`, spelled as published. */
export interface Operation {
  readonly method: string;
  readonly path: string;
}

/** What goes with a call. `ids` are the values of the path's placeholders. */
export interface Parts {
  readonly ids: Readonly<Record<string, number | string>>;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** What a client makes of an answer: the object it decoded, or the status of a refusal. */
export interface Reply {
  readonly answer?: unknown;
  readonly status?: number;
}

/** A ConnectWise client that others wrote, called by method and path. */
export interface IndependentClient {
  /** Whether it has a function of its own for the operation. */
  offers(operation: Operation): Promise<boolean>;
  call(operation: Operation, parts: Parts): Promise<Reply>;
  /** Every object of a list, by the client's own paging. */
  pages(operation: Operation, parts: Parts, size: number): Promise<unknown[]>;
  close(): void;
}

/** Where a client finds the sandbox. */
export interface Connection {
  /** `127.0.0.1:PORT`; clients speak https to it. */
  readonly host: string;
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly clientId: string;
  /** The certificate (PEM) to trust. */
  readonly ca: string;
}
