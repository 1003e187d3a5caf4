// Prints by how many bytes the process grew while fetch read an answer that unpacks to 300 MB.
// The argument is the address of GitHub.
const [, , github] = process.argv;

await (await fetch(`${github}/api/v3/user`)).text();
const before = process.memoryUsage().rss;
await (await fetch(`${github}/api/v3/bomb`)).text();
process.stdout.write(`${process.resourceUsage().maxRSS * 1024 - before}`);
