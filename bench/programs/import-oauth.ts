import "@dev-github-tool/oauth";
