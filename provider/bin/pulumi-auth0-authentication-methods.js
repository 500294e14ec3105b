#!/usr/bin/env node
// A file that is there before anything is compiled: a package manager makes no command of one that is not.
require("../dist/cli/main.js");
