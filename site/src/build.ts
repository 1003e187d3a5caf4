import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Application, Converter, MinimalSourceFile, Models, normalizePath, PageEvent, RendererEvent } from "typedoc";
import { type Door, doors, readChapters, readText, repository } from "./chapters.ts";
import { findSilent } from "./docstrings.ts";
import { dressMarkdown } from "./dress-markdown.ts";
import { mendPage } from "./mend-page.ts";
import { placePictures } from "./place-pictures.ts";
import { createRouter } from "./router.ts";
import { createTheme, type Shelf, styleSheets } from "./theme.tsx";

/**
 * Builds the site: the documents in their chapters, and the reference from the docstrings of the doors. What lies in the folder
 * `out` is replaced.
 *
 * @throws Error when anything is wrong with a text, a link or a docstring; TypeDoc has said on standard error what.
 */
export async function buildSite(out: string): Promise<void> {
  const chapters = readChapters();
  const addresses = new Map<Models.Reflection, string>();
  const shelves: Shelf[] = [];
  const app = await Application.bootstrap({
    name: "Dev GitHub Tool",
    entryPoints: doors.map(({ file }) => join(repository, file)),
    tsconfig: join(repository, "site/tsconfig.json"),
    // The compiler has its own gate.
    skipErrorChecking: true,
    readme: "none",
    disableSources: true,
    disableGit: true,
    excludeInternal: true,
    excludePrivate: true,
    headings: { readme: false, document: false },
    visibilityFilters: {},
    includeHierarchySummary: false,
    searchInComments: true,
    searchInDocuments: true,
    searchGroupBoosts: { Documents: 20 },
    hideGenerator: true,
    githubPages: true,
    highlightLanguages: ["sh", "ts", "js", "json", "yaml", "http"],
    lightHighlightTheme: "github-light-high-contrast",
    darkHighlightTheme: "github-dark-high-contrast",
    markdownItLoader: dressMarkdown,
    theme: "site",
    router: "site",
    treatWarningsAsErrors: true,
    treatValidationWarningsAsErrors: true,
  });
  app.renderer.defineTheme(
    "site",
    createTheme(() => shelves),
  );
  app.renderer.defineRouter("site", createRouter(addresses));
  const addText = (project: Models.ProjectReflection, text: Text) => {
    const file = new MinimalSourceFile(placePictures(text), pathOf(text.file));
    return app.converter.parseRawComment(file, project.files).content;
  };
  app.converter.on(Converter.EVENT_BEGIN, ({ project }) => {
    for (const { title, pages, isClosed = false } of chapters) {
      const documents = pages.map((page) => {
        const document = new Models.DocumentReflection(page.title, project, addText(project, page), {});
        project.addChild(document);
        project.registerReflection(document, undefined, pathOf(page.file));
        registerFolder(project, page.folder, document);
        addresses.set(document, page.address);
        return document;
      });
      shelves.push({ title, pages: documents, isClosed });
    }
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const modules = doors.map((door) => {
      const module = findModule(project, door);
      module.name = door.name;
      addresses.set(module, door.address);
      if (door.readme !== undefined) {
        module.readme = addText(project, { file: door.readme, markdown: readText(door.readme).replace(/^# .*\n/, "") });
        project.files.registerReflectionPath(pathOf(door.readme), module);
        registerFolder(project, dirname(door.readme), module);
      }
      return module;
    });
    shelves.push({ title: "API", pages: modules, isClosed: false });
  });
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = mendPage(page.contents ?? "");
  });
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    for (const sheet of styleSheets) {
      copyFileSync(join(repository, "site/src", sheet), join(outputDirectory, "assets", sheet));
    }
  });
  const project = await app.convert();
  if (project === undefined) {
    throw new Error("the sources could not be read");
  }
  app.validate(project);
  const silent = findSilent(shelves.at(-1)?.pages ?? []);
  if (silent.length > 0) {
    throw new Error(`no docstring says anything about ${silent.join(", ")}`);
  }
  await app.generateDocs(project, out);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error("the site has flaws");
  }
}

interface Text {
  readonly file: string;
  readonly markdown: string;
}

function pathOf(file: string): ReturnType<typeof normalizePath> {
  return normalizePath(join(repository, file));
}

function registerFolder(
  { files }: Models.ProjectReflection,
  folder: string | undefined,
  page: Models.DocumentReflection | Models.DeclarationReflection,
): void {
  if (folder !== undefined) {
    for (const path of [folder, `${folder}/`]) {
      files.registerReflectionPath(pathOf(path), page);
    }
  }
}

function findModule(project: Models.ProjectReflection, { file }: Door): Models.DeclarationReflection {
  const found = project.children?.find(
    (module) => project.getSymbolIdFromReflection(module)?.fileName === pathOf(file),
  );
  if (found === undefined) {
    throw new Error(`${file} is no door that TypeDoc could read`);
  }
  return found;
}
