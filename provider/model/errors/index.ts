export { AdministratorNeededError } from "./administratorNeeded";
export { type Advice, RolesError } from "./base";
export { see, TOPICS, type Topic } from "./help";
export { formatProblem, InvalidInputError, type Problem } from "./problems";
export { RefusedError } from "./refused";
export { TenantError, type TenantFailure } from "./tenant";
export { UnreachableError } from "./unreachable";
export { UnreadableAnswerError } from "./unreadable";
export { UnverifiedWriteError } from "./unverified";
