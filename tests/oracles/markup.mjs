// Reads {"vocabulary": file, "pages": [html, ...]} and writes, for each page, what is wrong with its structured data.
import { readFileSync } from "node:fs";
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";

const asked = JSON.parse(readFileSync(0, "utf8"));
const validator = new Validator(JSON.parse(readFileSync(asked.vocabulary, "utf8")));
const answers = [];
for (const page of asked.pages) {
  const found = new WebAutoExtractor({ addLocation: true, embedSource: ["rdfa", "microdata"] }).parse(page);
  const issues = await validator.validate(found);
  answers.push(issues.map(({ severity, issueMessage, path }) => ({ severity, issueMessage, path })));
}
process.stdout.write(JSON.stringify(answers));
