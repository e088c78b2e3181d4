/** Whether two names are one to the tenant: it keeps the case of names, and finds them without regard to it. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
