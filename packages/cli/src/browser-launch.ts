import type { Environment } from "./environment.ts";

/** Why no browser is opened; each has its own sentence. */
export type NoLaunchReason = "switched_off" | "text_browser" | "ssh" | "ci" | "wsl" | "container" | "no_display";

/** Whether the tool may open a browser on this machine. The address is printed either way. */
export type BrowserLaunch = { readonly launch: true } | { readonly launch: false; readonly reason: NoLaunchReason };

/** Names of browsers that draw into the terminal the person is looking at. */
const TEXT_BROWSER = /(?:^|\/)(?:www-browser|w3m|lynx|e?links2?|browsh|carbonyl)(?:\s|$)/;
const OFF = new Set(["none", "false", "0", "off"]);

/** Decides from the surroundings alone whether a browser that the person sees would open here. */
export function decideBrowserLaunch(surroundings: {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly insideContainer: boolean;
}): BrowserLaunch {
  const { env, platform } = surroundings;
  const browser = env.BROWSER ?? "";
  const refuse = (reason: NoLaunchReason): BrowserLaunch => ({ launch: false, reason });
  if (OFF.has(browser.toLowerCase())) {
    return refuse("switched_off");
  }
  if (TEXT_BROWSER.test(browser)) {
    return refuse("text_browser");
  }
  // A browser over there cannot reach a loopback port over here.
  if (env.SSH_CONNECTION || env.SSH_TTY || env.SSH_CLIENT) {
    return refuse("ssh");
  }
  if (env.CI && !OFF.has(env.CI.toLowerCase())) {
    return refuse("ci");
  }
  if (env.WSL_DISTRO_NAME || env.WSL_INTEROP) {
    return refuse("wsl");
  }
  // Whoever names a browser here has one, whatever else is missing.
  if (browser !== "") {
    return { launch: true };
  }
  if (surroundings.insideContainer || env.container || env.REMOTE_CONTAINERS || env.CODESPACES) {
    return refuse("container");
  }
  if (platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return refuse("no_display");
  }
  return { launch: true };
}
