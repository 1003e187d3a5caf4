import "@dev-github-tool/github";
