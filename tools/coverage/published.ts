import path from "node:path";
import { z } from "zod";
import { readYamlFile } from "../../sandbox/yamlFile";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const publishedSchema = z.record(z.string(), z.record(z.string().startsWith("/"), z.array(z.enum(METHODS)).min(1)));

/** Methods by path, by the object they are about, as ConnectWise's description publishes them. */
export type Published = z.infer<typeof publishedSchema>;

export const readPublished = (): Published =>
  readYamlFile(path.join(__dirname, "published.yaml"), publishedSchema, "a list of published methods");
