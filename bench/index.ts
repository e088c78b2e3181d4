import { benchEngine } from "./engine";
import { benchSandbox } from "./sandbox";

async function bench(): Promise<void> {
  await benchEngine();
  await benchSandbox();
}

bench().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
