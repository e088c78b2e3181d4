export { AdministratorNeededError } from "./administratorNeeded";
export { RolesError } from "./base";
export { formatProblem, InvalidInputError, type Problem } from "./problems";
export { RefusedError } from "./refused";
export { TenantError } from "./tenant";
export { UnreachableError } from "./unreachable";
export { UnreadableAnswerError } from "./unreadable";
export { UnverifiedWriteError } from "./unverified";
