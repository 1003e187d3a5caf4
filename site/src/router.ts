import { type Application, BaseRouter, type Models } from "typedoc";

type Buildable = Parameters<BaseRouter["getFullUrl"]>[0];

/** Makes a router that gives pages the addresses listed here, and members of a door an address below it. */
export function createRouter(addresses: ReadonlyMap<Buildable, string>): new (app: Application) => BaseRouter {
  return class SiteRouter extends BaseRouter {
    override buildPages(project: Models.ProjectReflection) {
      // The front page is a document. Lists of all modules and classes would say again what stands beside every page.
      return super.buildPages(project).filter(({ model }) => model !== project);
    }

    protected override getFileName(address: string): string {
      return address === "index" ? "index.html" : super.getFileName(address);
    }

    protected override getIdealBaseName(target: Models.Reflection): string {
      return addresses.get(target) ?? `${addresses.get(target.parent ?? target)}/${this.getUrlSafeName(target.name)}`;
    }
  };
}
