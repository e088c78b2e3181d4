import { RunError } from "@pulumi/pulumi/errors.js";
import { getProject, getStack } from "@pulumi/pulumi/metadata.js";
import type { Inputs } from "@pulumi/pulumi/output.js";
import { CustomResource, type CustomResourceOptions } from "@pulumi/pulumi/resource.js";
import { helpLink } from "../core/model/errors";
import { type Kind, shellOf, TYPES } from "./shellText";

/**
 * A resource of Pulumi's dynamic provider whose `__provider` is a thin shell.
 *
 * The engine keeps `__provider`, JavaScript text that makes the provider, in the state of every resource and runs it for
 * refresh and delete too. Pulumi's own `dynamic.Resource` writes the provider's code and all it captures there: large,
 * different after each edit, and old code when it runs. This text only finds today's lifecycle, by the exports of the
 * package.json in the working directory, which is the project folder. It names no path and holds no value. See docs/decisions/001-thin-shell.md.
 */
export abstract class ConnectWiseResource extends CustomResource {
  protected constructor(kind: Kind, name: string, props: Inputs, options?: CustomResourceOptions) {
    assertNotImported(name, options);
    // Two stacks may be asked for the same object: each is told from the other by its name.
    const stack = `${getProject()}/${getStack()}`;
    const resourceProps = { ...props, stack, __provider: shellOf(kind) };
    super(`pulumi-nodejs:dynamic/connectwise:${TYPES[kind]}`, name, resourceProps, options);
  }
}

/** The host of dynamic providers reads an object by the code in its state, and one that is to be imported has none. */
function assertNotImported(name: string, options: CustomResourceOptions | undefined): void {
  if (options?.import === undefined) return;
  throw new RunError(
    `${name} can't be imported by id: leave the option "import" out. A role or member that is there under that name is taken over by pulumi up, which says so first (see adopt), and its former levels are given back by pulumi destroy. (${helpLink("import-by-id")})`,
  );
}
