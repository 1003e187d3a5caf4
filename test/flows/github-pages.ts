import type { SeedPerson } from "@dev-github-tool/sandbox";
import type { Page } from "playwright-core";

/** Fills in the page that asks who the person is. */
export async function signInOn(page: Page, { login, password }: SeedPerson): Promise<void> {
  await page.getByLabel("Login").fill(login);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Presses a button of the page that asks what the person allows. */
export async function press(page: Page, button: "Authorize" | "Cancel"): Promise<void> {
  await page.getByRole("button", { name: button }).click();
}

/**
 * Reads the redirect between GitHub and the browser, as an extension in it can: `onRedirect` is given the address with the code
 * before the browser goes there, which it does when that resolves with `"go on"`.
 */
export async function interceptRedirect(
  page: Page,
  onRedirect: (address: URL) => Promise<"go on" | "stop"> | "go on" | "stop",
): Promise<void> {
  await page.route("**/login/oauth/authorize", async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const { location } = response.headers();
    const goesOn = location === undefined || (await onRedirect(new URL(location))) === "go on";
    await (goesOn ? route.fulfill({ response }) : route.fulfill({ body: "kept here" }));
  });
}
