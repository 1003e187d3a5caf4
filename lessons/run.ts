// npm run lesson            lists the lessons
// npm run lesson 1          runs one, by its number or name
import { readdir } from "node:fs/promises";
import { type Stage, setStage } from "./stage.ts";

const folder = new URL(".", import.meta.url);
const lessons = (await readdir(folder)).filter((name) => /^(?:\d-|dev-github-tool|token-manager)/.test(name)).sort();
const [wanted] = process.argv.slice(2);
const file = lessons.find((name) => name === `${wanted}.ts` || name.startsWith(`${wanted}-`));

if (file === undefined) {
  console.log(`Usage: npm run lesson NAME\n\n${lessons.map((name) => `  ${name.replace(".ts", "")}`).join("\n")}`);
  process.exitCode = wanted === undefined ? 0 : 1;
} else {
  const { lesson }: { lesson: (stage: Stage) => Promise<void> } = await import(new URL(file, folder).href);
  const stage = await setStage();
  try {
    await lesson(stage);
  } finally {
    await stage.close();
  }
}
