// The least a server can be: what Node itself needs of time and memory.
import { createServer } from "node:http";

const server = createServer((_request, response) => response.end("{}"));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.on("message", () => process.send?.(process.memoryUsage().rss));
  process.send?.(typeof address === "object" && address ? `http://127.0.0.1:${address.port}` : "");
});
