/** A person who can sign in. `id` is unique among people and organisations. */
export interface SeedPerson {
  readonly id: number;
  readonly login: string;
  /** Typed on the sign-in page, which also shows it to whoever looks: never a secret, so never put a real one here. */
  readonly password: string;
  readonly name: string | null;
  /** The address shown on the public profile; null when hidden. */
  readonly email: string | null;
  readonly bio: string | null;
  readonly company: string | null;
  readonly location: string | null;
  readonly blog: string | null;
  readonly followers: number;
  readonly following: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** What `GET /user/emails` answers; when absent one verified address, the profile's or one made of the login. */
  readonly emails?: readonly SeedEmail[] | undefined;
  /** The newest first; none when absent. */
  readonly notifications?: readonly SeedNotification[] | undefined;
}

/** An e-mail address of a person, and who may see it. */
export interface SeedEmail {
  readonly email: string;
  readonly primary: boolean;
  readonly verified: boolean;
  readonly visibility: "public" | "private" | null;
}

/** What a person is told of an issue or a pull request. */
export interface SeedNotification {
  /** A number in digits, unique in the seed. */
  readonly id: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Number of the issue or pull request it is about. */
  readonly number: number;
  readonly reason: "assign" | "author" | "comment" | "manual" | "mention" | "review_requested" | "subscribed";
  readonly unread: boolean;
  readonly updatedAt: string;
  readonly lastReadAt: string | null;
}

/** An organisation: repositories and apps can belong to it, and nobody signs in to it. */
export interface SeedOrganization {
  readonly id: number;
  readonly login: string;
  /** Logins of the people who belong to it; they see its private repositories. */
  readonly members: readonly string[];
  /** Logins of the members who are its owners; the first member when absent. */
  readonly owners?: readonly string[] | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly blog?: string | null | undefined;
  readonly location?: string | null | undefined;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  /**
   * Present when the organisation enforces SAML single sign-on: logins of the members who had such a session when they signed
   * in, so that their tokens are authorised for it. Tokens of other members see nothing of it but what is public.
   */
  readonly singleSignOn?: { readonly authorized: readonly string[] } | undefined;
  /**
   * Present when the organisation restricts third-party applications: client ids of the OAuth apps it approved. Its own apps
   * need no approval, GitHub Apps are installed instead.
   */
  readonly appRestrictions?: { readonly approved: readonly string[] } | undefined;
}
