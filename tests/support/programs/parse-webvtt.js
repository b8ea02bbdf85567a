// SPDX-License-Identifier: LGPL-2.1-or-later
//
// parse-webvtt.js MODULE FILE: parses a WebVTT file with the parser at MODULE
// and prints a line per cue: start, end (in seconds) and text, separated by
// tabs. The parser's errors are printed to standard error, and the exit code is
// then not 0.
const fs = require("fs");
const path = require("path");
const { WebVTTParser } = require(process.argv[2]);

function getText(node) {
  return node.type === "text" ? node.value : node.children.map(getText).join("");
}

const entities = require(path.join(process.argv[2], "html-entities.json"));
const text = fs.readFileSync(process.argv[3], "utf8");
const { cues, errors } = new WebVTTParser(entities).parse(text);

for (const error of errors) {
  console.error(`${error.line}: ${error.message}`);
  process.exitCode = 1;
}
for (const cue of cues) {
  console.log([cue.startTime, cue.endTime, getText(cue.tree)].join("\t"));
}
