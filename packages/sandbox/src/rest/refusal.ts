/** One of GitHub's entries under `errors` in a 422. */
export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: "missing" | "missing_field" | "invalid" | "already_exists" | "unprocessable" | "custom";
}

/** A request that ends in an error, thrown by whatever judges it and answered in GitHub's shape. */
export class RestRefusal extends Error {
  override readonly name = "RestRefusal";
  readonly status: 400 | 401 | 403 | 404 | 422;
  /** What the journal says; never sent. */
  readonly decision: string;
  /** Overrides the page of the operation. */
  readonly documentationUrl: string | undefined;
  /** Texts where GitHub's description has a `validation-error-simple`. */
  readonly errors: readonly (FieldError | string)[] | undefined;

  constructor(refusal: {
    status: 400 | 401 | 403 | 404 | 422;
    message: string;
    decision: string;
    documentationUrl?: string;
    errors?: readonly (FieldError | string)[];
  }) {
    super(refusal.message);
    this.status = refusal.status;
    this.decision = refusal.decision;
    this.documentationUrl = refusal.documentationUrl;
    this.errors = refusal.errors;
  }
}

/** What GitHub answers for what is missing and, alike, for what must not be known to exist. */
export function notFound(decision: "not_found" | "hidden"): RestRefusal {
  return new RestRefusal({ status: 404, message: "Not Found", decision });
}

export function authenticationRequired(decision: "credentials_needed" | "token_needed"): RestRefusal {
  return new RestRefusal({ status: 401, message: "Requires authentication", decision });
}

export function badCredentials(decision: string): RestRefusal {
  return new RestRefusal({
    status: 401,
    message: "Bad credentials",
    decision,
    documentationUrl: "https://docs.github.com/rest",
  });
}

export function invalidField(resource: string, field: string): RestRefusal {
  return new RestRefusal({
    status: 422,
    message: "Validation Failed",
    decision: "field_invalid",
    errors: [{ resource, field, code: "invalid" }],
  });
}
