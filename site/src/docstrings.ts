import { Models } from "typedoc";

/** Names every export of a door, and every method of what it exports, that no docstring says anything about. */
export function findSilent(doors: readonly Models.Reflection[]): string[] {
  return doors.flatMap((door) =>
    membersOf(door).flatMap((member) => [
      ...(hasWords(member) ? [] : [`${door.name}: ${member.name}`]),
      ...membersOf(member)
        .filter((part) => part.kindOf(Models.ReflectionKind.Method) && !part.inheritedFrom && !hasWords(part))
        .map((part) => `${door.name}: ${member.name}.${part.name}`),
    ]),
  );
}

function membersOf(reflection: Models.Reflection): readonly Models.DeclarationReflection[] {
  return reflection.isDeclaration() ? (reflection.children ?? []) : [];
}

/** A function's words lie with its signature, and those of a type that is a function one step deeper. */
function hasWords(member: Models.DeclarationReflection): boolean {
  const { type, signatures = [] } = member;
  const inner = type?.type === "reflection" ? (type.declaration.signatures ?? []) : [];
  return [member, ...signatures, ...inner].some(({ comment }) =>
    comment?.summary.some(({ text }) => text.trim() !== ""),
  );
}
