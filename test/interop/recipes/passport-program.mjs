import { once } from "node:events";
import express from "express";
import passport from "passport";
import { Strategy } from "passport-github2";

/** A program that signs people in and greets them. Where GitHub is, is a setting. */
export async function startProgram({ github, clientId, clientSecret }) {
  const settings = {
    clientID: clientId,
    clientSecret,
    callbackURL: "/callback",
    authorizationURL: `${github}/login/oauth/authorize`,
    tokenURL: `${github}/login/oauth/access_token`,
    userProfileURL: `${github}/api/v3/user`,
  };
  passport.use(new Strategy(settings, (_access, _refresh, profile, done) => done(null, profile)));
  const signIn = passport.authenticate("github", { session: false });
  const program = express().get("/callback", signIn, ({ user }, response) => response.send(`Hello, ${user.username}`));
  const server = program.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
