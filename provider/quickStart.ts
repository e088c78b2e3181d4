import { config } from "zod";

// A process of the engine reads each kind of object once or twice: compiling a parser for it takes longer than that.
config({ jitless: true });
