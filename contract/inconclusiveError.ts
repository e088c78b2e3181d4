/** There is too little to tell what a tenant does: the message says what is missing. */
export class InconclusiveError extends Error {}
