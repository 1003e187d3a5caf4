import type { SeedPerson } from "./seed.ts";

/**
 * Values that refer to each other, as JSON: every object once, in a list, and wherever it is referred to, its place there in
 * brackets. People are named, because they are the seed's.
 */
export type Graph = readonly GraphNode[];

type GraphNode =
  | { readonly fields: Readonly<Record<string, GraphValue>> }
  | { readonly list: readonly GraphValue[] }
  | { readonly set: readonly GraphValue[] }
  | { readonly map: readonly (readonly [key: GraphValue, value: GraphValue])[] }
  | { readonly person: string };

/** An empty list stands for undefined. */
type GraphValue = string | number | boolean | null | readonly [place: number] | readonly [];

/** Turns plain data, maps and sets into a graph, whose first node is `root`. @throws TypeError for anything else. */
export function toGraph(root: object, people: readonly SeedPerson[]): Graph {
  const known = new Set<object>(people);
  const places = new Map<object, number>();
  const nodes: GraphNode[] = [];

  const coded = (value: unknown): GraphValue => {
    if (value === undefined) return [];
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (typeof value !== "object") throw new TypeError(`a snapshot cannot hold a ${typeof value}`);
    return [placeOf(value)];
  };
  const placeOf = (object: object): number => {
    const known = places.get(object);
    if (known !== undefined) return known;
    const place = places.size;
    places.set(object, place);
    nodes[place] = nodeOf(object);
    return place;
  };
  const nodeOf = (object: object): GraphNode => {
    if (isPerson(object)) return { person: object.login };
    if (Array.isArray(object)) return { list: object.map(coded) };
    if (object instanceof Set) return { set: [...object].map(coded) };
    if (object instanceof Map) return { map: [...object].map(([key, value]) => [coded(key), coded(value)]) };
    if (Object.getPrototypeOf(object) !== Object.prototype) throw new TypeError("a snapshot holds plain data only");
    return { fields: Object.fromEntries(Object.entries(object).map(([name, value]) => [name, coded(value)])) };
  };
  const isPerson = (object: object): object is SeedPerson => known.has(object);

  placeOf(root);
  return nodes;
}

/**
 * Builds what a graph was made of, with new objects in place of all but the people.
 *
 * @throws RangeError for a person the seed does not have, and for what is no graph.
 */
export function fromGraph(graph: Graph, findPerson: (login: string) => SeedPerson | undefined): unknown {
  const emptyOf = (node: GraphNode): object => {
    if ("person" in node) {
      const person = findPerson(node.person);
      if (person === undefined) throw new RangeError(`the seed has no person ${node.person}`);
      return person;
    }
    if ("list" in node) return [];
    if ("set" in node) return new Set();
    return "map" in node ? new Map() : {};
  };
  const objects = graph.map(emptyOf);
  const decoded = (value: GraphValue): unknown => {
    if (!Array.isArray(value)) return value;
    const [place] = value;
    if (place === undefined) return undefined;
    const object = objects[place];
    if (object === undefined) throw new RangeError("a place in the snapshot is empty");
    return object;
  };
  for (const [place, node] of graph.entries()) {
    const object = objects[place];
    if ("list" in node && Array.isArray(object)) object.push(...node.list.map(decoded));
    if ("set" in node && object instanceof Set) for (const value of node.set) object.add(decoded(value));
    if ("map" in node && object instanceof Map) {
      for (const [key, value] of node.map) object.set(decoded(key), decoded(value));
    }
    if ("fields" in node && object !== undefined) {
      for (const [name, value] of Object.entries(node.fields)) {
        // Assignment would take a field named __proto__ for the prototype.
        const field = { value: decoded(value), writable: true, enumerable: true, configurable: true };
        Object.defineProperty(object, name, field);
      }
    }
  }
  return objects[0];
}
