/** How requests name the program, without which GitHub refuses them; the version is this package's. */
export const defaultUserAgent = "dev-github-tool/0.1.0";
