/** @jsx JSX.createElement @jsxFrag JSX.Fragment */
import {
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  type Models,
  type PageEvent,
  type RenderTemplate,
} from "typedoc";

/** A part of the list of pages. */
export interface Shelf {
  readonly title: string;
  readonly pages: readonly Models.Reflection[];
  /** Whether its pages are shown only when it is opened, or when one of them is. */
  readonly isClosed: boolean;
}

/** What lies over TypeDoc's own look. Its own sheet has the name `style.css`. */
export const styleSheets = ["site.css", "pictures.css"];

// What the theme's own script reads before the first picture, so that a chosen look does not flicker.
const chooseLook = 'document.documentElement.dataset.theme = localStorage.getItem("tsd-theme") || "os"';

const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b6b63"/><path d="M8 11l6 5-6 5M17 22h8" fill="none" stroke="#fff" stroke-width="3"/></svg>')}`;

/** Nothing is fetched from anywhere else, whatever a page holds. */
const policy =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** TypeDoc's look with pages in chapters, which are there without a script too. */
export function createTheme(readShelves: () => readonly Shelf[]): typeof DefaultTheme {
  class SiteContext extends DefaultThemeRenderContext {
    override defaultLayout = (
      template: RenderTemplate<PageEvent<Models.Reflection>>,
      page: PageEvent<Models.Reflection>,
    ) => (
      <html class="default" lang="en" data-base={this.relativeURL("./")}>
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="content-security-policy" content={policy} />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <link rel="icon" href={icon} />
          <title>{page.url === "index.html" ? page.project.name : `${page.model.name} · ${page.project.name}`}</title>
          <link rel="stylesheet" href={this.relativeURL("assets/style.css")} />
          <link rel="stylesheet" href={this.relativeURL("assets/highlight.css")} />
          {styleSheets.map((sheet) => (
            <link rel="stylesheet" href={this.relativeURL(`assets/${sheet}`)} />
          ))}
          <script>
            <JSX.Raw html={chooseLook} />
          </script>
          <script defer src={this.relativeURL("assets/main.js")} />
          <script async src={this.relativeURL("assets/icons.js")} id="tsd-icons-script" />
          <script async src={this.relativeURL("assets/search.js")} id="tsd-search-script" />
        </head>
        <body>
          <a class="skip" href="#content">
            Skip to the content
          </a>
          {this.toolbar(page)}
          <div class="container container-main">
            <main class="col-content" id="content">
              {page.model.isDocument() || page.model.isProject() ? null : this.header(page)}
              {template(page)}
            </main>
            <div class="col-sidebar">
              <nav class="page-menu" aria-label="This page">
                {this.pageNavigation(page)}
                {this.settings()}
              </nav>
              <div class="site-menu">{this.sidebar(page)}</div>
            </div>
          </div>
          <div class="overlay" />
        </body>
      </html>
    );

    // What it would list stands beside the page.
    override index = () => <JSX.Fragment />;

    override settings = () => (
      <p class="look">
        <label for="tsd-theme">Colours</label>{" "}
        <select id="tsd-theme">
          <option value="os">as the system</option>
          <option value="light">light</option>
          <option value="dark">dark</option>
        </select>
      </p>
    );

    override navigation = (page: PageEvent<Models.Reflection>) => (
      <nav class="tsd-navigation chapters" aria-label="All pages">
        {readShelves().map(({ title, pages, isClosed }) => (
          <details open={pages.includes(page.model) || (page.model.isDocument() ? !isClosed : isApi(pages))}>
            <summary>{title}</summary>
            <ul>
              {pages.map((entry) => (
                <li>
                  {this.linkTo(entry, page)}
                  {entry.isDeclaration() && isWithin(page.model, entry) ? this.membersOf(entry, page) : null}
                </li>
              ))}
            </ul>
          </details>
        ))}
      </nav>
    );

    private membersOf(door: Models.DeclarationReflection, page: PageEvent<Models.Reflection>) {
      return (
        <ul>
          {door.children?.map((member) => (
            <li>{this.linkTo(member, page)}</li>
          ))}
        </ul>
      );
    }

    private linkTo(entry: Models.Reflection, { model }: PageEvent<Models.Reflection>) {
      const isHere = entry === model;
      return (
        <a href={this.urlTo(entry) ?? ""} class={isHere ? "current" : ""} aria-current={isHere ? "page" : "false"}>
          {entry.name}
        </a>
      );
    }
  }
  return class extends DefaultTheme {
    override ContextClass = SiteContext;
  };
}

/** In the reference its own chapter is enough to look at. */
function isApi([first]: readonly Models.Reflection[]): boolean {
  return first?.isDeclaration() ?? false;
}

function isWithin(model: Models.Reflection, door: Models.Reflection): boolean {
  return model === door || model.parent === door;
}
