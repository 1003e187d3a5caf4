/** One of GitHub's entries under `errors` in a 422. */
export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: "missing" | "missing_field" | "invalid" | "already_exists" | "unprocessable" | "custom";
  readonly message?: string | undefined;
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 415 | 422 | 429 | 451;

interface RefusalDetails {
  readonly status: RefusalStatus;
  readonly message: string;
  /** What the journal says; never sent. */
  readonly decision: string;
  /** Nobody has seen which page GitHub names. */
  readonly isPageUnknown?: boolean | undefined;
  /** Answered as a line of text. */
  readonly isText?: boolean | undefined;
  /** Overrides the page of the operation. */
  readonly documentationUrl?: string | undefined;
  /** Texts where GitHub's description has a `validation-error-simple`. */
  readonly errors?: readonly (FieldError | string)[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Why GitHub lets nobody into a repository. */
  readonly block?: object | undefined;
}

/** A request that ends in an error, thrown by whatever judges it and answered in GitHub's shape. */
export class RestRefusal extends Error {
  override readonly name = "RestRefusal";
  readonly status: RefusalStatus;
  readonly decision: string;
  readonly documentationUrl: string | undefined;
  readonly isPageUnknown: boolean;
  readonly isText: boolean;
  readonly errors: readonly (FieldError | string)[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly block: object | undefined;

  constructor(refusal: RefusalDetails) {
    super(refusal.message);
    this.status = refusal.status;
    this.decision = refusal.decision;
    this.documentationUrl = refusal.documentationUrl;
    this.isPageUnknown = refusal.isPageUnknown === true;
    this.isText = refusal.isText === true;
    this.errors = refusal.errors;
    this.headers = refusal.headers ?? {};
    this.block = refusal.block;
  }
}

/** What GitHub answers for what is missing and, alike, for what must not be known to exist. */
export function notFound(decision: string): RestRefusal {
  return new RestRefusal({ status: 404, message: "Not Found", decision });
}

export function authenticationRequired(decision: "credentials_needed" | "token_needed"): RestRefusal {
  return new RestRefusal({ status: 401, message: "Requires authentication", decision, isPageUnknown: true });
}

export function badCredentials(decision: string): RestRefusal {
  return new RestRefusal({
    status: 401,
    message: "Bad credentials",
    decision,
    documentationUrl: "https://docs.github.com/rest",
  });
}

export function invalidField(resource: string, field: string, message?: string): RestRefusal {
  return new RestRefusal({
    status: 422,
    message: "Validation Failed",
    decision: "field_invalid",
    errors: [{ ...(message !== undefined && { message }), resource, field, code: "invalid" }],
  });
}

/** A GitHub App's token for what no permission of the app opens. */
export function notAccessibleByIntegration(): RestRefusal {
  return new RestRefusal({
    status: 403,
    message: "Resource not accessible by integration",
    decision: "permission_missing",
  });
}
