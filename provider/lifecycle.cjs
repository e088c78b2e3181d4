// What the shells load (see provider/shell.ts): today's sources, in a process that was started without tsx.
require("tsx/cjs");
module.exports = require("./lifecycle/handlers.ts");
