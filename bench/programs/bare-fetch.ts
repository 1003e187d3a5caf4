// The requests of `dgt repos` by nothing but fetch. The argument is the address of GitHub.
interface Repository {
  readonly full_name: string;
  readonly description: string | null;
  readonly language: string | null;
  readonly stargazers_count: number;
  readonly updated_at: string;
}

const answer = await fetch(`${process.argv[2]}/api/v3/user/repos?per_page=30&sort=updated`, {
  headers: { authorization: `Bearer ${process.env.DGT_TOKEN}` },
});
for (const row of (await answer.json()) as Repository[]) {
  console.log([row.full_name, row.description, row.language, row.stargazers_count, row.updated_at].join("\t"));
}
