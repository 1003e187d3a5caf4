import "@dev-github-tool/oauth/loopback";
