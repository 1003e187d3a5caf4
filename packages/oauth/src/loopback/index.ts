// The Node-only door: signing a person in through their own browser and a loopback port.
export { authorizeInBrowser, type BrowserAuthorizationOptions, type LoginEvent } from "./authorize-in-browser.ts";
export type { LoopbackHost } from "./bind.ts";
export type { RedirectOptions } from "./listener.ts";
export type { FailureText } from "./result-pages.ts";
