// What the shells load (see resources/shell.ts): today's sources, in a process that was started without tsx.
require("tsx/cjs");
module.exports = require("./resources/handlers.ts");
