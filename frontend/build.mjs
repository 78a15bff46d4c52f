// Builds scoring/static/build from scss/ and js/: one stylesheet, one script for every page, one for what-if, all served by the service itself.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "scoring", "static", "build");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { css } = sass.compile(join(here, "scss", "luohu.scss"), {
  loadPaths: [join(here, "node_modules")],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(out, "luohu.css"), css);

await esbuild.build({
  entryPoints: ["luohu.js", "what_if.js"].map((name) => join(here, "js", name)),
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2019",
  legalComments: "none",
});
for (const name of readdirSync(out)) {
  writeFileSync(join(out, `${name}.gz`), gzipSync(readFileSync(join(out, name)), { level: 9 }));
}
console.log(`luohu.css ${css.length} bytes, luohu.js, what_if.js, in ${out}`);
