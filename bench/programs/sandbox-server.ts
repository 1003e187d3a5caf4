// A sandbox that listens, and tells its parent where. Asked again, it tells how much memory it holds.
import { createSandbox } from "@dev-github-tool/sandbox";

const { url } = await createSandbox().listen();
process.on("message", () => process.send?.(process.memoryUsage().rss));
process.send?.(url);
