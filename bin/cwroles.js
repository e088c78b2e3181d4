#!/usr/bin/env node
// @ts-nocheck: tsx, which has no types, makes the sources run as they are.
require("tsx/cjs");
require("../cli/main.ts");
