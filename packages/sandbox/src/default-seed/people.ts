import type { SeedOrganization, SeedPerson } from "../seed.ts";

/** Invented people; the first one is who the examples sign in as. Their passwords are shown on the sign-in page. */
export const people: readonly SeedPerson[] = [
  person({
    id: 1001,
    login: "octo-lena",
    password: "low-tide-at-seven",
    name: "Lena Octopod",
    email: "octo-lena@example.com",
    bio: "Eight arms, one keyboard. Tide tables and small tools.",
    company: "@tidepool-labs",
    location: "Behind the third rock",
    blog: "https://octo-lena.example.com",
    followers: 342,
    following: 57,
    createdAt: "2017-04-12T08:30:00Z",
    emails: [
      { email: "octo-lena@example.com", primary: true, verified: true, visibility: "public" },
      { email: "lena@tidepool.example.com", primary: false, verified: true, visibility: null },
      { email: "eight-arms@example.com", primary: false, verified: false, visibility: null },
    ],
  }),
  person({
    id: 1002,
    login: "coral-kai",
    password: "radio-free-reef",
    name: "Kai Coral 🪸",
    bio: "Reef radio, mostly at night.",
    location: "The reef",
    followers: 128,
    following: 31,
    createdAt: "2018-09-03T21:15:00Z",
  }),
  person({
    id: 1003,
    login: "otis-otter",
    password: "holding-hands-asleep",
    name: "Otis Otter",
    email: "otis-otter@example.com",
    company: "harbor-works",
    followers: 75,
    following: 210,
    createdAt: "2019-01-28T06:45:00Z",
  }),
  person({
    id: 1004,
    login: "mira-manta",
    password: "wide-and-quiet",
    name: "ميرا مانتا",
    bio: "خرائط وبحار",
    location: "بين الموجتين",
    followers: 903,
    following: 12,
    createdAt: "2015-06-17T12:00:00Z",
  }),
  person({
    id: 1005,
    login: "juno-jelly",
    password: "drifting-along",
    followers: 3,
    following: 0,
    createdAt: "2024-02-29T23:59:59Z",
  }),
  person({
    id: 1006,
    login: "pelle-puffin",
    password: "six-fish-at-once",
    name: "Pelle Puffin",
    bio: "Bills, bills, bills.",
    followers: 41,
    following: 66,
    createdAt: "2020-11-05T10:10:10Z",
  }),
];

export const organizations: readonly SeedOrganization[] = [
  {
    id: 2001,
    login: "tidepool-labs",
    members: ["octo-lena", "coral-kai", "mira-manta"],
    name: "Tidepool Labs",
    description: "Small, clear, full of life.",
    location: "The third rock",
    createdAt: "2016-08-01T10:00:00Z",
  },
  {
    id: 2002,
    login: "harbor-works",
    members: ["octo-lena", "otis-otter"],
    name: "Harbor Works",
    blog: "https://harbor.example.com",
    createdAt: "2018-02-14T07:00:00Z",
  },
  { id: 2003, login: "lighthouse-collective", members: ["pelle-puffin", "mira-manta"] },
];

type PersonSketch = Pick<SeedPerson, "id" | "login" | "password" | "followers" | "following" | "createdAt"> &
  Partial<SeedPerson>;

function person(sketch: PersonSketch): SeedPerson {
  return {
    name: null,
    email: null,
    bio: null,
    company: null,
    location: null,
    blog: "",
    updatedAt: "2026-10-30T09:00:00Z",
    ...sketch,
  };
}
