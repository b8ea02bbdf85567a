// SPDX-License-Identifier: LGPL-2.1-or-later
//
// check-definition.js MODULES KIND FILE: validates a file with the packages in
// the node_modules folder MODULES. KIND is containerfile or job: a Kubernetes
// Job in YAML, whose fields are checked by the TypeScript compiler and whose
// values by the schemas of Kubernetes. Problems are printed to standard error,
// and the exit code is then not 0.
const fs = require("fs");
const path = require("path");
const { spawnSync } = require("child_process");

const [modules, kind, file] = process.argv.slice(2);
const text = fs.readFileSync(file, "utf8");

function load(name) {
  return require(path.join(modules, name));
}

function fail(message) {
  console.error(`${file}: ${message}`);
  process.exitCode = 1;
}

function checkTypes(job) {
  const source = path.join(fs.mkdtempSync(path.join(modules, "..", "job-")),
    "job.ts");
  fs.writeFileSync(source,
    'import type { IJob } from "kubernetes-models/batch/v1";\n' +
    `export const job: IJob = ${JSON.stringify(job, null, 1)};\n`);
  const { status, stdout } = spawnSync(process.execPath,
    [path.join(modules, "typescript/lib/tsc.js"), "--noEmit", "--strict",
      "--skipLibCheck", "--module", "nodenext", source],
    { encoding: "utf8" });
  fs.rmSync(path.dirname(source), { recursive: true });
  if (status !== 0) {
    fail(stdout);
  }
}

function checkJob() {
  const { Job } = load("kubernetes-models/batch/v1");
  const job = load("yaml").parse(text);

  checkTypes(job);
  try {
    new Job(job).validate();
  } catch (error) {
    fail(error.message);
  }
}

function checkContainerfile() {
  const { validate } = load("dockerfile-utils");

  for (const { range, message } of validate(text)) {
    fail(`${range.start.line + 1}: ${message}`);
  }
}

({ job: checkJob, containerfile: checkContainerfile })[kind]();
