import { describe, expect, it } from "vitest";
import { decideBrowserLaunch } from "../src/browser-launch.ts";

describe("whether a browser is opened", () => {
  const desktop = { DISPLAY: ":0" };
  it.each([
    ["a Linux desktop", desktop, "linux", false, "launches"],
    ["a Wayland desktop", { WAYLAND_DISPLAY: "wayland-0" }, "linux", false, "launches"],
    ["macOS", {}, "darwin", false, "launches"],
    ["Windows", {}, "win32", false, "launches"],
    ["Linux without a display", {}, "linux", false, "no_display"],
    ["SSH", { ...desktop, SSH_CONNECTION: "10.0.0.1 5 10.0.0.2 22" }, "linux", false, "ssh"],
    ["SSH into a Mac", { SSH_TTY: "/dev/ttys001" }, "darwin", false, "ssh"],
    ["a container", desktop, "linux", true, "container"],
    ["a development container", { ...desktop, REMOTE_CONTAINERS: "true" }, "linux", false, "container"],
    ["a codespace", { ...desktop, CODESPACES: "true" }, "linux", false, "container"],
    ["WSL", { ...desktop, WSL_DISTRO_NAME: "Debian" }, "linux", false, "wsl"],
    ["a build machine", { ...desktop, CI: "true" }, "linux", false, "ci"],
    ["CI=false", { ...desktop, CI: "false" }, "linux", false, "launches"],
    ["BROWSER=none", { ...desktop, BROWSER: "none" }, "linux", false, "switched_off"],
    ["a browser in the terminal", { ...desktop, BROWSER: "/usr/bin/w3m" }, "linux", false, "text_browser"],
    ["a browser that is named, in a container", { BROWSER: "/usr/local/bin/open-outside" }, "linux", true, "launches"],
    ["a browser that is named, over SSH", { BROWSER: "firefox", SSH_TTY: "/dev/pts/0" }, "linux", false, "ssh"],
  ] as const)("%s", (_, env, platform, insideContainer, wanted) => {
    const decision = decideBrowserLaunch({ env, platform, insideContainer });
    expect(decision.launch ? "launches" : decision.reason).toBe(wanted);
  });
});
