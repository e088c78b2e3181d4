import { RolesError } from "./base";

/** The tenant's API doesn't set levels: the message lists what an administrator has to do. */
export class AdministratorNeededError extends RolesError {
  readonly code = "administrator-needed";
  readonly fault = "tenant";
}
