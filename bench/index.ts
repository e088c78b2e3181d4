import { benchEngine } from "./engine";

benchEngine().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
