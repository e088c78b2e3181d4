import { readPublished } from "../../tools/coverage/published";

/** The methods published for each path, `GET POST`. What is not among them is not published. */
export const PUBLISHED: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(readPublished())
    .flatMap(Object.entries<readonly string[]>)
    .map(([path, methods]) => [path, methods.join(" ")]),
);
